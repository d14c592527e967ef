import { randomUUID } from 'node:crypto'
import { findAssignment } from '../assignments/queries.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Before } from './before.ts'
import { addDecision, type DecidedAct, endOfHold } from './decision.ts'
import { type Told, tellOfDecision } from './tell.ts'

/** What is said with a decision; `silent`, to nobody; its `batch` is that of what is decided together. */
export type Said = { message: string; silent?: boolean; batch?: string }

type What = Said & { act: DecidedAct; coordinator: number; edits?: object[] }

/** Keeps a decision with what undoing it needs, and its mails until it stands. Once its line is in the journal, in the act's transaction. */
export function recordDecision(
  db: Database,
  clock: Clock,
  held: Told,
  { act, message, coordinator, edits, silent = false, batch = randomUUID() }: What,
  undo: Before,
) {
  const until = endOfHold()
  const told =
    !silent && tellOfDecision(db, held, { act, message, coordinator, ...(edits && { edits }) }, { batch, dueAt: until })
  const { reference } = held
  const holder = findAssignment(db, reference)
  if (holder) undo.holder = { coordinatorId: holder.coordinatorId, takenAt: holder.takenAt }
  addDecision(db, clock, { batch, reference, act, coordinatorId: coordinator, until, told, undo })
}
