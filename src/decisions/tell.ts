import { realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { findHeld, rewriteHeld } from '../mail/batch.ts'
import { queueMail } from '../mail/outbox.ts'
import type { PropositionKind } from '../propositions/proposition.ts'
import { type Held, recipientsOf } from '../propositions/told.ts'
import type { DecidedAct } from './decision.ts'

/** One line of a mail that tells of several propositions. */
export type Item = { kind: PropositionKind; reference: string; colleague?: number }

export type Told = Held & { kind: PropositionKind }
/** `edits`: what the coordination has changed before it accepted, label by label. */
type What = { act: DecidedAct; message: string; coordinator: number; edits?: object[] }

/**
 * Writes to those who answer for a proposition, once its batch may leave: one mail each for the whole batch, whatever the
 * number of their propositions in it. Returns whether there was anybody.
 */
export function tellOfDecision(db: Database, held: Told, what: What, hold: { batch: string; dueAt: string }): boolean {
  const { kind, reference } = held
  const recipients = recipientsOf(db, held)
  for (const { to, colleague } of recipients) {
    const item: Item = { kind, reference, ...(colleague === undefined ? {} : { colleague }) }
    const together = findHeld(db, hold.batch, to)
    if (together) {
      const { items = [itemIn(together.data)] } = together.data as { items?: Item[] }
      rewriteHeld(db, together, { name: 'proposals-decided', data: { ...what, items: [...items, item] } })
    } else {
      const { act } = what
      const name = act.startsWith('revision-') ? act : `proposal-${act}`
      queueMail(db, realClock, { name, to, data: { ...item, ...what } }, hold)
    }
  }
  return recipients.length > 0
}

const itemIn = ({ kind, reference, colleague }: Record<string, unknown>) =>
  ({ kind, reference, ...(colleague === undefined ? {} : { colleague }) }) as Item
