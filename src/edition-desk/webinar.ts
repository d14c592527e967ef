import type { Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { digest } from '../drafts/queries.ts'
import { webinarFields } from '../editions/fields.ts'
import { type Edition, findCurrentEdition, reviseEdition } from '../editions/queries.ts'
import { readWebinar } from '../editions/reading.ts'
import { describeWebinar, findWebinar, type Webinar } from '../editions/webinar.ts'
import { note } from '../journal/queries.ts'
import { found } from '../web/errors.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { date } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { type Tools, typedIn } from './tools.ts'

/** The webinar: where it can be seen again, when it was, what was said in it. Its files come by a form of their own. */
export function openWebinarRoom(room: Room, tools: Tools) {
  const { db } = tools

  room.get('/webinaire', (_req, res) => {
    const edition = found(findCurrentEdition(db))
    showWebinar(res, tools, edition, typedOf(edition, findWebinar(db, edition)))
  })

  room.post('/webinaire', (req, res) => {
    const edition = found(findCurrentEdition(db))
    const typed = typedIn(req, Object.keys(webinarFields))
    const { said, errors } = readWebinar(typed, edition.year)
    const faults = errors ?? incomplete(req.body)
    if (!said || faults) return showWebinar(res.status(422), tools, edition, typed, faults)

    if (!save(tools, coordinatorOf(res).id, said, req.body.vu))
      return showWebinar(res.status(409), tools, edition, typed)
    res.redirect(303, '/moderation/edition/webinaire?fait=enregistre')
  })
}

/** Every answer may be empty: what did not come from the page would empty them all. */
const incomplete = ({ vu }: Record<string, unknown> = {}): Errors | undefined =>
  vu === undefined ? { webinaire: 'Ce formulaire est arrivé incomplet : relisez-le, puis enregistrez' } : undefined

export const typedOf = ({ webinarUrl }: Edition, { day, sharing, transcript }: Webinar): Typed => ({
  webinaire: webinarUrl ?? '',
  webinaire_date: day ? date(day) : '',
  partage: sharing ?? '',
  transcription: transcript ?? '',
})

const stateOf = (edition: Edition, webinar: Webinar) =>
  digest({ ...typedOf(edition, webinar), edition: String(edition.id) })

type Said = Pick<Webinar, 'day' | 'sharing' | 'transcript'> & Pick<Edition, 'webinarUrl'>

/** False when something else is said of it since `seen`. */
const save = ({ db, clock }: Tools, coordinator: number, { webinarUrl, ...said }: Said, seen: unknown) =>
  db
    .transaction(() => {
      const edition = found(findCurrentEdition(db))
      const before = findWebinar(db, edition)
      if (seen !== stateOf(edition, before)) return false
      reviseEdition(db, { ...edition, webinarUrl })
      describeWebinar(db, edition, said)
      note(db, clock, `coordinator:${coordinator}`, 'webinar-saved', `edition-${edition.year}`, {
        before: inWords({ ...before, webinarUrl: edition.webinarUrl }),
        after: inWords({ ...said, webinarUrl }),
      })
      return true
    })
    .immediate()

/** What was said in it may name people: the journal only knows that there is a transcript. */
const inWords = ({ webinarUrl, day, transcript }: Said) => ({
  [webinarFields.webinaire.label]: webinarUrl ?? '',
  [webinarFields.webinaire_date.label]: day ? date(day) : '',
  [webinarFields.transcription.label]: transcript ? 'oui' : '',
})

export function showWebinar(res: Response, { db }: Tools, edition: Edition, typed: Typed, errors: Errors = {}) {
  const webinar = findWebinar(db, edition)
  const now = typedOf(edition, webinar)
  const overtaken = res.statusCode === 409
  privatePage(res, 'edition-desk/webinar', {
    title: 'Webinaire',
    fields: webinarFields,
    form: { typed, errors },
    state: stateOf(edition, webinar),
    webinar,
    done: res.req.query.fait,
    overtaken,
    others: overtaken
      ? Object.entries(webinarFields).flatMap(([name, { label }]) =>
          typed[name] === now[name] ? [] : [{ label, value: String(now[name]).slice(0, 300) }],
        )
      : [],
    script: '/js/form.js',
  })
}
