import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { findGroupByTitle } from '../resources/groups.ts'
import { type Content, describeResource, findResource, type Resource, replaceContent } from '../resources/queries.ts'
import { removeStored } from '../uploads/keep.ts'
import { type Described, groupIdOf } from './fields.ts'
import type { Tools } from './routes.ts'

type Change = { described: Described; content: Content | undefined; seen: number }

/** False when somebody has changed it since `seen`, or taken it out; saying the same again is one act. */
export async function save(tools: Tools, coordinator: number, { slug }: Resource, change: Change) {
  const { db, clock, folder } = tools
  const { described, content, seen } = change
  const before = db
    .transaction(() => {
      const now = findResource(db, slug)
      const same = now && saysTheSame(db, now, described)
      if (!now || (!same && seen !== now.version)) return undefined
      if (same && !content) return now

      const { group, title, ...rest } = described
      const after = { ...rest, title: title ?? now.title, groupId: groupIdOf(db, group) }
      if (!same) describeResource(db, now, after)
      if (content) replaceContent(db, clock, now, content)
      note(db, clock, `coordinator:${coordinator}`, 'resource-saved', 'boite-a-outils', {
        before: { Titre: now.title, Fichier: now.name ?? now.link ?? '' },
        after: { Titre: after.title, Fichier: nameOf(content) ?? now.name ?? now.link ?? '' },
      })
      return now
    })
    .immediate()

  const left = before ? content && before.storedAs : content?.file?.storedAs
  if (left) await removeStored(folder, left)
  return before !== undefined
}

const nameOf = (content: Content | undefined) => content?.file?.name ?? content?.link

const saysTheSame = (db: Database, now: Resource, { group, title, purpose, audience, listed }: Described) =>
  title === now.title &&
  purpose === now.purpose &&
  audience === now.audience &&
  listed === now.listed &&
  (typeof group === 'number' ? group : findGroupByTitle(db, group)?.id) === now.groupId
