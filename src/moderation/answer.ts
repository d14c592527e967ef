import type { Request, Response } from 'express'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { labelOf, statuses } from '../events/lists.ts'
import { found, HttpError } from '../web/errors.ts'
import { identify, publish, refuse, requestChanges } from './decide.ts'
import { isDecision, readDecision, readIdentity } from './form.ts'
import { isPublishable, type Place, showProposition } from './page.ts'
import { findProposition, type Proposition } from './proposition.ts'

const acts = { publication: publish, correction: requestChanges, refus: refuse }

/** A decision by its noun, from the desk or from a mailed link: it takes effect, is explained, or is shown again with what to correct. */
export function answerDecision(
  req: Request,
  res: Response,
  db: Database,
  clock: Clock,
  proposition: Proposition,
  place: Place,
) {
  const noun = String(req.params.decision)
  const decision = found(isDecision(noun) ? noun : undefined)
  const { message, errors } = readDecision(decision, req.body ?? {})
  if (Object.keys(errors).length > 0)
    return showProposition(res.status(422), db, proposition, place, { decision, typed: req.body ?? {}, errors })
  if (decision === 'publication' && proposition.sheet && !isPublishable(proposition.sheet)) {
    throw new HttpError(
      409,
      'Cette fiche ne peut pas encore être publiée : complétez-la, et assurez-vous de l’accord de son auteur.',
    )
  }

  if (wasRead(req, proposition) && acts[decision](db, clock, proposition, place.coordinator, message))
    res.redirect(303, `${place.base}?fait=${decision}#etat`)
  else throw overtaken(db, proposition, message)
}

/** The coordinator writes down what a filed sheet says. */
export function answerIdentity(
  req: Request,
  res: Response,
  db: Database,
  clock: Clock,
  proposition: Proposition,
  place: Place,
) {
  const sheet = found(proposition.sheet)
  const { identity, errors } = readIdentity(db, sheet.kind, req.body ?? {})
  if (!identity)
    return showProposition(res.status(422), db, proposition, place, {
      decision: 'fiche',
      typed: req.body ?? {},
      errors,
    })

  if (identify(db, clock, sheet, identity, place.coordinator)) res.redirect(303, `${place.base}?fait=fiche#etat`)
  else throw overtaken(db, proposition, '')
}

/** Nobody decides of a text that changed after the page was opened: the form says which version was on it. */
const wasRead = (req: Request, { version }: Proposition) => req.body?.vu === undefined || req.body.vu === version

function overtaken(db: Database, { kind, reference }: Proposition, message: string) {
  const status = findProposition(db, kind, reference)?.status ?? 'withdrawn'
  const kept = message && ` Votre texte, pour ne pas le perdre : « ${message} »`
  return new HttpError(
    409,
    `Cette proposition a changé pendant que vous la lisiez. Elle est maintenant : « ${labelOf(statuses, status)} ». Votre décision n’a rien changé ; rouvrez la page pour la relire.${kept}`,
    'La proposition a changé',
  )
}
