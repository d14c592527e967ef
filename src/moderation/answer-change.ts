import type { Request, Response } from 'express'
import type { Proposition } from '../propositions/proposition.ts'
import { readWords, rejectionForm } from './form.ts'
import { overtakenChange, wasRead } from './overtaken.ts'
import { type Place, showProposition, type Tools } from './page.ts'
import { findProposed } from './proposed.ts'
import { unconfirmed } from './publishable.ts'
import { acceptRevision, refuseRevision } from './revise.ts'

/** A proposed change goes online. */
export function answerAcceptance(req: Request, res: Response, tools: Tools, proposition: Proposition, place: Place) {
  const { db, clock } = tools
  const typed = req.body ?? {}
  const proposed = findProposed(db, proposition)
  if (!proposed || !wasRead(req, proposed)) throw overtakenChange(proposition.status)
  const errors = proposed.endsPublication ? {} : unconfirmed(proposed.documents, typed)
  if (Object.keys(errors).length > 0)
    return showProposition(res.status(422), tools, proposition, place, { act: 'acceptation', typed, errors })

  acceptRevision(db, clock, proposition, proposed, place.coordinator)
  res.redirect(303, `${place.base}?fait=acceptation#statut`)
}

/** A proposed change is refused, and what is online stays. */
export function answerRejection(req: Request, res: Response, tools: Tools, proposition: Proposition, place: Place) {
  const { db, clock } = tools
  const typed = req.body ?? {}
  const { message, errors } = readWords(rejectionForm, typed)
  const proposed = findProposed(db, proposition)
  if (!proposed || !wasRead(req, proposed)) throw overtakenChange(proposition.status, message)
  if (Object.keys(errors).length > 0)
    return showProposition(res.status(422), tools, proposition, place, { act: 'rejet', typed, errors })

  refuseRevision(db, clock, proposition, proposed, place.coordinator, message)
  res.redirect(303, `${place.base}?fait=rejet#statut`)
}
