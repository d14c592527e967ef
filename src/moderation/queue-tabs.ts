import type { Coordinator } from '../coordinators/queries.ts'
import { labelOf, type Status, statuses } from '../events/lists.ts'
import type { Listed } from './queue.ts'

/** The first one holds what is to be read as well; who only reads decides of nothing. */
export function tabName(tab: Status, { role }: Pick<Coordinator, 'role'>) {
  if (tab !== 'pending') return labelOf(statuses, tab)
  return role === 'coordinator' ? 'À décider' : 'En attente'
}

/** What a tab is ordered by: the day since when something waits, or the day it was decided. */
export const rankOf = ({ since, settledAt }: Pick<Listed, 'since' | 'settledAt'>, tab: Status) =>
  tab === 'pending' ? (since ?? '') : settledAt

type Ranked = { rank: string; reference: string }

/** What waits, the oldest first; what was decided, the newest first. */
export function compareIn(tab: Status, one: Ranked, other: Ranked): number {
  const direction = tab === 'pending' ? 1 : -1
  if (one.rank !== other.rank) return one.rank < other.rank ? -direction : direction
  return one.reference < other.reference ? -1 : Number(one.reference > other.reference)
}

/** The propositions of a tab, in order. Something online may wait as well, for another reason: it is in both. */
export function tabOf(matching: Listed[], tab: Status): Listed[] {
  return matching
    .filter(isIn(tab))
    .map((one) => ({ one, rank: rankOf(one, tab), reference: one.reference }))
    .sort((one, other) => compareIn(tab, one, other))
    .map(({ one }) => one)
}

export const countIn = (matching: Listed[], tab: Status) => matching.filter(isIn(tab)).length

const isIn = (tab: Status) => (one: Listed) => (tab === 'pending' ? one.since !== null : one.status === tab)
