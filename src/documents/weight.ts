import type { Database } from '../db/open.ts'

/** Weighs, each time it is asked, the bytes of the files that came with forms not sent yet, but for those that complete what was sent. */
export const weighUnsent = (db: Database) => () =>
  db
    .prepare<[], number>(`
      SELECT coalesce(sum(size), 0) FROM documents JOIN drafts ON drafts.id = draft_id
      WHERE sent_as IS NULL AND corrects IS NULL
    `)
    .pluck()
    .get() ?? 0
