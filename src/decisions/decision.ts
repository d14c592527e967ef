import { type Clock, instant, realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Status } from '../events/lists.ts'
import { lastChange } from '../journal/queries.ts'
import type { Before } from './before.ts'
import { forgetOver } from './forget.ts'

/** How long a decision can be undone, and its mails wait. */
export const undoMinutes = 5

export type DecidedAct =
  | 'published'
  | 'changes-requested'
  | 'refused'
  | 'taken-down'
  | 'revision-accepted'
  | 'revision-refused'

/** What a coordinator decided of a proposition. */
export type Decision = {
  id: number
  /** names its mails, and what was decided with it */
  batch: string
  reference: string
  act: DecidedAct
  coordinatorId: number
  /** its line in the journal: the last one, as long as nothing else has happened */
  change: number
  /** whether somebody is written to */
  told: 0 | 1
  decidedAt: string
  /** the real instant from which it stands */
  until: string
  /** what undoing it needs; nothing once it stands */
  undo: Before | null
  undoneAt: string | null
}

type Stored = Omit<Decision, 'undo'> & { undo: string | null }

export const endOfHold = () =>
  realClock.now().add({ minutes: undoMinutes }).round({ smallestUnit: 'second', roundingMode: 'floor' }).toString()

type NewDecision = Pick<Decision, 'batch' | 'reference' | 'act' | 'coordinatorId' | 'until'> & {
  told: boolean
  undo: Before
}

/** Once its line is in the journal, in the same transaction. */
export function addDecision(db: Database, clock: Clock, decision: NewDecision) {
  forgetOver(db)
  db.prepare(`
    INSERT INTO decisions (batch, reference, act, coordinator_id, change, told, decided_at, until, undo)
    VALUES (@batch, @reference, @act, @coordinatorId, @change, @told, @now, @until, @undo)
  `).run({
    ...decision,
    change: lastChange(db, decision.reference),
    told: Number(decision.told),
    undo: JSON.stringify(decision.undo),
    now: instant(clock),
  })
}

/** The last thing decided of a proposition. */
export function findLastDecision(db: Database, reference: string): Decision | undefined {
  const stored = db
    .prepare<[string], Stored>(`
      SELECT
        id, batch, reference, act, coordinator_id AS coordinatorId, change, told, decided_at AS decidedAt, until, undo,
        undone_at AS undoneAt
      FROM decisions WHERE reference = ? ORDER BY id DESC LIMIT 1
    `)
    .get(reference)
  return stored && whole(stored)
}

/** Whether the coordination has taken it off the site: nothing is decided of it after that. */
export function isTakenDown(db: Database, { reference, status }: { reference: string; status: Status }) {
  const last = status === 'withdrawn' ? findLastDecision(db, reference) : undefined
  return last?.act === 'taken-down' && last.undoneAt === null
}

/** What was decided together. */
export const listBatch = (db: Database, batch: string): Decision[] =>
  db
    .prepare<[string], Stored>(`
      SELECT
        id, batch, reference, act, coordinator_id AS coordinatorId, change, told, decided_at AS decidedAt, until, undo,
        undone_at AS undoneAt
      FROM decisions WHERE batch = ? ORDER BY id
    `)
    .all(batch)
    .map(whole)

export const markUndone = (db: Database, clock: Clock, batch: string) =>
  db.prepare('UPDATE decisions SET undone_at = ?, undo = NULL WHERE batch = ?').run(instant(clock), batch)

/** They stand from now on. */
export const endHold = (db: Database, batch: string) =>
  db.prepare('UPDATE decisions SET until = ? WHERE batch = ?').run(instant(realClock), batch)

const whole = (stored: Stored): Decision => ({ ...stored, undo: stored.undo === null ? null : JSON.parse(stored.undo) })
