import { statfs } from 'node:fs/promises'
import { type Clock, instant } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Database } from '../db/open.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { oldestWaiting } from '../mail/outbox.ts'
import { openRoom } from '../web/room.ts'

const lateMinutes = 15

export function operationsRoutes({ db, clock, config }: { db: Database; clock: Clock; config: Config }) {
  const room = openRoom()

  /** The process answers. */
  room.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ ok: true })
  })

  /** The site can do its work: the database takes writes, a tenth of the disk is free, no mail has waited for a quarter of an hour. */
  room.get('/readyz', async (_req, res) => {
    const disk = await statfs(config.DATA_DIR)
    const oldest = oldestWaiting(db)
    const waited = oldest ? Math.floor(Temporal.Instant.from(oldest).until(Temporal.Now.instant()).total('minutes')) : 0
    const checks = { database: writable(db), disk: disk.bavail / disk.blocks > 0.1, mail: waited < lateMinutes }
    const ok = Object.values(checks).every(Boolean)
    res
      .status(ok ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ok, ...checks, oldestUnsentMailMinutes: waited })
  })

  room.get('/robots.txt', (_req, res) => {
    const closed = findCurrentEdition(db)?.demonstration
    const paths = closed ? ['/'] : ['/moderation', '/connexion', '/decision/', '/suivi/', '/proposer/evenement/']
    res.type('text/plain').send(`User-agent: *\n${paths.map((path) => `Disallow: ${path}`).join('\n')}\n`)
  })

  /** RFC 9116; the date moves with the site, a year ahead at most. */
  room.get('/.well-known/security.txt', (_req, res) => {
    const expires = Temporal.Instant.from(instant(clock)).add({ hours: 24 * 180 })
    res
      .type('text/plain')
      .send(
        `Contact: mailto:${config.MAIL_FROM}\nExpires: ${expires}\nPreferred-Languages: fr\nCanonical: ${config.baseUrl}/.well-known/security.txt\n`,
      )
  })

  return room
}

/** Takes the write lock and lets it go: a full or read-only disk answers here. */
function writable(db: Database) {
  try {
    db.exec('BEGIN IMMEDIATE; ROLLBACK')
    return true
  } catch {
    return false
  }
}
