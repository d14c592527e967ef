import type { Content } from '../../forms/kinds.ts'
import type { Errors, Typed } from '../../web/fields.ts'
import { count } from '../../web/french.ts'
import type { Sent } from './sent-before.ts'

/** What would become of a row: `content` is sent, unless it was before; without it, its answers become a draft to finish. */
export type Line = Sent & {
  number: number
  place: string
  typed: Typed
  title: string
  /** what else can be read of it, in a few words: as it will be published once it is ready */
  facts: string[]
  content?: Content
  /** what to correct, as its form says it, and as it is found in the file */
  faults: Errors
  said: string[]
  /** by their flag, what should be looked at twice */
  warnings: Record<string, string>
}

export const isReady = ({ content, sent }: Line) => content !== undefined && !sent

/** How many rows are ready, to finish, or were sent before. */
export function tally(lines: Line[]) {
  const ready = lines.filter(isReady).length
  const sent = lines.filter((line) => line.sent).length
  return { ready, sent, left: lines.length - ready - sent }
}

/** « 18 événements prêts, 2 à finir, 3 déjà envoyés » */
export function countLines(lines: Line[]): string {
  const { ready, left, sent } = tally(lines)
  if (sent === lines.length) return count(sent, 'événement déjà envoyé', 'événements déjà envoyés')
  return [
    count(ready, 'événement prêt', 'événements prêts'),
    ...(left > 0 ? [`${left} à finir`] : []),
    ...(sent > 0 ? [`${sent} ${sent > 1 ? 'déjà envoyés' : 'déjà envoyé'}`] : []),
  ].join(', ')
}
