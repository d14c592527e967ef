import type { Answer } from './acts.ts'
import { readReason } from './form.ts'
import { showOvertaken, showOvertakenChange, wasChangeRead } from './overtaken.ts'
import { showProposition } from './page.ts'
import { findProposed } from './proposed.ts'
import { obstacleToChange, unconfirmed } from './publishable.ts'
import { acceptRevision, refuseRevision } from './revise.ts'

/** A proposed change goes online. */
export const answerAcceptance: Answer = (req, res, tools, proposition, place) => {
  const { db, clock } = tools
  const late = { act: 'acceptation', typed: req.body ?? {} }
  const proposed = findProposed(db, proposition)
  if (!proposed || !wasChangeRead(req, proposed)) return showOvertakenChange(res, tools, proposition, place, late)
  const obstacle = obstacleToChange(proposition, proposed)
  if (obstacle) {
    const title = `Cette modification ne peut pas encore être acceptée : ${obstacle}`
    return showOvertaken(res, tools, proposition, place, { ...late, title, advice: '' })
  }
  const errors = proposed.endsPublication ? {} : unconfirmed(proposed.documents, late.typed)
  if (Object.keys(errors).length > 0)
    return showProposition(res.status(422), tools, proposition, place, { ...late, errors })

  if (acceptRevision(db, clock, proposition, proposed, place.coordinator))
    res.redirect(303, `${place.base}?fait=acceptation#statut`)
  else showOvertakenChange(res, tools, proposition, place, late)
}

/** A proposed change is refused, and what is online stays. */
export const answerRejection: Answer = (req, res, tools, proposition, place) => {
  const { db, clock } = tools
  const late = { act: 'rejet', typed: req.body ?? {} }
  const proposed = findProposed(db, proposition)
  if (!proposed || !wasChangeRead(req, proposed)) return showOvertakenChange(res, tools, proposition, place, late)
  const { message, errors } = readReason(db, 'rejet', late.typed)
  if (Object.keys(errors).length > 0)
    return showProposition(res.status(422), tools, proposition, place, { ...late, errors })

  if (refuseRevision(db, clock, proposition, proposed, place.coordinator, message))
    res.redirect(303, `${place.base}?fait=rejet#statut`)
  else showOvertakenChange(res, tools, proposition, place, late)
}
