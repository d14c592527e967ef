import { departmentName } from '../communes/departments.ts'
import type { Database } from '../db/open.ts'
import { labelOf, statuses } from '../events/lists.ts'
import { flagText } from '../propositions/flags.ts'
import { deskAddress, kindRooms } from '../propositions/proposition.ts'
import { type Answers, answersOf } from '../sheets/answers.ts'
import { partsOf } from '../sheets/forms.ts'
import type { Kind } from '../sheets/lists.ts'
import { listSheets, type Sheet } from '../sheets/queries.ts'
import { fieldsOf, type Question } from '../sheets/questions.ts'
import { wordsOf } from '../sheets/words.ts'
import { date } from '../web/french.ts'
import { type Cell, type Table, type Told, tableOf } from '../web/tables.ts'
import { day, isPrivate, lifeColumns, privately } from './columns.ts'
import { listAll } from './queries.ts'
import type { Wish } from './wish.ts'

type Answered = Sheet & { answers: Answers }
type Columns = Told<Answered>[]

export const sheetTableNames = { rex: 'Fiches REX', 'carte-blanche': 'Cartes blanches' } as const

/** The sheets of a kind, one a row, every question of its form under its own title. */
export function sheetTable(db: Database, kind: Kind, wish: Wish, baseUrl: string): Table {
  const { edition, status } = wish
  const sheets = listAll((from) => listSheets(db, kind, { editionId: edition.id, status, ...from }))
  return tableOf(
    sheetTableNames[kind],
    columnsOf(kind, wish, baseUrl),
    sheets.map((sheet) => ({ ...sheet, answers: answersOf(sheet) })),
  )
}

const columnsOf = (kind: Kind, wish: Wish, baseUrl: string): Columns => [
  { label: 'Référence', width: 11, cell: ({ reference }) => reference },
  { label: 'État', cell: ({ status }) => labelOf(statuses, status) },
  { label: 'Remise', width: 14, cell: ({ source }) => (source === 'file' ? 'Fichier' : 'Formulaire') },
  ...Object.entries<Question>(fieldsOf(partsOf(kind, 'typed'))).flatMap(([name, question]) =>
    questionColumn(name, question, wish),
  ),
  { label: 'Venue avec l’événement', width: 30, cell: ({ eventTitle }) => eventTitle },
  { label: 'Référence de l’événement', width: 11, cell: ({ eventReference }) => eventReference },
  { label: 'À vérifier', width: 30, cell: ({ flags }) => flags.map(flagText).join('\n') },
  {
    label: 'Page publique',
    width: 40,
    cell: ({ status, slug }) => (status === 'published' ? `${baseUrl}/${kindRooms[kind]}/${slug}` : null),
  },
  {
    label: 'Page de l’espace coordination',
    width: 40,
    cell: ({ reference }) => baseUrl + deskAddress({ kind, reference }),
  },
  ...lifeColumns(wish),
]

function questionColumn(name: string, question: Question, wish: Wish): Columns {
  if (isPrivate(name) && !wish.contacts) return []
  const title = question.title ?? question.label
  return [
    {
      label: isPrivate(name) ? privately(title) : title,
      width: question.kind === 'textarea' ? 44 : 24,
      cell: sharper(wish)[name] ?? (({ answers }) => cellOf(question, (answers as Record<string, unknown>)[name])),
    },
    ...(besides[name] ?? []),
  ]
}

const sharper = ({ contacts }: Wish): Record<string, (sheet: Answered) => Cell> => ({
  commune: ({ communeName }) => communeName,
  // who holds the contract is named with its own agreement only
  titulaire: ({ answers }) => (contacts || answers.accord_titulaire === 'oui' ? (answers.titulaire ?? null) : null),
  contact_public_courriel: ({ publicContactEmail }) => publicContactEmail,
})

const besides: Record<string, Columns> = {
  commune: [{ label: 'Département', cell: ({ department }) => department && departmentName(department) }],
}

function cellOf(question: Question, answer: unknown): Cell {
  if (typeof answer === 'number') return answer
  return question.words === date ? day(answer as string | undefined) : wordsOf(question, answer)
}
