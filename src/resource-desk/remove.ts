import { coordinatorOf } from '../coordinators/desk.ts'
import { note } from '../journal/queries.ts'
import { type Resource, removeResource } from '../resources/queries.ts'
import { removeStored } from '../uploads/keep.ts'
import type { Room } from '../web/room.ts'
import { resourceOf, showResource, typedOf } from './edit.ts'
import type { Tools } from './routes.ts'

/** What is no longer to be found at any address. */
export function openRemovalRoom(room: Room, tools: Tools) {
  room.post('/:slug/retrait', async (req, res) => {
    const resource = resourceOf(tools, req)
    if (req.body?.confirmer !== 'oui') {
      const errors = { retirer: 'À confirmer : cochez « Oui, la retirer »' }
      return showResource(res.status(422), tools, resource, typedOf(resource), errors)
    }
    remove(tools, coordinatorOf(res).id, resource)
    if (resource.storedAs) await removeStored(tools.folder, resource.storedAs)
    res.redirect(303, '/moderation/ressources?fait=retiree')
  })
}

const remove = ({ db, clock }: Tools, coordinator: number, resource: Resource) =>
  db.transaction(() => {
    removeResource(db, resource)
    note(db, clock, `coordinator:${coordinator}`, 'resource-removed', 'boite-a-outils', {
      before: { Titre: resource.title },
    })
  })()
