import type { RequestHandler } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { note } from '../journal/queries.ts'
import { type Content, findResource, type Resource, replaceContent } from '../resources/queries.ts'
import { removeStored } from '../uploads/keep.ts'
import type { Room } from '../web/room.ts'
import { receiveContent } from './content.ts'
import { resourceOf, showResource, typedOf } from './edit.ts'
import type { Tools } from './routes.ts'

/** Another file, or another link, at the address that people already have. */
export function openReplacementRoom(room: Room, tools: Tools, receive: RequestHandler) {
  const { folder } = tools

  room.post('/:slug/fichier', receive, async (req, res) => {
    const resource = resourceOf(tools, req)
    const content = await receiveContent(req, folder)
    if (Object.keys(content.errors).length > 0) {
      const typed = { ...typedOf(resource), lien: String(req.body?.lien ?? '') }
      return showResource(res.status(422), tools, resource, typed, content.errors)
    }
    const before = replace(tools, coordinatorOf(res).id, resource, await content.keep())
    if (before?.storedAs) await removeStored(folder, before.storedAs)
    res.redirect(303, '/moderation/ressources?fait=remplacee')
  })
}

/** What stood there when it was replaced, which may be newer than what was shown. */
const replace = ({ db, clock }: Tools, coordinator: number, { slug }: Resource, content: Content) =>
  db
    .transaction(() => {
      const before = findResource(db, slug)
      if (!before) return undefined
      replaceContent(db, clock, before, content)
      note(db, clock, `coordinator:${coordinator}`, 'resource-saved', 'boite-a-outils', {
        before: { Fichier: before.name ?? before.link ?? '' },
        after: { Fichier: content.file?.name ?? content.link ?? '' },
      })
      return before
    })
    .immediate()
