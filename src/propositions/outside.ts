import { describeForDesk, type Section } from '../events/sections.ts'
import type { Proposition } from './proposition.ts'

/** What somebody else may read of a proposition: neither how its organiser is reached, nor a link that is sent to registered people. */
export function sectionsForOthers({ event, sections }: Pick<Proposition, 'event' | 'sections'>): Section[] {
  const told = event?.onlineLinkReserved ? describeForDesk({ ...event, onlineLink: null }) : sections
  return told.filter((section) => !section.private)
}
