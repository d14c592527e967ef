import { realClock } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import { note } from '../journal/queries.ts'
import { referencesOf } from '../mail/about.ts'
import type { Mail } from '../mail/desk.ts'
import { cancelMail, retryMail } from '../mail/mend.ts'
import { isSame } from '../web/addresses.ts'
import { HttpError } from '../web/errors.ts'
import { readFields } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import { addressFields, correctAddress } from './address.ts'
import { mailIn, showMail } from './show.ts'
import type { Tools } from './tools.ts'

/** What she does about one mail. */
export function openActsRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:id/essai', (req, res) => {
    const { id } = mailIn(tools, req)
    if (!retryMail(db, realClock, id)) throw overtaken('Il part, ou il est déjà parti : il n’y a rien à réessayer.')
    res.redirect(303, `/moderation/courriels/${id}?fait=essai#etat`)
  })

  room.post('/:id/annulation', (req, res) => {
    const mail = mailIn(tools, req)
    const { id } = mail
    if (!keepBack(tools, coordinatorOf(res), mail))
      throw overtaken('Il part, ou il est déjà parti : il ne s’annule plus.')
    res.redirect(303, `/moderation/courriels/${id}?fait=annulation#etat`)
  })

  room.post('/:id/adresse', (req, res) => {
    const mail = mailIn(tools, req)
    const typed = req.body ?? {}
    const { values, errors } = readFields(addressFields, typed)
    const address = values.adresse
    if (isSame(address, mail.recipient)) errors.adresse = 'La bonne adresse : c’est celle qui n’a pas marché'
    if (!address || Object.keys(errors).length > 0) return showMail(res.status(422), tools, mail, { typed, errors })

    const id = correctAddress(db, clock, coordinatorOf(res), mail, address)
    if (!id) throw overtaken(`Cette adresse a changé entre-temps, ou ${address} gère déjà cette proposition.`)
    res.redirect(303, `/moderation/courriels/${id}?fait=adresse#etat`)
  })
}

/** Whoever reads the history of its propositions finds that their mail did not leave. */
const keepBack = ({ db, clock }: Tools, coordinator: Coordinator, { id, data }: Mail) =>
  db
    .transaction(() => {
      if (!cancelMail(db, id)) return false
      for (const reference of referencesOf(data))
        note(db, clock, `coordinator:${coordinator.id}`, 'mail-cancelled', reference)
      return true
    })
    .immediate()

const overtaken = (message: string) => new HttpError(409, `${message} Rien n’a été changé.`, 'Le courriel a changé')
