import type { Database } from '../db/open.ts'
import { findResource } from '../resources/queries.ts'
import { counts } from '../totals/count.ts'
import { sendKept } from '../uploads/send.ts'
import { found } from '../web/errors.ts'
import type { Room } from '../web/room.ts'

/** The files of the toolbox, each at an address of its own whatever file stands behind it. */
export function openFileRoom(room: Room, { db, folder }: { db: Database; folder: string }) {
  room.get('/ressources/:slug', (req, res) => {
    const { slug, link, name, storedAs, type, sha256, updatedAt } = found(findResource(db, String(req.params.slug)))
    if (link) return res.set('Cache-Control', 'public, no-cache').redirect(302, link)
    const file = found(name && storedAs && type && sha256 ? { name, storedAs, type, sha256, updatedAt } : undefined)
    counts(res, { what: 'download', subject: `/ressources/${slug}` })
    sendKept(res.attachment(file.name), folder, file)
  })
}
