import { countSlots } from '../../events/slot-fields.ts'
import type { Errors, Typed } from '../../web/fields.ts'
import { count, series } from '../../web/french.ts'
import { answerIn, type Cell } from './cells.ts'
import { type Column, columnOf, labelOf, letterOf } from './columns.ts'
import type { Sheet } from './sheet.ts'

/** One event of a file: its answers as the form would have them, what could not be understood, and where each one is written. */
export type Row = { number: number; place: string; typed: Typed; faults: Errors; places: Record<string, string> }

/** `notes` say what of the file is left aside. */
export type Table = { ok: true; rows: Row[]; notes: string[] } | { ok: false; message: string }

export const mostRows = 100
/** A sheet may have columns of its own beside ours, but not without end. */
const mostColumns = 200

export const tooMany = (rows: number) => ({
  ok: false as const,
  message: `Tableau : ${mostRows} événements au plus par fichier (le vôtre en a ${rows}) ; partagez-le en plusieurs fichiers`,
})

/** Reads a sheet whose first row says the questions, one event a row. */
export function readRows(sheet: Sheet): Table {
  if (!sheet.ok) return sheet

  const top = sheet.rows.findIndex((cells) => !isBlank(cells))
  const headers = (sheet.rows[top] ?? []).slice(0, mostColumns).map((cell) => String(cell ?? '').trim())
  const asked = headers.map((header) => columnOf(header))
  if (!asked.some((column) => column?.name === 'titre')) return { ok: false, message: top < 0 ? empty : headless }

  const written = sheet.rows.flatMap((cells, index) =>
    index > top && !isBlank(cells) ? [{ cells, number: index + 1 }] : [],
  )
  const own = written.filter(({ cells }) => !isExample(asked, cells))
  if (own.length === 0) return { ok: false, message: empty }
  if (own.length > mostRows) return tooMany(own.length)

  return {
    ok: true,
    rows: own.map(({ cells, number }) => readRow(cells, number, asked)),
    notes: [...unknownColumns(headers, asked), ...(own.length < written.length ? [exampleIgnored] : [])],
  }
}

const empty = 'Tableau : ce fichier ne contient aucun événement ; écrivez-en un par ligne, sous les titres des colonnes'
const headless =
  'Tableau : la première ligne doit porter les titres des colonnes, dont « Titre » ; partez du modèle à télécharger'
const exampleIgnored = 'La ligne d’exemple est laissée de côté.'

const isBlank = (cells: Cell[]) =>
  cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''))

const isExample = (asked: (Column | undefined)[], cells: Cell[]) =>
  /^\s*exemple\s*:/i.test(String(cells[asked.findIndex((column) => column?.name === 'titre')] ?? ''))

function readRow(cells: Cell[], number: number, asked: (Column | undefined)[]): Row {
  const typed: Typed = {}
  const faults: Errors = {}
  const places: Record<string, string> = {}
  for (const [index, column] of asked.entries()) {
    if (!column || places[column.name]) continue
    places[column.name] = `colonne ${letterOf(index)} « ${column.field.label} »`
    const answer = answerIn(column, cells[index] ?? null)
    if (answer.typed.length > 0) typed[column.name] = answer.typed
    if (answer.fault) faults[column.name] = answer.fault
  }
  // A slot of which nothing could be read is one to finish.
  const creneaux = String(countSlots({ ...typed, ...faults }))
  return { number, place: `Ligne ${number}`, typed: { ...typed, creneaux }, faults, places }
}

function unknownColumns(headers: string[], asked: (Column | undefined)[]): string[] {
  const unknown = headers.flatMap((header, index) =>
    header && !asked[index] ? [`${letterOf(index)} « ${header.slice(0, 60)} »`] : [],
  )
  if (unknown.length === 0) return []
  return [
    `${count(unknown.length, 'colonne inconnue, laissée', 'colonnes inconnues, laissées')} de côté : ${series(unknown.slice(0, 20))}.`,
  ]
}

/** « Ligne 7, colonne D « Jour » : indiquez le jour de l’événement ». Messages begin with the name of their question. */
export function faultText({ place, places }: Pick<Row, 'place' | 'places'>, name: string, message: string) {
  const said = message.includes(' : ') ? message.slice(message.indexOf(' : ') + 3) : message
  return `${place}, ${places[name] ?? `« ${labelOf(name)} »`} : ${said}`
}
