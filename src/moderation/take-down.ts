import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { onlineBefore } from '../decisions/before.ts'
import { recordDecision } from '../decisions/record.ts'
import { markTakenDown } from '../events/status.ts'
import { note } from '../journal/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { endWhenSettled } from '../propositions/waiting.ts'
import { findOpenRevisionOf, settleRevision } from '../revisions/queries.ts'
import { takeSheetDown } from '../sheets/status.ts'
import { readFields, text } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import { isCurrent } from './decide.ts'
import { showOvertaken, wasRead } from './overtaken.ts'
import { showProposition, type Tools } from './page.ts'
import { kindOfRoom, openAtDesk } from './place.ts'

export const takeDownFields = {
  motif_retrait: text({
    label: 'Pourquoi vous la retirez',
    hint: 'Envoyé tel quel à l’organisateur. La page publique dit seulement qu’elle a été retirée.',
    missing: 'Pourquoi vous la retirez : dites-le à l’organisateur',
    max: 2000,
    rows: 4,
  }),
}

/** What is online is taken off the site. */
export function openTakeDownRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:room/:reference/retrait', (req, res) => {
    const { proposition, place } = openAtDesk(db, kindOfRoom(req.params.room), req, res)
    const typed = req.body ?? {}
    const late = () => showOvertaken(res, tools, proposition, place, { act: 'retrait', typed })
    if (proposition.status !== 'published') return late()

    const { values, errors } = readFields(takeDownFields, typed)
    const { motif_retrait: message } = values
    if (!message) return showProposition(res.status(422), tools, proposition, place, { act: 'retrait', typed, errors })

    if (wasRead(req, proposition) && takeDown(db, clock, proposition, place.coordinator, message))
      res.redirect(303, `${place.base}?fait=retrait#statut`)
    else late()
  })
}

/** A change that waited for it is settled with it. False when somebody was faster: nothing has been changed then. */
function takeDown(db: Database, clock: Clock, proposition: Proposition, { id }: Coordinator, message: string): boolean {
  const { event, sheet, reference } = proposition
  return db
    .transaction(() => {
      if (!isCurrent(db, proposition)) return false
      const revision = findOpenRevisionOf(db, proposition)
      const undo = onlineBefore(db, proposition, revision)
      const marked = event
        ? markTakenDown(db, clock, event, message)
        : sheet && takeSheetDown(db, clock, sheet, message)
      if (!marked) return false
      if (revision) settleRevision(db, clock, revision.id, 'refused', message)
      note(db, clock, `coordinator:${id}`, 'taken-down', reference)
      recordDecision(db, clock, proposition, { act: 'taken-down', message, coordinator: id }, undo)
      endWhenSettled(db, reference)
      return true
    })
    .immediate()
}
