import type { Database } from '../db/open.ts'
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

/** The corrections that a colleague of that address has begun: nobody else goes on with them. */
export const listDraftsOfColleague = (db: Database, email: string) =>
  db
    .prepare<[string], number>(`
      SELECT id FROM drafts WHERE sent_as IS NULL AND colleague_id IN (SELECT id FROM colleagues WHERE email = ?)
    `)
    .pluck()
    .all(email)

/** Takes an address out of what others have typed. */
export const redactDrafts = (db: Database, email: string) =>
  db
    .prepare(`
      UPDATE drafts SET
        typed = without_address_in(typed, @email),
        replaced = without_address_in(replaced, @email),
        started_from = without_address_in(started_from, @email),
        faults = without_address_in(faults, @email)
      WHERE mentions(@email, typed, replaced, started_from, faults)
    `)
    .run({ email })
