import { inkOf } from '../editions/edition.ts'
import type { AgendaEntry } from './agenda.ts'
import { isOff, whereOf } from './event.ts'
import { labelOf, type Occasion, occasions, types } from './lists.ts'
import { stageOf, startStamp, startText } from './slots.ts'

/** A line of the agenda in words, as the views print it. */
export type EntryLine = {
  title: string
  href: string
  ink: string
  time: string
  stamp: string
  type: string
  where: string
  organiser: string
  mark: string
  /** what makes its hour one that no longer holds */
  off: Occasion | undefined
}

/** `query` is the selection that the event page keeps for « précédent » and « suivant »; `now` is the local time. */
export function lineOf(entry: AgendaEntry, now: string, query = ''): EntryLine {
  const stage = stageOf(entry, now)
  const mark =
    labelOf(occasions, entry.occasion) || (stage === 'running' ? 'En cours' : stage === 'passed' ? 'Passé' : '')
  return {
    title: entry.title,
    href: `/agenda/${entry.slug}${query}`,
    ink: inkOf(entry.day),
    time: startText(entry),
    stamp: startStamp(entry),
    type: labelOf(types, entry.type),
    where: whereOf(entry),
    organiser: entry.organiserName,
    mark,
    off: isOff(entry) ? entry.occasion : undefined,
  }
}
