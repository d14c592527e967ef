import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { listDraftDocuments } from '../../documents/queries.ts'
import type { Draft } from '../../drafts/queries.ts'
import type { Edition } from '../../editions/queries.ts'
import type { Errors } from '../../web/fields.ts'
import type { Tools } from '../routes.ts'
import { readCalendar } from './calendar.ts'
import { readCsv } from './csv.ts'
import { sharedErrors, tableQuestion } from './form.ts'
import { readRows, type Table } from './rows.ts'
import { readWorkbook } from './workbook.ts'

type Reading = { ok: true; table: Extract<Table, { ok: true }> } | { ok: false; errors: Errors }

/** The rows of the file that came with a draft, once the answers that they share will do. */
export async function readBulk(tools: Tools, edition: Edition, draft: Draft): Promise<Reading> {
  const table = await readTable(tools, edition, draft)
  const errors = {
    ...(table.ok ? {} : { [tableQuestion.field]: table.message }),
    ...sharedErrors(tools.db, edition, draft.typed),
  }
  return table.ok && Object.keys(errors).length === 0 ? { ok: true, table } : { ok: false, errors }
}

async function readTable({ db, folders }: Tools, edition: Edition, draft: Draft): Promise<Table> {
  const document = listDraftDocuments(db, draft.id).find(({ field }) => field === tableQuestion.field)
  if (!document) return { ok: false, message: tableQuestion.missing ?? '' }

  const bytes = await readFile(path.join(folders.documents, document.storedAs))
  if (document.type === 'text/calendar') return readCalendar(db, edition.timeZone, bytes)
  return readRows(document.type === 'text/csv' ? readCsv(bytes) : await readWorkbook(bytes))
}
