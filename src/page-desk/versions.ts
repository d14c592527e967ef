import type { Request } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { currentZone } from '../editions/queries.ts'
import { note } from '../journal/queries.ts'
import type { SitePage } from '../pages/pages.ts'
import { addVersion, findText, findVersion, type Version } from '../pages/queries.ts'
import { pageLocals } from '../pages/show.ts'
import { found, HttpError } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { differencesOf } from './differences.ts'
import { pageOf } from './edit.ts'
import type { Tools } from './routes.ts'

/** What a page said before: looked at as it was, and put back. */
export function openVersionRoom(room: Room, tools: Tools) {
  const { db } = tools

  room.get('/:page/versions/:version', (req, res) => {
    const page = pageOf(req)
    const version = versionOf(tools, page, req)
    const now = findText(db, page)
    privatePage(res, page.view, {
      ...pageLocals(db, page, version),
      restoring: {
        page,
        version,
        vu: now.id,
        differences: differencesOf(now.text, version.text),
        timeZone: currentZone(db),
      },
    })
  })

  room.post('/:page/versions/:version/restauration', (req, res) => {
    const page = pageOf(req)
    const version = versionOf(tools, page, req)
    if (!restore(tools, coordinatorOf(res).id, page, version, req.body?.vu)) {
      throw new HttpError(
        409,
        'Quelqu’un a enregistré cette page entre-temps. Rien n’est changé : relisez-la, puis recommencez.',
        'Page changée entre-temps',
      )
    }
    res.redirect(303, `/moderation/pages/${page.slug}?fait=restaure`)
  })
}

function versionOf({ db }: Tools, page: SitePage, req: Request): Version {
  const { version = '' } = req.params
  return found(/^\d{1,9}$/.test(String(version)) ? findVersion(db, page, Number(version)) : undefined)
}

/** The earlier text becomes a new version; false when the page no longer says what was seen. */
const restore = ({ db, clock }: Tools, coordinator: number, page: SitePage, version: Version, seen: unknown) =>
  db
    .transaction(() => {
      const now = findText(db, page)
      if (version.text === now.text && version.asOf === now.asOf) return true
      if (seen !== String(now.id)) return false
      const { text, asOf, id: restored } = version
      addVersion(db, clock, { page: page.slug, text, asOf, coordinator, restored })
      note(db, clock, `coordinator:${coordinator}`, 'page-restored', `page-${page.slug}`)
      return true
    })
    .immediate()
