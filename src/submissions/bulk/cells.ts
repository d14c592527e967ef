import { readHour } from '../../web/dates.ts'
import type { Field, Option } from '../../web/fields.ts'
import { date, fold, hour } from '../../web/french.ts'
import type { Column } from './columns.ts'

export type Cell = string | number | boolean | Date | null

/** A cell as its question would have been answered in the form; `fault` says what the lists do not know. */
type Answer = { typed: string | string[]; fault?: string }

const longest = 5000

export function answerIn({ name, field }: Column, cell: Cell): Answer {
  const text = textIn(name, field, cell).slice(0, longest)
  if (field.kind === 'checkboxes') return ticked(field.options ?? [], text)
  if (field.options) return chosen(field.options, text)
  if (isHour(name) && text !== '' && readHour(text) === undefined)
    return { typed: text, fault: `${quoted(text)} n’est pas une heure ; écrivez-en une seule, comme 8 h 30` }
  return { typed: isOnePerLine(field) ? partsOf(text).join('\n') : text }
}

function chosen(options: readonly Option[], text: string): Answer {
  const option = optionIn(options, text)
  if (option || text === '') return { typed: option?.slug ?? '' }
  return { typed: '', fault: `${quoted(text)} n’est pas dans la liste` }
}

function ticked(options: readonly Option[], text: string): Answer {
  // A question with one box is answered by yes or no.
  if (options.length === 1 && fold(text) === 'non') return { typed: [] }

  const parts = partsOf(text).slice(0, mostParts)
  const known = parts.flatMap((part) => optionIn(options, part)?.slug ?? [])
  const unknown = parts.filter((part) => !optionIn(options, part))
  if (unknown.length === 0) return { typed: known }
  return {
    typed: known,
    fault: `${unknown.map(quoted).join(', ')} ${unknown.length > 1 ? 'ne sont pas' : 'n’est pas'} dans la liste`,
  }
}

// No list is so long.
const mostParts = 50

function optionIn(options: readonly Option[], text: string) {
  const meant = fold(text)
  return options.find(({ slug, label }) => fold(label) === meant || fold(slug) === meant)
}

const partsOf = (text: string) =>
  text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)

const quoted = (text: string) => `« ${text.length > 60 ? `${text.slice(0, 60)}…` : text} »`

/** A box whose lines are as many answers, which a cell separates as it does those of a list. */
export const isOnePerLine = ({ schema }: Field) => Array.isArray(schema.safeParse('').data)

const isDay = (name: string) => /^(jour|date_limite)/.test(name)
const isHour = (name: string) => /^(debut|fin)/.test(name)

/** What somebody would have typed for the value that a spreadsheet holds. */
function textIn(name: string, field: Field, cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell.trim()
  if (typeof cell === 'boolean') return cell ? 'oui' : 'non'
  if (cell instanceof Date) return momentIn(name, cell)
  if (!Number.isFinite(cell)) return ''

  // A day and an hour whose format was lost are the numbers that Excel keeps; a telephone number loses its first zero.
  if (isDay(name) && Number.isInteger(cell) && cell > 30_000 && cell < 80_000) return momentIn(name, excelDate(cell))
  if (isHour(name) && cell > 0 && cell < 1) return momentIn(name, excelDate(cell))
  if (field.kind === 'tel' && /^\d{9}$/.test(String(cell))) return `0${cell}`
  return String(cell)
}

const dayLength = 24 * 60 * 60 * 1000
const excelEpoch = Date.UTC(1899, 11, 30)

const excelDate = (number: number) => new Date(excelEpoch + number * dayLength)

/** A spreadsheet's date is a wall-clock time without a zone, which readers give as UTC; its hours are not always whole minutes. */
function momentIn(name: string, value: Date): string {
  const year = value.getUTCFullYear()
  if (!(year >= 1899 && year < 9999)) return '?'

  const [day = '', time = ''] = new Date(Math.round(value.valueOf() / 60_000) * 60_000).toISOString().split('T')
  const clock = hour(time.slice(0, 5))
  if (isHour(name)) return clock
  // Before 1900 there is an hour and no day.
  const spoken = value.valueOf() < excelEpoch + dayLength ? '' : date(day)
  return isDay(name) || time.startsWith('00:00') ? spoken : `${spoken} ${clock}`.trim()
}
