import type { Database } from '../db/open.ts'
import { subjectOf } from './queries.ts'

/** Every change ever proposed says the new contact, before as after: none puts back, or tells, who was there before. */
export const readdressRevisions = (
  db: Database,
  of: Parameters<typeof subjectOf>[0],
  { name, email }: { name: string; email: string },
) =>
  db
    .prepare(`
      UPDATE revisions SET
        base = json_set(base, '$.privateName', @name, '$.privateEmail', @email, '$.privatePhone', NULL),
        proposed = json_set(proposed, '$.privateName', @name, '$.privateEmail', @email, '$.privatePhone', NULL)
      WHERE event_id IS @eventId AND sheet_id IS @sheetId
    `)
    .run({ name, email, ...subjectOf(of) })
