import type { Database } from '../db/open.ts'
import { type Group, listGroups, listResources, type Resource } from './queries.ts'

export type Way = 'haut' | 'bas'

/** One place up or down in its group. Nothing moves at the end of the list. */
export function moveResource(db: Database, { id, groupId }: Pick<Resource, 'id' | 'groupId'>, way: Way) {
  const ids = listResources(db)
    .filter((one) => one.groupId === groupId)
    .map((one) => one.id)
  const place = db.prepare('UPDATE resources SET position = ? WHERE id = ?')
  for (const [index, one] of moved(ids, id, way).entries()) place.run(index + 1, one)
}

export function moveGroup(db: Database, { id }: Pick<Group, 'id'>, way: Way) {
  const ids = listGroups(db).map((one) => one.id)
  const place = db.prepare('UPDATE resource_groups SET position = ? WHERE id = ?')
  for (const [index, one] of moved(ids, id, way).entries()) place.run(index + 1, one)
}

export const findGroup = (db: Database, id: number) => listGroups(db).find((group) => group.id === id)

export const isTitleTaken = (db: Database, title: string, id = 0) =>
  listGroups(db).some((group) => group.id !== id && group.title.toLowerCase() === title.toLowerCase())

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

function moved(ids: number[], id: number, way: Way) {
  const from = ids.indexOf(id)
  const to = from + (way === 'haut' ? -1 : 1)
  return to < 0 || to >= ids.length ? ids : ids.toSpliced(from, 1).toSpliced(to, 0, id)
}
