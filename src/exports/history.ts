import { listAccounts } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import type { Actor, PublicValues } from '../journal/queries.ts'
import { actText } from '../journal/words.ts'
import { kindNames } from '../propositions/proposition.ts'
import { type Table, type Told, tableOf } from '../web/tables.ts'
import { moment, privately } from './columns.ts'
import { type ExportedLine, listAll, listLines } from './queries.ts'
import type { Wish } from './wish.ts'

/** What happened, one act a row; of a change, what the public read before and after. */
export function historyTable(db: Database, wish: Wish): Table {
  const { edition, status } = wish
  return tableOf(
    'Historique',
    columnsOf(wish, new Map(listPeople(db))),
    listAll((from) => listLines(db, { editionId: edition.id, status, ...from })),
  )
}

const listPeople = (db: Database) => listAccounts(db).map(({ id, who }): [Actor, string] => [`coordinator:${id}`, who])

const columnsOf = ({ edition, contacts }: Wish, people: Map<Actor, string>): Told<ExportedLine>[] => [
  { label: 'Le', width: 16, cell: ({ at }) => moment(at, edition) },
  { label: 'Quoi', width: 26, cell: ({ act }) => actText(act) },
  { label: 'Qui', width: 16, cell: ({ actor }) => actorWords[actor] ?? 'La coordination' },
  ...(contacts
    ? [{ label: privately('Accès utilisé'), width: 26, cell: ({ actor }: ExportedLine) => people.get(actor) ?? null }]
    : []),
  { label: 'Nature', width: 16, cell: ({ kind }) => kind && kindNames[kind] },
  { label: 'Référence', width: 14, cell: ({ subject }) => subject },
  { label: 'Titre', width: 44, cell: ({ title }) => title },
  { label: 'Avant', width: 44, cell: ({ before }) => valuesText(before) },
  { label: 'Après', width: 44, cell: ({ after }) => valuesText(after) },
]

const actorWords: { [A in Actor]?: string } = { organiser: 'L’organisateur', system: 'Le site' }

/** « Titre : Un atelier », a line a question */
const valuesText = (values: string | null) =>
  values &&
  Object.entries<string>(JSON.parse(values) as PublicValues)
    .map(([label, value]) => `${label} : ${value}`)
    .join('\n')
