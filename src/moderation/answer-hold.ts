import { findLastDecision } from '../decisions/decision.ts'
import { type Stands, sendBatch, undoBatch } from '../decisions/undo.ts'
import type { Answer } from './acts.ts'
import { isTheirs } from './hold.ts'
import { showOvertaken, wasRead } from './overtaken.ts'

/** Why it is too late, as it is said of one decision or of several. */
export const standsText: Record<Stands, string> = {
  undone: 'Cette décision est déjà annulée',
  sent: 'Le courriel est déjà parti : la décision ne peut plus être annulée',
  over: 'Les cinq minutes sont passées : la décision ne peut plus être annulée',
  changed: 'Quelque chose s’est passé depuis : la décision ne peut plus être annulée',
}

/** The last decision, as the page showed it, is undone, and its mails with it; or they leave at once. */
const answering =
  (act: 'annulation' | 'envoi'): Answer =>
  (req, res, tools, proposition, place) => {
    const { db, clock } = tools
    const last = findLastDecision(db, proposition.reference)
    const late = { act, typed: req.body ?? {}, advice: 'Rien n’a été changé.' }
    if (!last || !isTheirs(db, last, place))
      return showOvertaken(res, tools, proposition, place, { ...late, title: 'Il n’y a pas de décision à annuler ici' })

    // somebody has decided since: it is not theirs that was meant
    if (!wasRead(req, proposition)) return showOvertaken(res, tools, proposition, place, late)

    const stands =
      act === 'annulation' ? undoBatch(db, clock, last.batch, place.coordinator) : sendBatch(db, last.batch)
    if (stands) showOvertaken(res, tools, proposition, place, { ...late, title: standsText[stands] })
    else res.redirect(303, `${place.base}?fait=${act}#statut`)
  }

export const answerUndoing = answering('annulation')
export const answerSending = answering('envoi')
