import type { Cell } from './cells.ts'

/** What a spreadsheet holds, row by row, or why it cannot be read. */
export type Sheet = { ok: true; rows: Cell[][] } | { ok: false; message: string }

/** A file may have empty rows anywhere, but not without end. */
export const mostLines = 2000
