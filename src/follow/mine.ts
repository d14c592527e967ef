import type { Response } from 'express'
import { instantIn, realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { countMailsTo } from '../mail/desk.ts'
import { takeBackMail } from '../mail/erase.ts'
import { queueMail } from '../mail/outbox.ts'
import { findPerson, isKnown, listDraftsOf, listManaged } from '../propositions/person.ts'
import { found } from '../web/errors.ts'
import { type Errors, email, readFields, type Typed } from '../web/fields.ts'
import { privatePage } from '../web/page.ts'
import { openRoom, type Room } from '../web/room.ts'
import { openEraseRoom } from './erase-page.ts'
import { sendPersonExport, sendPropositionExport } from './export.ts'
import { followed } from './followed.ts'
import { opened } from './mine-link.ts'
import { draftsOf, editionsOf } from './mine-lists.ts'
import type { Tools } from './routes.ts'

export type MineTools = Pick<Tools, 'db' | 'clock' | 'secret' | 'folders'>

const askFields = {
  courriel: email({
    label: 'Votre adresse électronique',
    hint: 'Celle que vous avez donnée avec vos propositions, comme nom@exemple.fr',
    missing: 'Votre adresse électronique : indiquez-la pour recevoir le lien',
    autocomplete: 'email',
  }),
}

/** Where one asks for the link to everything of an address. */
export function askRoutes({ db }: Pick<Tools, 'db'>) {
  const room = openRoom()

  room.get('/', (req, res) => {
    if (req.query.fait === 'effacement') privatePage(res, 'follow/erase-done', { title: 'Vos données sont effacées' })
    else showAsk(res, { asked: req.query.fait === 'demande', sent: req.query.fait === 'deja-envoye' })
  })

  room.post('/', (req, res) => {
    const { values, errors } = readFields(askFields, req.body ?? {})
    if (!values.courriel) return showAsk(res.status(422), { typed: req.body ?? {}, errors })

    askForLink(db, values.courriel)
    res.redirect(303, '/suivi?fait=demande')
  })

  return room
}

/** Everything of an address, behind its mailed link. */
export function mineRoutes(tools: MineTools) {
  const { db, clock, secret, folders } = tools
  const room = openRoom()

  room.get('/:token', (req, res) => {
    const mine = opened(tools, req, res)
    if (!mine) return
    privatePage(res, 'follow/mine', {
      title: 'Mes propositions',
      ...mine,
      editions: editionsOf(secret, mine.email, listManaged(db, mine.email)),
      drafts: draftsOf(db, listDraftsOf(db, mine.email)),
    })
  })

  room.get('/:token/donnees.zip', async (req, res) => {
    const mine = opened(tools, req, res)
    if (mine) await sendPersonExport(res, { db, clock, folders }, mine.email)
  })

  room.post('/:token/lien', (req, res) => {
    const { email } = found(findPerson(db, clock, secret, String(req.params.token)))
    if (email) askForLink(db, email)
    res.redirect(303, '/suivi?fait=demande')
  })

  openEraseRoom(room, tools)
  return room
}

/** The data of one proposition, for whoever follows it. */
export function openDataRoom(room: Room, { db, clock, secret, folders }: MineTools) {
  room.get('/:token/donnees.zip', async (req, res) => {
    const { proposition, colleague } = followed({ db, secret }, req)
    await sendPropositionExport(res, { db, clock, folders }, proposition, { own: !colleague })
  })
}

type Asked = { asked?: boolean; sent?: boolean; typed?: Typed; errors?: Errors }

const showAsk = (res: Response, { asked = false, sent = false, typed = {}, errors = {} }: Asked) =>
  privatePage(res, 'follow/mine-ask', {
    title: 'Retrouver mes propositions',
    fields: askFields,
    asked,
    sent,
    form: { typed, errors },
  })

const mostAsked = 3

/** Sends the link to an address that has something here. */
function askForLink(db: Database, to: string) {
  const name = 'my-propositions'
  db.transaction(() => {
    queueMail(db, realClock, { name, to, data: { email: to } })
    // The same work for everyone: neither the answer nor how long it takes tells who is known here.
    const known = isKnown(db, to)
    const lately = countMailsTo(db, { names: [name], to, since: instantIn(realClock, -1 / 6) })
    if (!known || lately > mostAsked) takeBackMail(db)
  }).immediate()
}
