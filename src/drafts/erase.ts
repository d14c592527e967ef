import type { Database } from '../db/open.ts'
import { withoutAddressIn } from '../mail/erase.ts'

/** How long a draft is kept after its last change, and how long before its end its author is told, in days. */
export const draftDays = 60
export const warningDays = 7

/** The last day of a draft that was changed last on that day. */
export const lastDraftDay = (day: string) => Temporal.PlainDate.from(day).add({ days: draftDays }).toString()

/** The drafts that became a proposition, or were begun to correct it. */
export const listDraftsAbout = (db: Database, reference: string) =>
  db
    .prepare<[string, string], number>('SELECT id FROM drafts WHERE corrects = ? OR sent_as = ?')
    .pluck()
    .all(reference, reference)

/** Takes an address out of what others have typed. */
export function redactDrafts(db: Database, email: string) {
  const holding = db
    .prepare<[string], { id: number; typed: string }>(
      'SELECT id, typed FROM drafts WHERE instr(lower(typed), lower(?)) > 0',
    )
    .all(email)
  for (const { id, typed } of holding)
    db.prepare('UPDATE drafts SET typed = ? WHERE id = ?').run(
      JSON.stringify(withoutAddressIn(JSON.parse(typed), email)),
      id,
    )
}
