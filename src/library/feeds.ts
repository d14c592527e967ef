import type { Request, RequestHandler, Response } from 'express'
import type { Database } from '../db/open.ts'
import { currentZone } from '../editions/queries.ts'
import { csvOf, geojsonOf, jsonOf } from '../portal/formats.ts'
import { gatherShared, type Shared } from '../portal/shared.ts'
import { HttpError } from '../web/errors.ts'
import type { Room } from '../web/room.ts'

/** The fiches REX whose authors agreed to it, for the national portal and whoever wants them. */
export function openFeeds(room: Room, { db, baseUrl }: { db: Database; baseUrl: string }) {
  const shared = (req: Request) => gatherShared(db, baseUrl, readSince(req.query.modifie_depuis, zoneOf(db)))

  room.get('/rex.json', checkSince, (req, res) => {
    answer(res, 'application/json', shared(req), (all) => JSON.stringify(jsonOf(all)))
  })
  room.get('/rex.geojson', checkSince, (req, res) => {
    answer(res, 'application/geo+json', shared(req), (all) => JSON.stringify(geojsonOf(all)))
  })
  room.get('/rex.csv', checkSince, (req, res) => answer(res, 'text/csv', shared(req), csvOf))
}

function answer(res: Response, type: string, shared: Shared, write: (shared: Shared) => string) {
  res.set('Cache-Control', 'public, max-age=0, s-maxage=30, must-revalidate').set('Access-Control-Allow-Origin', '*')
  res.type(type).send(write(shared))
}

/** A program that asks badly is told in what it reads. */
const checkSince: RequestHandler = (req, res, next) => {
  try {
    readSince(req.query.modifie_depuis, 'UTC')
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    res.status(error.status).set('Cache-Control', 'no-store').set('Access-Control-Allow-Origin', '*')
    if (req.path.endsWith('.csv')) return res.type('text/plain').send(error.message)
    return res.json({ erreur: error.message })
  }
  next()
}

/** Where a day begins: as people here say it. */
const zoneOf = (db: Database) => currentZone(db)

/** `?modifie_depuis=2023-05-09`, a day of that zone, or an instant. */
function readSince(asked: unknown, timeZone: string): string | undefined {
  if (asked === undefined || asked === '') return undefined
  const text = String(asked)
  try {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
    return (
      isDay ? Temporal.PlainDate.from(text).toZonedDateTime(timeZone).toInstant() : Temporal.Instant.from(text)
    ).toString()
  } catch {
    throw new HttpError(
      400,
      'Écrivez la date comme 2023-05-09, ou un instant comme 2023-05-09T08:00:00Z.',
      'Date illisible',
    )
  }
}
