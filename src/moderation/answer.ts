import { awaitsDecision } from '../events/lists.ts'
import { readStatement } from '../events/occasion-fields.ts'
import { found } from '../web/errors.ts'
import type { Answer } from './acts.ts'
import { announce, asPlanned } from './announce.ts'
import { identify, publish, refuse, requestChanges } from './decide.ts'
import { isDecision, readMessage, readReason } from './form.ts'
import { formsOn } from './forms.ts'
import { readIdentity } from './identity-form.ts'
import { writeToOrganiser } from './message.ts'
import { showOvertaken, wasRead } from './overtaken.ts'
import { showProposition } from './page.ts'
import { obstacleTo, publishedDocuments, unconfirmed } from './publishable.ts'
import { lastRead } from './reading.ts'
import { reopen } from './reopen.ts'
import { unsavedText } from './written.ts'

export const decisions = { publication: publish, correction: requestChanges, refus: refuse }

/** A decision by its noun, from the desk or from a mailed link: it takes effect, is explained, or is shown again with what to correct. */
export const answerDecision: Answer = (req, res, tools, proposition, place) => {
  const { db, clock } = tools
  const noun = String(req.params.decision)
  const act = found(isDecision(noun) ? noun : undefined)
  const typed = req.body ?? {}
  const late = (how = {}) => showOvertaken(res, tools, proposition, place, { act, typed, ...how })
  if (!awaitsDecision(proposition) || !wasRead(req, proposition)) return late()

  const { message, silent, errors } = readReason(db, act, typed)
  if (act === 'publication') {
    const obstacle = obstacleTo(proposition)
    if (obstacle) return late({ title: `Cette fiche ne peut pas encore être publiée : ${obstacle}`, advice: '' })
    Object.assign(errors, unsavedText(formsOn(db, proposition, place), typed))
    Object.assign(errors, unconfirmed(publishedDocuments(proposition), typed))
  }
  if (Object.keys(errors).length > 0)
    return showProposition(res.status(422), tools, proposition, place, { act, typed, errors })

  if (decisions[act](db, clock, proposition, place.coordinator, { message, silent }))
    res.redirect(303, `${place.base}?fait=${act}#statut`)
  else late()
}

/** A refused proposition is looked at again. */
export const answerReopening: Answer = (req, res, tools, proposition, place) => {
  if (wasRead(req, proposition) && reopen(tools.db, tools.clock, proposition, place.coordinator))
    res.redirect(303, `${place.base}?fait=reouverture#statut`)
  else showOvertaken(res, tools, proposition, place, { act: 'reouverture', typed: req.body ?? {} })
}

/** The coordinator writes down what a filed sheet says. */
export const answerIdentity: Answer = (req, res, tools, proposition, place) => {
  const { db, clock } = tools
  const sheet = found(proposition.sheet)
  const typed = req.body ?? {}
  const { identity, errors } = readIdentity(db, sheet, typed)
  if (!identity) return showProposition(res.status(422), tools, proposition, place, { act: 'fiche', typed, errors })

  if (wasRead(req, proposition) && identify(db, clock, sheet, identity, place.coordinator))
    res.redirect(303, `${place.base}?fait=fiche#statut`)
  else showOvertaken(res, tools, proposition, place, { act: 'fiche', typed })
}

/** What happens to a published event, said by the coordination. */
export const answerAnnouncement: Answer = (req, res, tools, proposition, place) => {
  const { db, clock } = tools
  const event = found(proposition.event)
  const typed = req.body ?? {}
  const { statement, errors } = readStatement(event, typed)
  if (!statement) return showProposition(res.status(422), tools, proposition, place, { act: 'annonce', typed, errors })

  if (wasRead(req, proposition) && announce(db, clock, event, statement, place.coordinator))
    res.redirect(303, `${place.base}?fait=annonce#statut`)
  else showOvertaken(res, tools, proposition, place, { act: 'annonce', typed })
}

/** An announcement is taken back: the event takes place as planned. */
export const answerRestoration: Answer = (req, res, tools, proposition, place) => {
  const { db, clock } = tools
  const event = found(proposition.event)
  if (wasRead(req, proposition) && announce(db, clock, event, asPlanned, place.coordinator))
    res.redirect(303, `${place.base}?fait=retablissement#statut`)
  else showOvertaken(res, tools, proposition, place, { act: 'retablissement', typed: req.body ?? {} })
}

export const answerMessage: Answer = (req, res, tools, proposition, place) => {
  const typed = req.body ?? {}
  const { message, errors } = readMessage(typed)
  if (!message) return showProposition(res.status(422), tools, proposition, place, { act: 'message', typed, errors })

  if (writeToOrganiser(tools.db, tools.clock, proposition, place.coordinator, message, lastRead(req)))
    res.redirect(303, `${place.base}?fait=message#messages`)
  else
    showOvertaken(res, tools, proposition, place, {
      act: 'message',
      typed,
      title: 'L’organisateur n’a pas laissé d’adresse',
      advice: 'Le message n’est pas parti.',
    })
}
