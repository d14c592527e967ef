import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

/** A change proposed to something published: the content it started from and the content wanted, as JSON of the noun's own shape. */
export type Revision = {
  id: number
  eventId: number | null
  sheetId: number | null
  base: string
  proposed: string
  status: 'open' | 'accepted' | 'refused' | 'withdrawn'
  message: string | null
  /** what the coordinator should look at twice */
  flags: string[]
  submittedAt: string
  updatedAt: string
}

type Subject = { eventId: number; sheetId: null } | { eventId: null; sheetId: number }

type RevisionRecord = Omit<Revision, 'flags'> & { flags: string }

/** Proposes a change, or puts another in the place of the one that is open: there is one at a time. Returns its id. */
export function openRevision(
  db: Database,
  clock: Clock,
  subject: Subject,
  content: { base: unknown; proposed: unknown; flags: string[] },
) {
  const now = instant(clock)
  const [base, proposed, flags] = [content.base, content.proposed, content.flags].map((part) => JSON.stringify(part))
  const open = findOpenRevision(db, subject)
  if (open) {
    db.prepare('UPDATE revisions SET proposed = ?, flags = ?, updated_at = ? WHERE id = ?').run(
      proposed,
      flags,
      now,
      open.id,
    )
    return open.id
  }
  const { lastInsertRowid } = db
    .prepare(`
      INSERT INTO revisions (event_id, sheet_id, base, proposed, flags, submitted_at, updated_at)
      VALUES (@eventId, @sheetId, @base, @proposed, @flags, @now, @now)
    `)
    .run({ ...subject, base, proposed, flags, now })
  return Number(lastInsertRowid)
}

export function findOpenRevision(db: Database, { eventId, sheetId }: Subject): Revision | undefined {
  const record = db
    .prepare<{ eventId: number | null; sheetId: number | null }, RevisionRecord>(`
      SELECT
        id, event_id AS eventId, sheet_id AS sheetId, base, proposed, status, message, flags,
        submitted_at AS submittedAt, updated_at AS updatedAt
      FROM revisions
      WHERE status = 'open' AND event_id IS @eventId AND sheet_id IS @sheetId
    `)
    .get({ eventId, sheetId })
  return record && { ...record, flags: JSON.parse(record.flags) }
}

export const findRevision = (db: Database, id: number) =>
  db.prepare<[number], Pick<Revision, 'base' | 'status'>>('SELECT base, status FROM revisions WHERE id = ?').get(id)

/** What a revision is of, in its own columns; nothing has the number 0. */
export const subjectOf = ({ event, sheet }: { event?: { id: number }; sheet?: { id: number } }): Subject =>
  event ? { eventId: event.id, sheetId: null } : { eventId: null, sheetId: sheet?.id ?? 0 }

/** The open revision of a published event, or of a sheet. */
export const findOpenRevisionOf = (db: Database, of: Parameters<typeof subjectOf>[0]) =>
  findOpenRevision(db, subjectOf(of))

/** Settles an open revision. False when somebody was faster. */
export const settleRevision = (
  db: Database,
  clock: Clock,
  id: number,
  status: Exclude<Revision['status'], 'open'>,
  message: string | null = null,
) =>
  db
    .prepare(`UPDATE revisions SET status = ?, message = ?, decided_at = ? WHERE id = ? AND status = 'open'`)
    .run(status, message, instant(clock), id).changes === 1

/** A settled revision as it was before, content included: what was decided of it is undone. */
export const reopenRevision = (db: Database, { id, base, proposed }: Pick<Revision, 'id' | 'base' | 'proposed'>) =>
  db
    .prepare(`
      UPDATE revisions SET status = 'open', message = NULL, decided_at = NULL, base = ?, proposed = ?
      WHERE id = ? AND status IN ('accepted', 'refused')
    `)
    .run(base, proposed, id)
