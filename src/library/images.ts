import { type Desk, mayDecide } from '../coordinators/desk.ts'
import { findImage } from '../documents/queries.ts'
import { found } from '../web/errors.ts'
import { openRoom } from '../web/room.ts'
import { isPublished } from './documents.ts'

/** `/images/<stored name>-<width>.avif` or `.webp`: those of what is published, for everyone; the others for the desk only. */
export function imageRoutes(desk: Desk & { folder: string }) {
  const room = openRoom()

  room.get('/:file', (req, res) => {
    const [, storedAs, width, format] = found(
      /^([0-9a-f]{32})-(\d+)\.(avif|webp)$/.exec(String(req.params.file)) ?? undefined,
    )
    const image = found(findImage(desk.db, String(storedAs)))
    const published = isPublished(desk.db, image)
    found((image.widths?.includes(Number(width)) && (published || mayDecide(req, desk))) || undefined)

    res
      .type(`image/${format}`)
      .set('Cache-Control', published ? 'public, no-cache' : 'no-store')
      .set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
      .sendFile(`${storedAs}-${width}.${format}`, { root: desk.folder, cacheControl: false, lastModified: false })
  })

  return room
}
