import { createHash } from 'node:crypto'
import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Format } from './lists.ts'

// The official sheet that the coordination puts in the place of ours. The same address gives one or the other.

type Place = { slug: string; format: Format }
export type Official = Place & { name: string; size: number; sha256: string; flags: string[]; putAt: string }

export const listOfficial = (db: Database) =>
  db
    .prepare<[], Omit<Official, 'flags'> & { flags: string }>(`
      SELECT slug, format, name, size, sha256, flags, put_at AS putAt
      FROM official_sheets
      ORDER BY slug, format
    `)
    .all()
    .map((one): Official => ({ ...one, flags: JSON.parse(one.flags) }))

export const findOfficialBytes = (db: Database, { slug, format }: Place) =>
  db
    .prepare<[string, string], Buffer>('SELECT bytes FROM official_sheet_bytes WHERE slug = ? AND format = ?')
    .pluck()
    .get(slug, format)

/** Goes into the transaction of the act. */
export function putOfficial(
  db: Database,
  clock: Clock,
  place: Place,
  { name, bytes, flags }: { name: string; bytes: Buffer; flags: string[] },
) {
  db.prepare(`
    INSERT INTO official_sheets (slug, format, name, size, sha256, flags, put_at)
    VALUES (@slug, @format, @name, @size, @sha256, @flags, @now)
    ON CONFLICT (slug, format) DO UPDATE SET name = @name, size = @size, sha256 = @sha256, flags = @flags, put_at = @now
  `).run({
    ...place,
    name,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    flags: JSON.stringify(flags),
    now: instant(clock),
  })
  db.prepare(`
    INSERT INTO official_sheet_bytes (slug, format, bytes) VALUES (@slug, @format, @bytes)
    ON CONFLICT (slug, format) DO UPDATE SET bytes = @bytes
  `).run({ ...place, bytes })
}

/** Its bytes go with it. False when ours was there already. */
export const removeOfficial = (db: Database, { slug, format }: Place) =>
  db.prepare('DELETE FROM official_sheets WHERE slug = ? AND format = ?').run(slug, format).changes === 1
