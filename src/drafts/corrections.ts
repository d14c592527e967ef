import type { Database } from '../db/open.ts'
import type { Typed } from '../web/fields.ts'
import { randomToken } from '../web/tokens.ts'
import type { Draft } from './queries.ts'

/** The correction that this person began and did not send: taken up again rather than begun twice. */
export const findOpenCorrection = (
  db: Database,
  { corrects, colleagueId, generation }: Pick<Draft, 'corrects' | 'colleagueId' | 'generation'>,
) =>
  db
    .prepare<Record<string, unknown>, string>(`
      SELECT key FROM drafts
      WHERE corrects = @corrects AND sent_as IS NULL AND colleague_id IS @colleagueId AND generation IS @generation
      ORDER BY id DESC
      LIMIT 1
    `)
    .pluck()
    .get({ corrects, colleagueId, generation })

type Contact = { name?: string; email: string }

/**
 * Who answers for a proposition, or where they read, has changed: the corrections that are begun say the new contact. Those
 * begun under its main link go over to its new generation, under a new key.
 */
export function readdressCorrections(db: Database, reference: string, generation: number, { name, email }: Contact) {
  const open = db
    .prepare<[string], { id: number; typed: string; colleagueId: number | null }>(
      'SELECT id, typed, colleague_id AS colleagueId FROM drafts WHERE corrects = ? AND sent_as IS NULL',
    )
    .all(reference)
  for (const { id, typed, colleagueId } of open) {
    const changed: Typed = {
      ...JSON.parse(typed),
      contact_courriel: email,
      ...(name === undefined ? {} : { contact_nom: name, contact_telephone: '' }),
    }
    db.prepare('UPDATE drafts SET typed = ?, replaced = NULL, pages = NULL WHERE id = ?').run(
      JSON.stringify(changed),
      id,
    )
    if (colleagueId === null)
      db.prepare('UPDATE drafts SET former_key = key, key = ?, generation = ? WHERE id = ?').run(
        randomToken(),
        generation,
        id,
      )
  }
}

/** Whether a draft had this key before its proposition changed hands, or its contact's address. */
export const isFormerKey = (db: Database, key: string) =>
  db.prepare('SELECT 1 FROM drafts WHERE former_key = ?').get(key) !== undefined

/** A colleague answers for a proposition from now on: what they began goes on under the main link. */
export const adoptCorrections = (db: Database, reference: string, colleagueId: number, generation: number) =>
  db
    .prepare(`
      UPDATE drafts SET colleague_id = NULL, generation = ? WHERE corrects = ? AND colleague_id = ? AND sent_as IS NULL
    `)
    .run(generation, reference, colleagueId)

/** The corrections of whoever has the main link, sent or not. */
export const listMainCorrections = (db: Database, reference: string) =>
  db
    .prepare<[string], number>('SELECT id FROM drafts WHERE corrects = ? AND colleague_id IS NULL')
    .pluck()
    .all(reference)
