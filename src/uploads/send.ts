import type { Response } from 'express'

/** A file that the coordination put there: asked for again each time, sent again only when another has taken its place, and by pieces to whoever wants one. */
export function sendKept(
  res: Response,
  folder: string,
  { storedAs, type, sha256, updatedAt }: { storedAs: string; type: string; sha256: string; updatedAt: string },
) {
  res
    .type(type)
    .set('Cache-Control', 'public, no-cache')
    .set('ETag', `"${sha256.slice(0, 24)}"`)
    .set('Last-Modified', new Date(updatedAt).toUTCString())
    .set(
      'Content-Security-Policy',
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
    )
    .sendFile(storedAs, { root: folder, cacheControl: false, etag: false, lastModified: false })
}
