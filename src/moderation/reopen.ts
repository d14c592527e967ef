import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { findLastDecision } from '../decisions/decision.ts'
import { reopenEvent } from '../events/status.ts'
import { note } from '../journal/queries.ts'
import { isUntouched } from '../mail/batch.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { tellOrganisers } from '../propositions/told.ts'
import { reopenSheet } from '../sheets/status.ts'
import { isCurrent } from './decide.ts'

/** A refusal is looked at again; whoever was told of it is told, and not before. False when it is not refused any more. */
export const reopen = (db: Database, clock: Clock, proposition: Proposition, { id }: Coordinator): boolean =>
  db
    .transaction(() => {
      const { event, sheet, kind, reference } = proposition
      if (!isCurrent(db, proposition)) return false
      if (!(event ? reopenEvent(db, clock, event) : sheet && reopenSheet(db, clock, sheet))) return false

      note(db, clock, `coordinator:${id}`, 'reopened', reference)
      const refusal = wasToldOfRefusal(db, reference)
      if (refusal.told)
        tellOrganisers(db, proposition, { name: 'proposal-reopened', data: { kind, coordinator: id } }, refusal)
      return true
    })
    .immediate()

/** Whether there is a mail of it, and when that leaves if it waits. What was refused before decisions were kept had its mail. */
function wasToldOfRefusal(db: Database, reference: string): { told: boolean; dueAt?: string } {
  const last = findLastDecision(db, reference)
  if (!last) return { told: true }
  return { told: last.told === 1, ...(isUntouched(db, last.batch) ? { dueAt: last.until } : {}) }
}
