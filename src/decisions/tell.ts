import { realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Status } from '../events/lists.ts'
import { lastChange, listChanges } from '../journal/queries.ts'
import type { Act } from '../journal/words.ts'
import { findHeld, rewriteHeld } from '../mail/batch.ts'
import { queueMail } from '../mail/outbox.ts'
import { findAnyProposition, type Proposition, type PropositionKind } from '../propositions/proposition.ts'
import { type Held, recipientsOf } from '../propositions/told.ts'
import type { DecidedAct } from './decision.ts'

/** One line of a mail that tells of several propositions. */
export type Item = { kind: PropositionKind; reference: string; colleague?: number }

export type Told = Held & { kind: PropositionKind }
/** `edits`: what the coordination has changed before it accepted, label by label. */
type What = { act: DecidedAct; message: string; coordinator: number; edits?: object[] }

/** How each proposition of such a mail stood once that was decided, by its reference. */
export type Stood = Record<string, { status: Status; line: number }>

/**
 * Writes to those who answer for a proposition, once its batch may leave: one mail each for the whole batch, whatever the
 * number of their propositions in it. Returns whether there was anybody.
 */
export function tellOfDecision(db: Database, held: Told, what: What, hold: { batch: string; dueAt: string }): boolean {
  const { kind, reference } = held
  const recipients = recipientsOf(db, held)
  const stood = stoodOf(db, reference)
  for (const { to, colleague } of recipients) {
    const item: Item = { kind, reference, ...(colleague === undefined ? {} : { colleague }) }
    const together = findHeld(db, hold.batch, to)
    if (together) {
      const { items = [itemIn(together.data)], stood: others } = together.data as { items?: Item[]; stood: Stood }
      const data = { ...what, items: [...items, item], stood: { ...others, ...stood } }
      rewriteHeld(db, together, { name: 'proposals-decided', data, about: reference })
    } else {
      const { act } = what
      const name = act.startsWith('revision-') ? act : `proposal-${act}`
      queueMail(db, realClock, { name, to, data: { ...item, ...what, stood } }, { ...hold, about: reference })
    }
  }
  return recipients.length > 0
}

/** Whether what such a mail tells of a proposition is still so: an act of its organiser, or another decision, may have come between. */
export function isStillSo(db: Database, { reference, status }: Proposition, stood: Stood) {
  const then = stood[reference]
  if (!then) return true
  return status === then.status && !listChanges(db, reference, then.line).some(({ act }) => overturning.includes(act))
}

const overturning: Act[] = ['corrected', 'reopened']

function stoodOf(db: Database, reference: string): Stood {
  const now = findAnyProposition(db, reference)
  return now ? { [reference]: { status: now.status, line: lastChange(db, reference) } } : {}
}

const itemIn = ({ kind, reference, colleague }: Record<string, unknown>) =>
  ({ kind, reference, ...(colleague === undefined ? {} : { colleague }) }) as Item
