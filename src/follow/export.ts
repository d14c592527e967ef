import path from 'node:path'
import type { Readable } from 'node:stream'
import type { Response } from 'express'
import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Folders } from '../documents/erase.ts'
import type { Document } from '../documents/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { packZip, sendZip } from '../web/zip.ts'
import { gatherPerson } from './export-person.ts'
import { type Gathered, gatherProposition } from './export-proposition.ts'

type House = { db: Database; clock: Clock; folders: Folders }

/**
 * A zip of everything about an address, as a stream: its data in words, and its documents. For the operator, who knows to whom
 * it is given.
 */
export const packPerson = (house: House, email: string): Readable =>
  pack(house, gatherPerson(house.db, email, { withRemarks: true }))

export const sendPersonExport = (res: Response, house: House, email: string) =>
  sendZip(res, 'mes-donnees.zip', pack(house, gatherPerson(house.db, email, { withRemarks: false })))

/** The same of one proposition; without its contact for a colleague (`own` is false). */
export const sendPropositionExport = (
  res: Response,
  house: House,
  proposition: Proposition,
  { own }: { own: boolean },
) => sendZip(res, `${proposition.reference}.zip`, pack(house, gatherProposition(house.db, proposition, { own })))

function pack({ clock, folders }: House, { data, files }: Gathered): Readable {
  const told = { origine: 'Semaine ASER', etabli_le: instant(clock), ...data }
  return packZip([
    { name: 'donnees.json', text: `${JSON.stringify(told, null, 2)}\n` },
    ...files.map(({ document, name }) => ({ name, place: placeOf(folders, document) })),
  ])
}

/** An image is given as it is kept, in its largest width. */
const placeOf = (folders: Folders, { storedAs, widths }: Document) =>
  widths ? path.join(folders.images, `${storedAs}-${Math.max(...widths)}.webp`) : path.join(folders.documents, storedAs)
