import type { Database } from '../db/open.ts'

export type Purpose = 'refusal' | 'correction'

/** The reasons that are offered, in their order. */
export const listReasons = (db: Database, purpose: Purpose) =>
  db.prepare<[string], string>('SELECT text FROM reasons WHERE purpose = ? ORDER BY position').pluck().all(purpose)

/** These take the place of those that were offered. */
export function replaceReasons(db: Database, purpose: Purpose, texts: string[]) {
  db.prepare('DELETE FROM reasons WHERE purpose = ?').run(purpose)
  const add = db.prepare('INSERT INTO reasons (purpose, position, text) VALUES (?, ?, ?)')
  for (const [index, text] of texts.entries()) add.run(purpose, index + 1, text)
}
