import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { sign, unsign } from '../web/tokens.ts'
import { type Coordinator, findCoordinator } from './queries.ts'

const validDays = 30

/** What a mailed link is for: one proposition, one coordinator, thirty days from `day`. */
export type DecisionLink = { kind: string; reference: string; coordinator: Coordinator; day: string }

export const decisionToken = (secret: string, { kind, reference, coordinator, day }: DecisionLink) =>
  sign(secret, 'decision', kind, reference, coordinator.id, day)

export const decisionDay = (clock: Clock) => today(clock, 'UTC')

/** Undefined when we did not sign it; `over` when its days have passed or its account is closed, with what it was for. */
export function readDecisionToken(
  db: Database,
  clock: Clock,
  secret: string,
  token: string,
): DecisionLink | { over: Pick<DecisionLink, 'kind' | 'reference'> } | undefined {
  const [kind, reference, id, day] = unsign(secret, 'decision', token) ?? []
  if (!kind || !reference || !id || !day) return undefined

  const coordinator = findCoordinator(db, Number(id))
  const lastDay = Temporal.PlainDate.from(day).add({ days: validDays }).toString()
  return !coordinator || decisionDay(clock) > lastDay
    ? { over: { kind, reference } }
    : { kind, reference, coordinator, day }
}
