import { isUtf8 } from 'node:buffer'
import { CsvError, parse } from 'csv-parse/sync'
import type { Cell } from './cells.ts'
import { mostLines, type Sheet } from './sheet.ts'

/** Text as a spreadsheet saves it: UTF-8 with or without its mark, or the Windows-1252 of an older Excel. */
export const textOf = (bytes: Buffer) =>
  new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes).replaceAll(/\r\n?/g, '\n')

/** The rows of a CSV file (RFC 4180), separated by semicolons, commas or tabs. */
export function readCsv(bytes: Buffer): Sheet {
  const text = textOf(bytes)
  try {
    const rows: Cell[][] = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: mostLines,
    })
    return { ok: true, rows }
  } catch (error) {
    return {
      ok: false,
      message: error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED' ? unclosed : unread,
    }
  }
}

const unclosed =
  'Tableau : un guillemet (") ouvert n’est jamais refermé, la suite du fichier ne se lit donc pas ; refermez-le ou retirez-le'
const unread = 'Tableau : ce fichier CSV ne se lit pas ; enregistrez-le de nouveau en « CSV UTF-8 » ou en .xlsx'

/** The separator that the first line has most of. */
function delimiterOf(text: string): string {
  const [first = ''] = text
    .replace(/"[^"]*"/g, '')
    .replace(/^\n+/, '')
    .split('\n', 1)
  const counted = [';', ',', '\t'].map((mark) => ({ mark, count: first.split(mark).length }))
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).mark
}
