import type { Response } from 'express'
import type { Clock } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { answering } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { decisionForms, isDecision, readReason } from './form.ts'
import { changedSince, chosenIn, rowOf } from './group.ts'
import { openBatches } from './group-batch.ts'
import { decideTogether, type Outcome } from './group-decide.ts'
import { confirmationOf } from './publishable.ts'

type Tools = { db: Database; clock: Clock }

/** Several propositions of the queue, decided at once: with one reason, and one mail for each organiser. */
export function groupRoutes({ db, clock }: Tools) {
  const room = openRoom()

  room.get('/', (req, res) => {
    const typed = req.query as Typed
    const line = Number(typed.lu ?? Number.NaN)
    const changed = new Map(
      Number.isNaN(line) ? [] : chosenIn(db, typed).map((one) => [one.reference, changedSince(db, one, line)]),
    )
    showGroup(res, db, { typed, errors: {}, changed })
  })

  room.post('/', (req, res) => {
    const typed: Typed = req.body ?? {}
    const act = actIn(typed)
    const propositions = chosenIn(db, typed)
    const { message, silent, errors } = readReason(db, act, typed)
    if (propositions.length === 0) errors.choix = 'Cochez au moins une proposition'
    if (Object.keys(errors).length > 0) return showGroup(res.status(422), db, { typed, errors })

    const wish = { act, typed, message, silent }
    const outcome = decideTogether(db, clock, propositions, coordinatorOf(res), wish)
    if (outcome.left.length === 0) return res.redirect(303, `/moderation/groupe/${outcome.batch}`)
    showGroup(res.status(outcome.left.some(({ late }) => late) ? 409 : 422), db, { typed, errors: {}, outcome })
  })

  openBatches(room, { db, clock })
  return room
}

const actIn = ({ decision }: Typed) => (isDecision(decision) ? decision : 'publication')

type Shown = { typed: Typed; errors: Errors; changed?: Map<string, string[]>; outcome?: Outcome }

/** The list of what was ticked, what prevents some of it, and the reason that is asked once. */
function showGroup(res: Response, db: Database, { typed, errors, changed, outcome }: Shown) {
  const act = actIn(typed)
  const left = outcome && new Map(outcome.left.map(({ reference, why }) => [reference, why]))
  const rows = chosenIn(db, typed)
    .filter(({ reference }) => !left || left.has(reference))
    .map((one) => ({
      ...rowOf(act, one),
      why: left?.get(one.reference),
      changed: changed?.get(one.reference) ?? [],
      read: typed[`confirmer_${one.reference}`] === 'oui',
    }))
  answering(res)(res, 'moderation/group', {
    title: { publication: 'Publier', correction: 'Demander une correction', refus: 'Refuser' }[act],
    act,
    rows: rows.filter(({ obstacle }) => !obstacle),
    blocked: rows.filter(({ obstacle }) => obstacle),
    outcome,
    fields: decisionForms(db)[act],
    confirmationOf,
    typed,
    errors,
    script: '/js/form.js',
  })
}
