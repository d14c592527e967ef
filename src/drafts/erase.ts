import type { Database } from '../db/open.ts'
import { withoutAddressIn } from '../db/without-address.ts'
import type { Draft } from './queries.ts'

/** How long a draft is kept after its last change, and how long before its end its author is told, in days. */
export const draftDays = 60
export const warningDays = 7

/** The last day of a draft in that time zone: never sooner than a week after its author was told. */
export function lastDraftDay({ updatedAt, warnedAt }: Pick<Draft, 'updatedAt' | 'warnedAt'>, timeZone: string): string {
  const after = (instant: string, days: number) =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().add({ days }).toString()
  const last = after(updatedAt, draftDays)
  const told = warnedAt ? after(warnedAt, warningDays) : last
  return told > last ? told : last
}

/** The drafts that became a proposition, or were begun to correct it. */
export const listDraftsAbout = (db: Database, reference: string) =>
  db
    .prepare<[string, string], number>('SELECT id FROM drafts WHERE corrects = ? OR sent_as = ?')
    .pluck()
    .all(reference, reference)

/** Takes an address out of what others have typed. */
export function redactDrafts(db: Database, email: string) {
  const holding = db
    .prepare<[string], { id: number; typed: string; startedFrom: string | null }>(`
      SELECT id, typed, started_from AS startedFrom FROM drafts
      WHERE instr(lower(concat_ws(char(10), typed, started_from)), lower(?)) > 0
    `)
    .all(email)
  const cleaned = (json: string) => JSON.stringify(withoutAddressIn(JSON.parse(json), email))
  for (const { id, typed, startedFrom } of holding)
    db.prepare('UPDATE drafts SET typed = ?, started_from = ? WHERE id = ?').run(
      cleaned(typed),
      startedFrom && cleaned(startedFrom),
      id,
    )
}
