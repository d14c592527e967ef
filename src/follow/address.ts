import { type Clock, realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { queueMail } from '../mail/outbox.ts'
import { followToken } from '../propositions/links.ts'
import { findAnyProposition, type Proposition } from '../propositions/proposition.ts'
import { readdress } from '../propositions/readdress.ts'
import { found, HttpError } from '../web/errors.ts'
import { readFields } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import { colleagueMail } from './colleagues.ts'
import { askToConfirm } from './confirm.ts'
import { doubtOf } from './doubt.ts'
import { followed, mainOnly } from './followed.ts'
import { showFollow } from './page.ts'
import { addressFields } from './people-fields.ts'
import type { Tools } from './routes.ts'

/** The mail that holds the link: sent again, or sent elsewhere when its address was mistyped. */
export function openAddressRoom(room: Room, tools: Tools) {
  const { db, clock, secret } = tools

  room.post('/:token/courriel', (req, res) => {
    const { proposition, colleague, path } = followed(tools, req)
    if (colleague) queueMail(db, realClock, colleagueMail(proposition, colleague))
    else queueReceived(db, proposition)
    res.redirect(303, `${path}?fait=courriel#courriel`)
  })

  room.post('/:token/adresse', (req, res) => {
    const one = mainOnly(followed(tools, req))
    const typed = req.body ?? {}
    const { values, errors } = readFields(addressFields, typed)
    const email = values.contact_courriel
    if (!email) return showFollow(res.status(422), tools, one, { form: 'adresse', typed, errors })

    const doubt = doubtOf(email, typed)
    if (doubt) return askToConfirm(res, one, doubt)

    if (!correctAddress(db, clock, one.proposition, email)) throw decided(email)
    const token = followToken(secret, found(findAnyProposition(db, one.proposition.reference)))
    res.redirect(303, `/suivi/${token}?fait=courriel#courriel`)
  })
}

/** Sends the personal link once more to whoever handed a proposition in: while it waits, with the acknowledgement. */
function queueReceived(db: Database, { reference, privateEmail, status }: Proposition) {
  const data = status === 'pending' ? { reference } : { reference, sent: 'again' }
  if (privateEmail) queueMail(db, realClock, { name: 'proposal-received', to: privateEmail, data })
}

/** False when a coordinator has decided meanwhile. */
const correctAddress = (db: Database, clock: Clock, proposition: Proposition, email: string): boolean =>
  db
    .transaction(() => {
      const same = email === proposition.privateEmail
      if (!same && !readdress(db, clock, proposition, { email, actor: 'organiser' })) return false
      queueReceived(db, found(findAnyProposition(db, proposition.reference)))
      return true
    })
    .immediate()

const decided = (email: string) =>
  new HttpError(
    409,
    `La coordination a décidé de cette proposition : confiez-la plutôt à une autre adresse, depuis « Personnes ». Vous aviez écrit « ${email} ».`,
    'Déjà décidée',
  )
