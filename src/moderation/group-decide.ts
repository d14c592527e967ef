import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { findAnyProposition, type Proposition } from '../propositions/proposition.ts'
import type { Typed } from '../web/fields.ts'
import { decisions } from './answer.ts'
import type { Decision } from './form.ts'
import { changedSince, documentsToRead, obstacleOf } from './group.ts'

/** What came of deciding several together: their batch, how many, and why the others are as they were. */
export type Outcome = { batch: string; decided: number; left: { reference: string; why: string; late: boolean }[] }

type Wish = { act: Decision; typed: Typed; message: string; silent: boolean }

/** Decides of each as if it were alone, in its own transaction; their mails make one for each person. */
export function decideTogether(
  db: Database,
  clock: Clock,
  propositions: Proposition[],
  coordinator: Coordinator,
  { act, typed, message, silent }: Wish,
): Outcome {
  const outcome: Outcome = { batch: randomUUID(), decided: 0, left: [] }
  for (const one of propositions) {
    const said = { message, silent, batch: outcome.batch }
    const refused = whyNot(db, act, one, typed)
    if (refused) outcome.left.push({ reference: one.reference, ...refused })
    else if (decisions[act](db, clock, one, coordinator, said)) outcome.decided += 1
    else outcome.left.push({ reference: one.reference, ...tooLate(db, one, typed[`vu_${one.reference}`]) })
  }
  return outcome
}

function whyNot(db: Database, act: Decision, proposition: Proposition, typed: Typed) {
  const { reference, version } = proposition
  const seen = typed[`vu_${reference}`]
  if (seen !== undefined && seen !== version) return tooLate(db, proposition, seen)
  const obstacle = obstacleOf(act, proposition)
  if (obstacle) return { why: obstacle, late: false }
  const unread = documentsToRead(act, proposition).length > 0 && typed[`confirmer_${reference}`] !== 'oui'
  return unread ? { why: 'un document est à regarder : cochez que vous l’avez vu.', late: false } : undefined
}

function tooLate(db: Database, { reference }: Proposition, seen: Typed[string] | undefined) {
  const now = findAnyProposition(db, reference)
  const line = Number(/(\d+)$/.exec(String(seen ?? ''))?.[1] ?? 0)
  const lines = now ? changedSince(db, now, line) : []
  return { why: `elle a changé pendant que vous la lisiez : ${lines.join(', puis ') || 'rouvrez-la'}.`, late: true }
}
