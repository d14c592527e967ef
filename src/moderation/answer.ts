import type { Request, Response } from 'express'
import { awaitsDecision } from '../events/lists.ts'
import { readStatement } from '../events/occasion-fields.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { found, HttpError } from '../web/errors.ts'
import { announce, asPlanned } from './announce.ts'
import { identify, publish, refuse, requestChanges } from './decide.ts'
import { decisionForms, isDecision, messageForm, readWords } from './form.ts'
import { readIdentity } from './identity-form.ts'
import { writeToOrganiser } from './message.ts'
import { overtaken, wasRead } from './overtaken.ts'
import { type Place, showProposition, type Tools } from './page.ts'
import { obstacleTo, publishedDocuments, unconfirmed } from './publishable.ts'
import { lastRead } from './reading.ts'

const acts = { publication: publish, correction: requestChanges, refus: refuse }

/** A decision by its noun, from the desk or from a mailed link: it takes effect, is explained, or is shown again with what to correct. */
export function answerDecision(req: Request, res: Response, tools: Tools, proposition: Proposition, place: Place) {
  const { db, clock } = tools
  const noun = String(req.params.decision)
  const decision = found(isDecision(noun) ? noun : undefined)
  const typed = req.body ?? {}
  const { message, errors } = readWords(decisionForms[decision], typed)
  if (!awaitsDecision(proposition) || !wasRead(req, proposition)) throw overtaken(db, proposition, message)
  if (decision === 'publication') {
    const obstacle = obstacleTo(proposition)
    if (obstacle) throw new HttpError(409, `Cette fiche ne peut pas encore être publiée : ${obstacle}`)
    Object.assign(errors, unconfirmed(publishedDocuments(proposition), typed))
  }
  if (Object.keys(errors).length > 0)
    return showProposition(res.status(422), tools, proposition, place, { act: decision, typed, errors })

  if (acts[decision](db, clock, proposition, place.coordinator, message))
    res.redirect(303, `${place.base}?fait=${decision}#statut`)
  else throw overtaken(db, proposition, message)
}

/** The coordinator writes down what a filed sheet says. */
export function answerIdentity(req: Request, res: Response, tools: Tools, proposition: Proposition, place: Place) {
  const { db, clock } = tools
  const sheet = found(proposition.sheet)
  const typed = req.body ?? {}
  const { identity, errors } = readIdentity(db, sheet, typed)
  if (!identity) return showProposition(res.status(422), tools, proposition, place, { act: 'fiche', typed, errors })

  if (!wasRead(req, proposition)) throw overtaken(db, proposition, identity.title)
  if (identify(db, clock, sheet, identity, place.coordinator)) res.redirect(303, `${place.base}?fait=fiche#statut`)
  else throw overtaken(db, proposition)
}

/** What happens to a published event, said by the coordination. */
export function answerAnnouncement(req: Request, res: Response, tools: Tools, proposition: Proposition, place: Place) {
  const { db, clock } = tools
  const event = found(proposition.event)
  const typed = req.body ?? {}
  const { statement, errors } = readStatement(event, typed)
  if (!statement) return showProposition(res.status(422), tools, proposition, place, { act: 'annonce', typed, errors })

  if (wasRead(req, proposition) && announce(db, clock, event, statement, place.coordinator))
    res.redirect(303, `${place.base}?fait=annonce#statut`)
  else throw overtaken(db, proposition, statement.note ?? '')
}

/** An announcement is taken back: the event takes place as planned. */
export function answerRestoration(req: Request, res: Response, tools: Tools, proposition: Proposition, place: Place) {
  const { db, clock } = tools
  const event = found(proposition.event)
  if (wasRead(req, proposition) && announce(db, clock, event, asPlanned, place.coordinator))
    res.redirect(303, `${place.base}?fait=retablissement#statut`)
  else throw overtaken(db, proposition)
}

export function answerMessage(req: Request, res: Response, tools: Tools, proposition: Proposition, place: Place) {
  const typed = req.body ?? {}
  const { message, errors } = readWords(messageForm, typed)
  if (!message || Object.keys(errors).length > 0)
    return showProposition(res.status(422), tools, proposition, place, { act: 'message', typed, errors })

  if (!writeToOrganiser(tools.db, tools.clock, proposition, place.coordinator, message, lastRead(req))) {
    throw new HttpError(
      409,
      `L’organisateur n’a pas laissé d’adresse : le message n’est pas parti. Votre texte : « ${message} »`,
    )
  }
  res.redirect(303, `${place.base}?fait=message#messages`)
}
