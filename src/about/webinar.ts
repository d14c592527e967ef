import type { Database } from '../db/open.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { findWebinar, type WebinarPart } from '../editions/webinar.ts'
import { sendKept } from '../uploads/send.ts'
import { found } from '../web/errors.ts'
import { fullDay } from '../web/french.ts'
import { page } from '../web/page.ts'
import type { Room } from '../web/room.ts'

/** The webinar, to be seen again here or where it is kept; nothing of another site is loaded. */
export function openWebinarRoom(room: Room, { db, folder }: { db: Database; folder: string }) {
  room.get('/webinaire', (_req, res) => {
    const edition = found(findCurrentEdition(db))
    const webinar = findWebinar(db, edition)
    page(res, 'about/webinar', {
      title: webinar.title ?? 'Le webinaire',
      webinar,
      about: [webinar.day ? fullDay(webinar.day) : [], webinar.length ?? []].flat(),
      speakers: (webinar.speakers ?? '').split('\n').filter((one) => one.trim()),
      sharing:
        webinar.sharing ??
        `Le webinaire de la Semaine des achats responsables${webinar.title ? `, « ${webinar.title} »,` : ''} est à revoir ici : ${res.locals.canonical}`,
      spoken: webinar.recording?.type.startsWith('audio/'),
      script: '/js/site.js',
    })
  })

  for (const [path, part] of Object.entries(parts)) {
    room.get(path, (_req, res) => {
      sendKept(res, folder, found(findWebinar(db, found(findCurrentEdition(db)))[part]))
    })
  }
}

const parts: Record<string, WebinarPart> = {
  '/webinaire/enregistrement': 'recording',
  '/webinaire/sous-titres': 'captions',
}
