import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { newSlug } from '../web/slug.ts'
import type { Kind } from './lists.ts'
import { isSheetSlugTaken, type Sheet } from './queries.ts'

// As events/slugs.ts, for sheets.

export const sheetSlugFor = (db: Database, title: string) => newSlug(title, (slug) => isSheetSlugTaken(db, slug))

export const findCurrentSheetSlug = (db: Database, kind: Kind, former: string) =>
  db
    .prepare<[string, Kind], string>(`
      SELECT sheets.slug FROM former_sheet_slugs JOIN sheets ON sheets.id = sheet_id
      WHERE former_sheet_slugs.slug = ? AND kind = ?
    `)
    .pluck()
    .get(former, kind)

export const listFormerSheetSlugs = (db: Database, { id }: Pick<Sheet, 'id'>) =>
  db.prepare<[number], string>('SELECT slug FROM former_sheet_slugs WHERE sheet_id = ?').pluck().all(id)

export function moveSheet(db: Database, clock: Clock, { id, slug: former }: Sheet, slug: string): boolean {
  const { changes } = db
    .prepare(`
      UPDATE sheets SET slug = @slug, updated_at = @now WHERE id = @id AND slug = @former AND status = 'published'
    `)
    .run({ id, slug, former, now: instant(clock) })
  if (changes !== 1) return false

  db.prepare('DELETE FROM former_sheet_slugs WHERE slug = ?').run(slug)
  db.prepare('INSERT INTO former_sheet_slugs (slug, sheet_id) VALUES (?, ?)').run(former, id)
  return true
}
