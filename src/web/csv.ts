import { type Cell, printable } from './tables.ts'

/** What a file of these lines begins with: without this mark, Excel takes its accents for something else. */
export const csvStart = '\ufeff'

/** A line of CSV as a French spreadsheet opens it: semicolons, every cell between quotes (RFC 4180), none that it would run. */
export const csvLine = (cells: Cell[]) =>
  `${cells.map((cell) => `"${textOf(cell).replaceAll('"', '""')}"`).join(';')}\r\n`

function textOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return harmless(printable(cell))
  if (typeof cell === 'number') return String(cell).replace('.', ',')
  return slashed('day' in cell ? cell.day : cell.moment)
}

/** What a spreadsheet would run has an apostrophe before it; so has what already begins with such an apostrophe. */
const harmless = (text: string) => (formula.test(text) && !number.test(text) ? `'${text}` : text)
const number = /^-?\d+\.\d+$/
const formula = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u

/** `2023-05-22T08:30` → « 22/05/2023 08:30 » */
const slashed = (moment: string) => moment.replace(/^(\d+)-(\d+)-(\d+)T?/, '$3/$2/$1 ').trimEnd()
