import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

/** Something of the toolbox: a file that the site serves at `/ressources/:slug`, or a link to another site. */
export type Resource = {
  id: number
  slug: string
  groupId: number
  listed: 0 | 1
  title: string
  purpose: string | null
  audience: string | null
  link: string | null
  name: string | null
  storedAs: string | null
  type: string | null
  size: number | null
  sha256: string | null
  flags: string[]
  /** when its file or its link was last put there */
  updatedAt: string
  version: number
}

export type StoredFile = { name: string; storedAs: string; type: string; size: number; sha256: string; flags: string[] }
/** What stands behind a resource: a file or a link. */
export type Content = { file: StoredFile; link?: undefined } | { link: string; file?: undefined }
export type Said = Pick<Resource, 'groupId' | 'listed' | 'title' | 'purpose' | 'audience'>
type ResourceRecord = Omit<Resource, 'flags'> & { flags: string }

export const findResource = (db: Database, slug: string): Resource | undefined => {
  const record = db
    .prepare<[string], ResourceRecord>(`
      SELECT
        id, slug, group_id AS groupId, listed, title, purpose, audience, link, name, stored_as AS storedAs, type, size,
        sha256, flags, updated_at AS updatedAt, version
      FROM resources WHERE slug = ?
    `)
    .get(slug)
  return record && whole(record)
}

/** All of them, group by group, in the coordination's order. */
export const listResources = (db: Database): (Resource & { downloads: number })[] =>
  db
    .prepare<[], ResourceRecord & { downloads: number }>(`
      SELECT
        resources.id, slug, group_id AS groupId, listed, resources.title, purpose, audience, link, name,
        stored_as AS storedAs, type, size, sha256, flags, updated_at AS updatedAt, version,
        (SELECT coalesce(sum(number), 0) FROM totals WHERE subject = '/ressources/' || slug AND what = 'download') AS downloads
      FROM resources JOIN resource_groups ON resource_groups.id = group_id
      ORDER BY resource_groups.position, resources.position, resources.id
    `)
    .all()
    .map((record) => ({ ...whole(record), downloads: record.downloads }))

export const isSlugTaken = (db: Database, slug: string) =>
  db.prepare('SELECT 1 FROM resources WHERE slug = ?').get(slug) !== undefined

/** Every stored name that a resource stands for. */
export const listStoredResources = (db: Database) =>
  db.prepare<[], string>('SELECT stored_as FROM resources WHERE stored_as IS NOT NULL').pluck().all()

/** At the end of its group. */
export function addResource(db: Database, clock: Clock, slug: string, said: Said, content: Content) {
  db.prepare(`
    INSERT INTO resources (
      slug, group_id, position, listed, title, purpose, audience, link, name, stored_as, type, size, sha256, flags, updated_at
    ) VALUES (
      @slug, @groupId, (SELECT coalesce(max(position), 0) + 1 FROM resources WHERE group_id = @groupId), @listed, @title,
      @purpose, @audience, @link, @name, @storedAs, @type, @size, @sha256, @flags, @now
    )
  `).run({ slug, ...said, ...columnsOf(content), now: instant(clock) })
}

/** What is said of it; false when somebody else has changed it since `version`. */
export const describeResource = (db: Database, { id, version }: Pick<Resource, 'id' | 'version'>, said: Said) =>
  db
    .prepare(`
      UPDATE resources SET
        position = iif(group_id = @groupId, position, (SELECT coalesce(max(position), 0) + 1 FROM resources WHERE group_id = @groupId)),
        group_id = @groupId, listed = @listed, title = @title, purpose = @purpose, audience = @audience, version = version + 1
      WHERE id = @id AND version = @version
    `)
    .run({ ...said, id, version }).changes === 1

/** Another file or link at the same address. */
export const replaceContent = (db: Database, clock: Clock, { id }: Pick<Resource, 'id'>, content: Content) =>
  db
    .prepare(`
      UPDATE resources SET
        link = @link, name = @name, stored_as = @storedAs, type = @type, size = @size, sha256 = @sha256, flags = @flags,
        updated_at = @now, version = version + 1
      WHERE id = @id
    `)
    .run({ ...columnsOf(content), id, now: instant(clock) })

export const removeResource = (db: Database, { id }: Pick<Resource, 'id'>) =>
  db.prepare('DELETE FROM resources WHERE id = ?').run(id)

const columnsOf = ({ link, file }: Content) => ({
  link: link ?? null,
  name: file?.name ?? null,
  storedAs: file?.storedAs ?? null,
  type: file?.type ?? null,
  size: file?.size ?? null,
  sha256: file?.sha256 ?? null,
  flags: JSON.stringify(file?.flags ?? []),
})

const whole = ({ flags, ...record }: ResourceRecord): Resource => ({ ...record, flags: JSON.parse(flags) })
