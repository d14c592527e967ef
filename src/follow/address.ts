import { type Clock, realClock } from '../clock.ts'
import { listColleagues, removeColleague } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import { adoptCorrections, readdressCorrections } from '../drafts/corrections.ts'
import { readdressEvent } from '../events/handover.ts'
import { note } from '../journal/queries.ts'
import { queueMail } from '../mail/outbox.ts'
import { followToken } from '../propositions/links.ts'
import { findAnyProposition, type Proposition } from '../propositions/proposition.ts'
import { readdressSheet } from '../sheets/handover.ts'
import { found, HttpError } from '../web/errors.ts'
import { readFields } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import { colleagueMail, isSame } from './colleagues.ts'
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

/** Acknowledges a proposition once more to whoever handed it in, with the personal link. */
function queueReceived(db: Database, { reference, privateEmail }: Proposition) {
  if (privateEmail) queueMail(db, realClock, { name: 'proposal-received', to: privateEmail, data: { reference } })
}

/** The old address may be a stranger's: its links die with the change. False when a coordinator has decided meanwhile. */
function correctAddress(db: Database, clock: Clock, proposition: Proposition, email: string): boolean {
  const { event, sheet, sheets, reference, privateEmail } = proposition
  return db
    .transaction(() => {
      if (email !== privateEmail) {
        const corrected = event ? readdressEvent(db, event, email) : sheet ? readdressSheet(db, sheet, email) : false
        if (!corrected) return false
        const same = sheets.filter((one) => one.privateEmail === privateEmail)
        for (const one of same) readdressSheet(db, one, email)
        for (const one of [proposition, ...same])
          readdressCorrections(db, one.reference, one.linkGeneration + 1, { email })
        const colleague = listColleagues(db, reference).find((one) => isSame(one.email, email))
        if (colleague) {
          adoptCorrections(db, reference, colleague.id, proposition.linkGeneration + 1)
          removeColleague(db, colleague.id)
        }
        note(db, clock, 'organiser', 'address-corrected', reference)
      }
      queueReceived(db, found(findAnyProposition(db, reference)))
      return true
    })
    .immediate()
}

const decided = (email: string) =>
  new HttpError(
    409,
    `La coordination a décidé de cette proposition : confiez-la plutôt à une autre adresse, depuis « Personnes ». Vous aviez écrit « ${email} ».`,
    'Déjà décidée',
  )
