import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { labelOf, statuses } from '../events/lists.ts'
import { fold } from '../web/french.ts'
import type { Table } from '../web/tables.ts'
import { documentTable } from './documents.ts'
import { eventTable } from './events.ts'
import { historyTable } from './history.ts'
import { organiserTable } from './organisers.ts'
import { sheetTable } from './sheets.ts'
import type { Wish } from './wish.ts'

type Source = { db: Database; wish: Wish; baseUrl: string }
type Build = (source: Source) => [Table, ...Table[]]

/** The file that an address names, with the title that it is kept under. CSV holds one table: there is none of several. */
export function findFile(address: string, { clock, ...source }: Source & { clock: Clock }) {
  const [, name = '', format] = /^([a-z-]+)\.(csv|xlsx)$/.exec(address) ?? []
  const tables = builds.get(name)?.(source)
  return tables && (format === 'xlsx' || tables.length === 1)
    ? { title: titleOf(name, source.wish, clock), format, tables }
    : undefined
}

function titleOf(name: string, { edition, status, contacts }: Wish, clock: Clock) {
  const state = status && fold(labelOf(statuses, status)).replaceAll(' ', '-')
  const parts = ['semaine-aser', edition.year, name, state, contacts && 'avec-contacts', today(clock, edition.timeZone)]
  return parts.filter(Boolean).join('-')
}

const rex: Build = ({ db, wish, baseUrl }) => [sheetTable(db, 'rex', wish, baseUrl)]
const cartesBlanches: Build = ({ db, wish, baseUrl }) => [sheetTable(db, 'carte-blanche', wish, baseUrl)]
const documents: Build = ({ db, wish, baseUrl }) => [documentTable(db, wish, baseUrl)]

/** By the name that a file has in its address; « documents » is a workbook of three. */
const builds = new Map<string, Build>([
  ['evenements', ({ db, wish, baseUrl }) => [eventTable(db, wish, baseUrl)]],
  ['organisateurs', ({ db, wish }) => [organiserTable(db, wish)]],
  ['fiches-rex', rex],
  ['cartes-blanches', cartesBlanches],
  ['fichiers', documents],
  ['documents', (source) => [...rex(source), ...cartesBlanches(source), ...documents(source)]],
  ['historique', ({ db, wish }) => [historyTable(db, wish)]],
])
