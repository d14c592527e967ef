import type { Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { webinarFields } from '../editions/fields.ts'
import { type Edition, findCurrentEdition, reviseEdition } from '../editions/queries.ts'
import { readWebinar } from '../editions/reading.ts'
import { describeWebinar, findWebinar, type Webinar, type WebinarSaid } from '../editions/webinar.ts'
import { note } from '../journal/queries.ts'
import { removeStored } from '../uploads/keep.ts'
import { receiveFiles } from '../uploads/receive.ts'
import { found } from '../web/errors.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { digest, othersOf } from '../web/forms.ts'
import { date } from '../web/french.ts'
import { answering } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { type Tools, typedIn } from './tools.ts'
import { type Change, changeFiles, receiveWebinarFiles, webinarQuestions } from './webinar-files.ts'

/** The webinar: where it can be seen again, what it is, what was said in it, and its files if the site keeps them. */
export function openWebinarRoom(room: Room, tools: Tools) {
  const { db, folder, receiving } = tools

  room.get('/webinaire', (_req, res) => {
    const edition = found(findCurrentEdition(db))
    showWebinar(res, tools, edition, typedOf(edition, findWebinar(db, edition)))
  })

  const receive = receiveFiles({ folder, questions: webinarQuestions, ...receiving })
  room.post('/webinaire', receive, async (req, res) => {
    const edition = found(findCurrentEdition(db))
    const files = await receiveWebinarFiles(req, folder)
    const typed = { ...typedIn(req, Object.keys(webinarFields)), retirer: files.removed }
    const { said, errors } = readWebinar(typed, edition.year)
    const faults = { ...incomplete(req.body), ...errors, ...files.errors }
    if (!said || Object.keys(faults).length > 0)
      return showWebinar(res.status(422), tools, edition, typed, { ...files.lost(), ...faults })

    const change = { kept: await files.keep(), removed: files.removed }
    if (!(await save(tools, coordinatorOf(res).id, { said, seen: req.body.vu, ...change })))
      return showWebinar(res.status(409), tools, edition, typed, files.lost())
    res.redirect(303, '/moderation/edition/webinaire?fait=enregistre')
  })
}

/** Every answer may be empty: what did not come from the page would empty them all. */
const incomplete = ({ vu }: Record<string, unknown> = {}): Errors =>
  vu === undefined ? { webinaire: 'Ce formulaire est arrivé incomplet : relisez-le, puis enregistrez' } : {}

const typedOf = ({ webinarUrl }: Pick<Edition, 'webinarUrl'>, said: WebinarSaid): Typed => ({
  webinaire_titre: said.title ?? '',
  webinaire: webinarUrl ?? '',
  webinaire_date: said.day ? date(said.day) : '',
  duree: said.length ?? '',
  intervenants: said.speakers ?? '',
  resume: said.summary ?? '',
  partage: said.sharing ?? '',
  transcription: said.transcript ?? '',
})

const stateOf = (edition: Edition, webinar: Webinar) =>
  digest({ ...typedOf(edition, webinar), edition: String(edition.id) })

type Said = WebinarSaid & Pick<Edition, 'webinarUrl'>

/** False when something else is said of it since `seen`; saying the same again is one act. */
async function save(
  tools: Tools,
  coordinator: number,
  { said, seen, ...change }: Change & { said: Said; seen: unknown },
) {
  const { db, clock, folder } = tools
  const { webinarUrl, ...rest } = said
  const gone = db
    .transaction(() => {
      const edition = found(findCurrentEdition(db))
      const before = findWebinar(db, edition)
      const same = digest(typedOf(edition, before)) === digest(typedOf(said, said))
      if (!same && seen !== stateOf(edition, before)) return undefined
      if (same && change.kept.length + change.removed.length === 0) return []
      reviseEdition(db, { ...edition, webinarUrl })
      describeWebinar(db, edition, rest)
      const replaced = changeFiles(db, clock, edition, change)
      note(db, clock, `coordinator:${coordinator}`, 'webinar-saved', `edition-${edition.year}`, {
        before: inWords(edition, before),
        after: inWords(said, findWebinar(db, edition)),
      })
      return replaced
    })
    .immediate()
  for (const name of gone ?? change.kept.map(([, { storedAs }]) => storedAs)) await removeStored(folder, name)
  return gone !== undefined
}

/** What was said in it, and who spoke, may name people: the journal only knows that something is there. */
const inWords = ({ webinarUrl }: Pick<Edition, 'webinarUrl'>, webinar: Webinar) => ({
  [webinarFields.webinaire_titre.label]: webinar.title ?? '',
  [webinarFields.webinaire.label]: webinarUrl ?? '',
  [webinarFields.webinaire_date.label]: webinar.day ? date(webinar.day) : '',
  [webinarFields.transcription.label]: webinar.transcript ? 'oui' : '',
  Enregistrement: webinar.recording?.name ?? '',
  'Sous-titres': webinar.captions?.name ?? '',
})

function showWebinar(res: Response, { db }: Tools, edition: Edition, typed: Typed, errors: Errors = {}) {
  const webinar = findWebinar(db, edition)
  const overtaken = res.statusCode === 409
  answering(res)(res, 'edition-desk/webinar', {
    title: 'Webinaire',
    fields: webinarFields,
    form: { typed, errors },
    state: stateOf(edition, webinar),
    webinar,
    done: res.req.query.fait,
    overtaken,
    others: overtaken ? othersOf(webinarFields, typed, typedOf(edition, webinar)) : [],
    script: '/js/form.js',
  })
}
