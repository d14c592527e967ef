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

/** A refusal is looked at again; whoever was told of it is told. False when it is not refused any more. */
export const reopen = (db: Database, clock: Clock, proposition: Proposition, { id }: Coordinator): boolean =>
  db
    .transaction(() => {
      const { event, sheet, kind, reference } = proposition
      if (!isCurrent(db, proposition)) return false
      if (!(event ? reopenEvent(db, clock, event) : sheet && reopenSheet(db, clock, sheet))) return false

      note(db, clock, `coordinator:${id}`, 'reopened', reference)
      if (wasToldOfRefusal(db, reference))
        tellOrganisers(db, proposition, { name: 'proposal-reopened', data: { kind, coordinator: id } })
      return true
    })
    .immediate()

/** Whether a mail of it has left: one that waits leaves no more. What was refused before decisions were kept had its mail. */
function wasToldOfRefusal(db: Database, reference: string) {
  const last = findLastDecision(db, reference)
  return !last || (last.told === 1 && !isUntouched(db, last.batch))
}
