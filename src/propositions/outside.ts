import type { Described } from '../events/event.ts'
import { describeForDesk, type Section } from '../events/sections.ts'
import { withoutPeople } from '../journal/without-people.ts'
import { type Change, changesBetween } from '../revisions/compare.ts'

type Told = { event?: Described | undefined; sections: Section[] }

/** What somebody else may read of a proposition: neither how its organiser is reached, nor a link that is sent to registered people. */
export function sectionsForOthers({ event, sections }: Told): Section[] {
  const told = event?.onlineLinkReserved ? describeForDesk({ ...event, onlineLink: null }) : sections
  return told.filter((section) => !section.private)
}

type PublicChange = Pick<Change, 'label' | 'before' | 'after' | 'open'>

/** What differs between two versions of a proposition in what others may read. */
export const publicChanges = (before: Told, after: Told): PublicChange[] =>
  changesBetween(sectionsForOthers(before), sectionsForOthers(after)).map(
    ({ label, before: was, after: is, open }) => ({
      label,
      before: was,
      after: is,
      open,
    }),
  )

/** Such changes as the journal keeps them, without contacts and the names of `people`; `files` says in words what came with them. */
export function asNoted(changes: PublicChange[], people: (string | null)[], files = '') {
  const told = changes.filter(({ open }) => open)
  const side = (name: 'before' | 'after') =>
    withoutPeople(Object.fromEntries(told.map((change) => [change.label, change[name]])), people)
  if (told.length === 0 && !files) return {}
  return { before: side('before'), after: { ...side('after'), ...(files ? { Documents: files } : {}) } }
}
