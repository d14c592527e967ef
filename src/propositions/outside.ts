import type { Described } from '../events/event.ts'
import { describeForDesk, type Section } from '../events/sections.ts'

/** What somebody else may read of a proposition: neither how its organiser is reached, nor a link that is sent to registered people. */
export function sectionsForOthers({
  event,
  sections,
}: {
  event?: Described | undefined
  sections: Section[]
}): Section[] {
  const told = event?.onlineLinkReserved ? describeForDesk({ ...event, onlineLink: null }) : sections
  return told.filter((section) => !section.private)
}
