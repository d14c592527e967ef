import { type Clock, realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { listSheetDocuments } from '../documents/queries.ts'
import { findOpenCorrection, keepDraft } from '../drafts/queries.ts'
import { findFollowed } from '../events/links.ts'
import { awaitsDecision, labelOf, statuses } from '../events/lists.ts'
import { describeEvent } from '../events/sections.ts'
import { typedOf } from '../events/typed.ts'
import { queueMail } from '../mail/outbox.ts'
import { kindLabel } from '../sheets/lists.ts'
import { listSheetsOfEvent } from '../sheets/queries.ts'
import { found, HttpError } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { randomToken } from '../web/tokens.ts'

/** « Suivre ou modifier ma proposition »: the page of one organiser about one proposition. */
export function followRoutes({ db, clock, secret }: { db: Database; clock: Clock; secret: string }) {
  const room = openRoom()

  room.get('/:token', (req, res) => {
    const event = found(findFollowed(db, secret, req.params.token as string))
    const sheets = listSheetsOfEvent(db, event.id).map((sheet) => ({
      label: kindLabel(sheet.kind),
      status: labelOf(statuses, sheet.status),
      message: sheet.coordinatorMessage,
      documents: listSheetDocuments(db, sheet.id),
    }))
    privatePage(res, 'submissions/follow', {
      title: 'Suivre ou modifier ma proposition',
      event,
      status: labelOf(statuses, event.status),
      open: awaitsDecision(event),
      sections: describeEvent(event),
      sheets,
      token: req.params.token,
      resent: req.query.courriel === 'envoye',
    })
  })

  room.post('/:token/courriel', (req, res) => {
    const event = found(findFollowed(db, secret, req.params.token as string))
    if (event.privateEmail)
      queueMail(db, realClock, {
        name: 'proposal-received',
        to: event.privateEmail,
        data: { reference: event.reference },
      })
    res.redirect(303, `/suivi/${req.params.token}?courriel=envoye#courriel`)
  })

  room.post('/:token/modification', (req, res) => {
    const event = found(findFollowed(db, secret, req.params.token as string))
    if (!awaitsDecision(event)) {
      throw new HttpError(
        409,
        'La coordination a décidé de cette proposition : elle ne se modifie plus ici. Répondez à son courriel pour demander un changement.',
        'Déjà décidée',
      )
    }
    const key =
      findOpenCorrection(db, event.reference) ??
      keepDraft(db, clock, { key: randomToken(), typed: typedOf(event), corrects: event.reference }).key
    res.redirect(303, `/proposer/evenement/${key}`)
  })

  return room
}
