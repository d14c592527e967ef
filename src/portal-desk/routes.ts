import type { Response } from 'express'
import { type Clock, today } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import type { Folders } from '../documents/erase.ts'
import { currentZone } from '../editions/queries.ts'
import { note } from '../journal/queries.ts'
import { findMapAddress, saveMapAddress } from '../portal/queries.ts'
import { found } from '../web/errors.ts'
import { type Errors, type Typed, webAddress } from '../web/fields.ts'
import { dayOf } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { sendZip } from '../web/zip.ts'
import { handOver, seenAs, takeBackHanded } from './hand-over.ts'
import { packSheets, sheetsAmong, sheetsFor } from './package.ts'
import { listWaiting } from './waiting.ts'

type Tools = { db: Database; clock: Clock; folders: Folders; baseUrl: string }

const mapField = webAddress({
  label: 'Adresse de la carte nationale',
  hint: 'Vide, le site n’en parle pas. Par exemple https://www.exemple.fr/carte',
})

/** What goes to the national portal of ESS France, and what has gone. */
export function portalDeskRoutes(tools: Tools) {
  const { db, clock } = tools
  const room = openRoom()

  room.get('/', (req, res) => showPortal(res, tools, mapTyped(db), {}, req.query.fait))
  room.get('/fiches.zip', (req, res) => {
    const { transmises: at } = req.query
    const sheets = found(sheetsFor(db, at))
    const zone = currentZone(db)
    const day = at === undefined ? today(clock, zone) : dayOf(String(at), zone)
    return sendZip(res, archiveName(day), packSheets(tools, sheets))
  })

  room.post('/fiches.zip', (req, res) => {
    const chosen = [req.body?.fiche ?? []].flat().map(String)
    const sheets = sheetsAmong(db, chosen)
    if (chosen.length === 0) return showPortal(res.status(422), tools, mapTyped(db), {}, 'aucune')
    if (!sheets) return showPortal(res.status(409), tools, mapTyped(db), {}, 'rien')
    return sendZip(res, archiveName(today(clock, currentZone(db))), packSheets(tools, sheets))
  })

  room.post('/transmission', (req, res) => {
    const seen = [req.body?.fiche ?? []].flat().map(String)
    const done = handOver(db, clock, coordinatorOf(res).id, seen)
    if (seen.length === 0) return showPortal(res.status(422), tools, mapTyped(db), {}, 'aucune')
    if (done === 0) return showPortal(res.status(409), tools, mapTyped(db), {}, 'rien')
    res.redirect(303, '/moderation/portail?fait=transmis')
  })

  room.post('/annulation', (req, res) => {
    const chosen = [req.body?.fiche ?? []].flat().map(String)
    if (chosen.length === 0) return showPortal(res.status(422), tools, mapTyped(db), {}, 'aucune')
    const done = takeBackHanded(db, clock, coordinatorOf(res).id, chosen)
    if (done === 0) return showPortal(res.status(409), tools, mapTyped(db), {}, 'rien')
    res.redirect(303, '/moderation/portail?fait=annule')
  })

  room.post('/carte', (req, res) => {
    const typed: Typed = { carte: String(req.body?.carte ?? '') }
    const read = mapField.schema.safeParse(req.body?.carte ?? 'rien')
    if (!read.success) return showPortal(res.status(422), tools, typed, { carte: read.error.issues[0]?.message ?? '' })

    saveMap(tools, coordinatorOf(res).id, read.data)
    res.redirect(303, '/moderation/portail?fait=carte')
  })
  return room
}

const archiveName = (day: string) => `fiches-rex-portail-${day}.zip`

const mapTyped = (db: Database): Typed => ({ carte: findMapAddress(db) ?? '' })

const saveMap = ({ db, clock }: Tools, coordinator: number, address: string | undefined) =>
  db.transaction(() => {
    const change = (value: string | undefined) => ({ [mapField.label]: value ?? '' })
    note(db, clock, `coordinator:${coordinator}`, 'portal-map-saved', 'portail', {
      before: change(findMapAddress(db)),
      after: change(address),
    })
    saveMapAddress(db, address)
  })()

function showPortal(res: Response, { db, baseUrl }: Tools, typed: Typed, errors: Errors, done?: unknown) {
  privatePage(res, 'portal-desk/index', {
    title: 'Portail national',
    ...listWaiting(db),
    seenAs,
    timeZone: currentZone(db),
    fields: { carte: mapField },
    typed,
    errors,
    done,
    feeds: ['json', 'geojson', 'csv'].map((format) => `${baseUrl}/rex.${format}`),
  })
}
