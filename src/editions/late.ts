import { sign, unsign } from '../web/tokens.ts'
import { isOver } from './edition.ts'
import type { Edition } from './queries.ts'

/** How long a link for somebody late is good for, unless told otherwise. */
const usualDays = 7

/** The last day that a link given today has, unless told otherwise: the week does not wait. */
export function usualLateDay({ lastDay }: Edition, day: string): string {
  const usual = Temporal.PlainDate.from(day).add({ days: usualDays }).toString()
  return usual < lastDay ? usual : lastDay
}

/** What opens the forms of an edition that takes no more propositions, until that day. */
export const lateToken = (secret: string, { id, lateGeneration }: Edition, until: string) =>
  sign(secret, 'late', id, lateGeneration, until)

/** The last day of such a token, as long as it opens this edition. */
export function lateDayOf(secret: string, edition: Edition, token: unknown, day: string): string | undefined {
  if (typeof token !== 'string') return undefined
  const [id, generation, until] = unsign(secret, 'late', token) ?? []
  if (!until || Number(id) !== edition.id || Number(generation) !== edition.lateGeneration) return undefined
  return day <= until && !isOver(edition, day) ? until : undefined
}
