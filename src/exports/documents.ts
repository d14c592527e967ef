import type { Database } from '../db/open.ts'
import { labelOf, statuses } from '../events/lists.ts'
import { eventFiles } from '../events/outline.ts'
import { flagText } from '../propositions/flags.ts'
import { deskAddress, kindNames } from '../propositions/proposition.ts'
import { partsOf } from '../sheets/forms.ts'
import { filesOf } from '../sheets/questions.ts'
import { type Table, type Told, tableOf } from '../web/tables.ts'
import { moment } from './columns.ts'
import { type ExportedDocument, listAll, listDocuments } from './queries.ts'
import type { Wish } from './wish.ts'

/** The files that were handed in, one a row, and where each one opens. */
export function documentTable(db: Database, wish: Wish, baseUrl: string): Table {
  const { edition, status } = wish
  return tableOf(
    'Fichiers',
    columnsOf(wish, baseUrl),
    listAll((from) => listDocuments(db, { editionId: edition.id, status, ...from })),
  )
}

const columnsOf = ({ edition }: Wish, baseUrl: string): Told<ExportedDocument>[] => [
  { label: 'Fichier', width: 36, cell: ({ name }) => name },
  { label: 'Question', width: 30, cell: ({ kind, field }) => questionOf(kind, field) },
  { label: 'Format', width: 24, cell: ({ type }) => type },
  { label: 'Taille en octets', width: 14, cell: ({ size }) => size },
  { label: 'À vérifier', width: 30, cell: ({ flags }) => (JSON.parse(flags) as string[]).map(flagText).join('\n') },
  { label: 'Reçu le', width: 16, cell: ({ receivedAt }) => moment(receivedAt, edition) },
  { label: 'Avec une modification proposée', width: 14, cell: ({ proposed }) => (proposed ? 'Oui' : 'Non') },
  { label: 'Nature', width: 16, cell: ({ kind }) => kindNames[kind] },
  { label: 'Référence', width: 11, cell: ({ reference }) => reference },
  { label: 'Titre', width: 44, cell: ({ title }) => title },
  { label: 'État', cell: ({ status }) => labelOf(statuses, status) },
  {
    label: 'Adresse du fichier',
    width: 40,
    cell: ({ id, name, image }) => baseUrl + (image ?? `/documents/${id}/${encodeURIComponent(name)}`),
  },
  { label: 'Page de l’espace coordination', width: 40, cell: (document) => baseUrl + deskAddress(document) },
]

function questionOf(kind: ExportedDocument['kind'], field: string) {
  const questions =
    kind === 'evenement' ? eventFiles : [...filesOf(partsOf(kind, 'file')), ...filesOf(partsOf(kind, 'typed'))]
  return questions.find((one) => one.field === field)?.label ?? field
}
