import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { digest } from '../web/forms.ts'
import type { Draft } from './queries.ts'

/** Of a sent draft: the generation of the personal link that it led to, and the change that it proposed. */
export const noteSent = (db: Database, draft: Draft, generation: number, revisionId: number | null) =>
  db.prepare('UPDATE drafts SET generation = ?, revision_id = ? WHERE id = ?').run(generation, revisionId, draft.id)

/**
 * Marks a draft as sent and blanks its text. What was sent stays with a correction, for the form that is gone back to and
 * sent again. False when it was sent already.
 */
export const markSent = (
  db: Database,
  clock: Clock,
  draft: Draft,
  { reference, content = null }: { reference: string; content?: string | null },
) =>
  db
    .prepare(`
      UPDATE drafts
      SET typed = '{}', replaced = NULL, pages = NULL, faults = NULL, started_from = CASE WHEN corrects IS NULL THEN NULL ELSE @content END,
        sent_as = @reference, sent_digest = @digest, updated_at = @now
      WHERE id = @id AND sent_as IS NULL
    `)
    .run({ id: draft.id, reference, content, digest: digest(draft.typed), now: instant(clock) }).changes === 1
