import type { Database } from '../db/open.ts'
import { type Group, listGroups } from './groups.ts'
import { listResources, type Resource } from './queries.ts'

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

function moved(ids: number[], id: number, way: Way) {
  const from = ids.indexOf(id)
  const to = from + (way === 'haut' ? -1 : 1)
  return to < 0 || to >= ids.length ? ids : ids.toSpliced(from, 1).toSpliced(to, 0, id)
}
