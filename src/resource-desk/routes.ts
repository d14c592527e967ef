import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { currentZone } from '../editions/queries.ts'
import { listGroups } from '../resources/groups.ts'
import { listResources } from '../resources/queries.ts'
import { presented } from '../resources/toolbox.ts'
import type { Quota } from '../uploads/quota.ts'
import { receiveFiles } from '../uploads/receive.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { openAdditionRoom } from './add.ts'
import { openEditRoom } from './edit.ts'
import { openGroupRoom } from './groups.ts'
import { openOrderRoom } from './order.ts'
import { openRemovalRoom } from './remove.ts'

export type Tools = {
  db: Database
  clock: Clock
  folder: string
  receiving: { clamd: string | undefined; quota: Quota }
}

/** The toolbox in the coordination's hands: what is in it, in which order, behind which address. */
export function resourceDeskRoutes(tools: Tools) {
  const { db, folder, receiving } = tools
  const room = openRoom()
  const receive = receiveFiles({ folder, questions: [{ field: 'fichier', accepts: 'resource' }], ...receiving })

  room.get('/', (req, res) => {
    const resources = listResources(db).map((one) => ({ ...one, ...presented(one) }))
    privatePage(res, 'resource-desk/index', {
      title: 'Boîte à outils',
      done: req.query.fait,
      groups: listGroups(db).map((group) => ({
        ...group,
        resources: resources.filter(({ groupId }) => groupId === group.id),
      })),
      timeZone: currentZone(db),
      form: { typed: {}, errors: {} },
    })
  })

  openAdditionRoom(room, tools, receive)
  openGroupRoom(room, tools)
  openEditRoom(room, tools, receive)
  openRemovalRoom(room, tools)
  openOrderRoom(room, tools)
  return room
}
