import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { RequestHandler } from 'express'

/** `br` and `gzip` are not there for a picture, which is compressed already. */
type Asset = { type: string; version: string; identity: Buffer; br?: Buffer; gzip?: Buffer }

const folder = path.join(import.meta.dirname, '../../public')
// The cascade is declared in layers.css, so only that sheet must come first.
const sheets = ['layers.css', ...list('css', '.css').filter((name) => name !== 'layers.css')]

const assets = new Map<string, Asset>([
  ['/site.css', asset('text/css; charset=utf-8', sheets.map((name) => read('css', name)).join('\n'))],
  ['/favicon.svg', asset('image/svg+xml; charset=utf-8', read('favicon.svg'))],
  ...list('js', '.js').map(
    (name) => [`/js/${name}`, asset('text/javascript; charset=utf-8', read('js', name))] as const,
  ),
  ...['avif', 'webp'].flatMap((type) =>
    list('guides', `.${type}`).map((name) => [`/guides/${name}`, picture(`image/${type}`, 'guides', name)] as const),
  ),
])

/** The address of a public file, with its fingerprint: it may be kept for a year. Throws on a file that does not exist. */
export function assetUrl(name: string) {
  const asset = assets.get(name)
  if (!asset) throw new Error(`no public file ${name}`)
  return `${name}?v=${asset.version}`
}

/** Serves the public files from memory, compressed once at start. */
export const serveAssets: RequestHandler = (req, res, next) => {
  const asset = req.method === 'GET' || req.method === 'HEAD' ? assets.get(req.path) : undefined
  if (!asset) return next()

  res.set(
    'Cache-Control',
    req.query.v === asset.version ? 'public, max-age=31536000, immutable' : 'public, max-age=0, must-revalidate',
  )
  res.set('Content-Type', asset.type).set('ETag', `"${asset.version}"`).vary('Accept-Encoding')
  if (req.fresh) return void res.status(304).end()

  const encoding = req.acceptsEncodings('br', 'gzip', 'identity')
  const compressed = encoding === 'br' || encoding === 'gzip' ? asset[encoding] : undefined
  if (encoding && compressed) res.set('Content-Encoding', encoding)
  res.end(compressed ?? asset.identity)
}

function asset(type: string, text: string): Asset {
  const identity = Buffer.from(text)
  return {
    type,
    version: versionOf(identity),
    identity,
    br: brotliCompressSync(identity),
    gzip: gzipSync(identity, { level: 9 }),
  }
}

function picture(type: string, ...names: string[]): Asset {
  const identity = readFileSync(path.join(folder, ...names))
  return { type, version: versionOf(identity), identity }
}

function versionOf(bytes: Buffer) {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12)
}

function read(...names: string[]) {
  return readFileSync(path.join(folder, ...names), 'utf8')
}

function list(subfolder: string, ending: string) {
  return readdirSync(path.join(folder, subfolder))
    .filter((name) => name.endsWith(ending))
    .sort()
}
