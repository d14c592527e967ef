import type { Database } from '../db/open.ts'
import type { Typed } from '../web/fields.ts'
import { randomToken } from '../web/tokens.ts'

/** The correction that this person began and did not send: taken up again rather than begun twice. */
export const findOpenCorrection = (db: Database, reference: string, colleagueId: number | null) =>
  db
    .prepare<Record<string, unknown>, string>(`
      SELECT key FROM drafts WHERE corrects = @reference AND sent_as IS NULL AND colleague_id IS @colleagueId ORDER BY id DESC LIMIT 1
    `)
    .pluck()
    .get({ reference, colleagueId })

/** Who manages a proposition has changed: the corrections begun under its main link take the new contact, and a new key. */
export function readdressCorrections(db: Database, reference: string, contact: { name?: string; email: string }) {
  const open = db
    .prepare<[string], { id: number; typed: string }>(
      'SELECT id, typed FROM drafts WHERE corrects = ? AND sent_as IS NULL AND colleague_id IS NULL',
    )
    .all(reference)
  for (const { id, typed } of open) {
    const changed: Typed = { ...JSON.parse(typed), contact_courriel: contact.email }
    if (contact.name !== undefined) Object.assign(changed, { contact_nom: contact.name, contact_telephone: '' })
    db.prepare('UPDATE drafts SET key = ?, typed = ? WHERE id = ?').run(randomToken(), JSON.stringify(changed), id)
  }
}
