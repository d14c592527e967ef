import type { Described } from '../events/event.ts'
import { describeForDesk, type Section } from '../events/sections.ts'
import { type Change, changesBetween } from '../revisions/compare.ts'

type Told = { event?: Described | undefined; sections: Section[] }

/** What somebody else may read of a proposition: neither how its organiser is reached, nor a link that is sent to registered people. */
export function sectionsForOthers({ event, sections }: Told): Section[] {
  const told = event?.onlineLinkReserved ? describeForDesk({ ...event, onlineLink: null }) : sections
  return told.filter((section) => !section.private)
}

type PublicChange = Pick<Change, 'label' | 'before' | 'after'>

/** What differs between two versions of a proposition in what others may read. */
export const publicChanges = (before: Told, after: Told): PublicChange[] =>
  changesBetween(sectionsForOthers(before), sectionsForOthers(after)).map(({ label, before: was, after: is }) => ({
    label,
    before: was,
    after: is,
  }))

/** Such changes as the journal keeps them; `files` says in words what came with them. */
export function asNoted(changes: PublicChange[], files = '') {
  if (changes.length === 0 && !files) return {}
  return {
    before: Object.fromEntries(changes.map(({ label, before }) => [label, before])),
    after: {
      ...Object.fromEntries(changes.map(({ label, after }) => [label, after])),
      ...(files ? { Documents: files } : {}),
    },
  }
}
