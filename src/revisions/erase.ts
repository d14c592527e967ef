import type { Database } from '../db/open.ts'
import { withoutAddressIn } from '../db/without-address.ts'
import type { Revision } from './queries.ts'

type Subject = { eventId: number | null; sheetId: number | null }

/** Every change ever proposed to a row, decided or not, but what was to be looked at in it. */
export const listRevisions = (db: Database, { eventId, sheetId }: Subject) =>
  db
    .prepare<Subject, Omit<Revision, 'flags'>>(`
      SELECT
        id, event_id AS eventId, sheet_id AS sheetId, base, proposed, status, message,
        submitted_at AS submittedAt, updated_at AS updatedAt
      FROM revisions
      WHERE event_id IS @eventId AND sheet_id IS @sheetId
      ORDER BY id
    `)
    .all({ eventId, sheetId })

/** The changes decided before an instant. */
export const listSettledRevisions = (db: Database, before: string) =>
  db
    .prepare<[string], number>(
      `SELECT id FROM revisions WHERE status <> 'open' AND coalesce(decided_at, updated_at) < ?`,
    )
    .pluck()
    .all(before)

/** Its documents must have gone before. */
export const removeRevision = (db: Database, id: number) => db.prepare('DELETE FROM revisions WHERE id = ?').run(id)

/** Takes an address out of the changes proposed to what others manage now, with the name and telephone that came with it. */
export function redactRevisions(db: Database, email: string) {
  const holding = db
    .prepare<{ email: string }, { id: number; base: string; proposed: string; message: string | null }>(`
      SELECT id, base, proposed, message FROM revisions
      WHERE mentions(@email, base, proposed, message)
    `)
    .all({ email })
  for (const { id, base, proposed, message } of holding) {
    db.prepare('UPDATE revisions SET base = ?, proposed = ?, message = ? WHERE id = ?').run(
      JSON.stringify(withoutPerson(JSON.parse(base), email)),
      JSON.stringify(withoutPerson(JSON.parse(proposed), email)),
      message && withoutAddressIn(message, email),
      id,
    )
  }
}

type Contacts = Record<(typeof contacts)[number], string | null>
type Proposed = Contacts & { content?: string }

const contacts = ['privateName', 'privateEmail', 'privatePhone', 'publicContactEmail', 'registrationEmail'] as const

/** What was the address alone is nothing, as in the noun itself. */
function withoutPerson(proposed: Proposed, email: string): Proposed {
  const { content } = proposed
  const rest = withoutAddressIn(proposed, email) as Proposed
  const theirs = proposed.privateEmail !== null && rest.privateEmail === ''
  const gone = contacts.filter((name) => rest[name] === '' || (theirs && name.startsWith('private')))
  return {
    ...rest,
    // the answers of a sheet are JSON in a text
    ...(content ? { content: JSON.stringify(withoutAddressIn(JSON.parse(content), email)) } : {}),
    ...Object.fromEntries(gone.map((name) => [name, null])),
  }
}
