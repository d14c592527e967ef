import { type Blank, blanks, type Format, formats, typeOf } from '../blanks/lists.ts'
import { sheetFile, type Tools } from '../blanks/offered.ts'
import { found } from '../web/errors.ts'
import { openRoom } from '../web/room.ts'

/** The sheets to download, each at an address that does not change, whoever made the file. */
export function downloadRoutes(tools: Tools) {
  const room = openRoom()

  room.get('/:name', async (req, res) => {
    const { blank, format } = named(String(req.params.name))
    const { bytes, etag } = found(await sheetFile(tools, blank, format))
    res
      .attachment(`${blank.slug}.${format}`)
      .type(typeOf[format])
      .set('Cache-Control', 'public, max-age=0, must-revalidate')
      .set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
      .set('ETag', `"${etag}"`)
    if (req.fresh) res.status(304).end()
    else res.send(bytes)
  })

  return room
}

/** The sheet and the format of a file name. */
export function named(name: string): { blank: Blank; format: Format } {
  const [slug, ending] = name.split('.')
  return {
    blank: found(blanks.find((one) => one.slug === slug)),
    format: found(formats.find((format) => format === ending && name === `${slug}.${format}`)),
  }
}
