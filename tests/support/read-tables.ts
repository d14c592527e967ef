import { parse } from 'csv-parse/sync'
import readWorkbook from 'read-excel-file/node'
import type { Cell } from '../../src/web/tables.ts'
import type { TestSite } from './site.ts'

/** A file of the desk, as its bytes. */
export async function download(desk: ReturnType<TestSite['coordinator']>, url: string) {
  const { headers, body } = await desk.get(url).responseType('blob').expect(200)
  return { headers, bytes: body as Buffer }
}

/** The cells of a CSV file as a reader finds them, with the apostrophe that keeps a formula from being run. */
export function readCsv(bytes: Buffer): string[][] {
  const text = bytes.toString('utf8')
  if (!text.startsWith('\ufeff')) throw new Error('no byte order mark')
  return parse(text.slice(1), { delimiter: ';', record_delimiter: '\r\n', relax_column_count: false })
}

/** The sheets of a workbook by name; moments as they are written in SQL. */
export async function readXlsx(bytes: Buffer): Promise<Record<string, (string | number | null)[][]>> {
  const sheets = await readWorkbook(bytes, { trim: false })
  return Object.fromEntries(sheets.map(({ sheet, data }) => [sheet, data.map((row) => row.map((cell) => plain(cell)))]))
}

function plain(cell: unknown) {
  if (cell instanceof Date) return cell.toISOString().slice(0, 16).replace('T00:00', '')
  return cell === null || typeof cell === 'number' ? cell : String(cell).replaceAll('_x005F_', '_')
}

/** What a cell is once it is read back from a workbook. */
export const inWorkbook = (cell: Cell) => {
  if (cell === null || cell === '') return null
  return typeof cell === 'object' ? ('day' in cell ? cell.day : cell.moment.replace('T00:00', '')) : cell
}

/** What it is once it is read back from a CSV file, without the apostrophe. */
export const inCsv = (cell: Cell) => {
  if (cell === null) return ''
  if (typeof cell === 'object') {
    const [day = '', time] = ('day' in cell ? cell.day : cell.moment).split('T')
    return [day.split('-').reverse().join('/'), time].filter(Boolean).join(' ')
  }
  return typeof cell === 'number' ? String(cell).replace('.', ',') : cell
}

/** A cell of CSV without the apostrophe that keeps a spreadsheet from running it. */
export const bare = (text: string) => (/^'+\s*[=+\-@＝＋－＠]|^'+[\t\r\n]/u.test(text) ? text.slice(1) : text)

/** What a spreadsheet runs, or a reader of text stumbles over. */
export const nasty = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '+33 2 31 00 00 00',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '  =1+1',
  '\u00a0=1+1',
  '＝1+1',
  '＠A1',
  "'=1+1",
  "''=1",
  "'hui",
  'Elle a dit « oui ; non », "peut-être"',
  '"',
  '""";"\r\n=1',
  'Une ligne\nune autre\n\nun paragraphe',
  'Café\u00a0: 20\u202f% 👩‍👩‍👧 🏳️‍🌈 e\u0301',
  '007',
  '1E5000',
  '2023-05-22',
  '12/05',
  ' au milieu ',
  '<script>alert(1)</script> & &amp;',
  '_x0041_ _X000d_',
  '__proto__',
  'constructor',
  'toString',
  'é'.repeat(4000),
]

/** Rows as objects, by the heads of their columns, which are each of their own. */
export function byLabel<C>([labels = [], ...rows]: C[][]): Record<string, C>[] {
  if (new Set(labels).size !== labels.length) throw new Error(`two columns have one name: ${labels}`)
  return rows.map((row) => Object.fromEntries(labels.map((label, index) => [String(label), row[index] as C])))
}
