import type { Database } from '../db/open.ts'

export type Group = { id: number; title: string; position: number }

export const listGroups = (db: Database) =>
  db.prepare<[], Group>('SELECT id, title, position FROM resource_groups ORDER BY position, id').all()

export const findGroup = (db: Database, id: number) => listGroups(db).find((group) => group.id === id)

export const findGroupByTitle = (db: Database, title: string) =>
  listGroups(db).find((group) => group.title.toLowerCase() === title.toLowerCase())

export function addGroup(db: Database, title: string): number {
  const { lastInsertRowid } = db
    .prepare(`
      INSERT INTO resource_groups (title, position) VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM resource_groups))
    `)
    .run(title)
  return Number(lastInsertRowid)
}

export const renameGroup = (db: Database, id: number, title: string) =>
  db.prepare('UPDATE resource_groups SET title = ? WHERE id = ?').run(title, id)

/** False when something is still in it. */
export const removeGroup = (db: Database, id: number) =>
  db
    .prepare('DELETE FROM resource_groups WHERE id = ? AND NOT EXISTS (SELECT 1 FROM resources WHERE group_id = ?)')
    .run(id, id).changes === 1
