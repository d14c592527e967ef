import type { Database } from '../db/open.ts'

type Subject = { event?: { id: number }; sheet?: { id: number } }

/** Every change ever proposed says the new contact, before as after: none puts back, or tells, who was there before. */
export const readdressRevisions = (
  db: Database,
  { event, sheet }: Subject,
  { name, email }: { name: string; email: string },
) =>
  db
    .prepare(`
      UPDATE revisions SET
        base = json_set(base, '$.privateName', @name, '$.privateEmail', @email, '$.privatePhone', NULL),
        proposed = json_set(proposed, '$.privateName', @name, '$.privateEmail', @email, '$.privatePhone', NULL)
      WHERE event_id IS @eventId AND sheet_id IS @sheetId
    `)
    .run({ name, email, eventId: event?.id ?? null, sheetId: event ? null : (sheet?.id ?? null) })
