import { contentOf, type Described, type Event, type Consent as EventConsent } from '../events/event.ts'
import { describeForDesk, type Section } from '../events/sections.ts'
import type { Sheet } from '../sheets/queries.ts'
import { describeSheet } from '../sheets/sections.ts'
import type { Consent, ProposedSheet } from '../sheets/sheet.ts'
import { mergeEvent, mergeSheet } from './merge.ts'
import type { Revision } from './queries.ts'

/**
 * What accepting a revision would change, under its label: what is there today (`before`), what would be (`after`).
 * `base` is what the proposal started from; a `conflict` is an answer that has changed on both sides since.
 */
export type Change = {
  section: string
  label: string
  base: string
  before: string
  after: string
  conflict: boolean
  /** the public reads it, and it is nobody's contact */
  open: boolean
}

/** What accepting a revision would change of the event or of the sheet that it is about, as they are today. */
export function changesOf(revision: Revision, { event, sheet }: { event?: Event; sheet?: Sheet }): Change[] {
  if (event) return outcomeOfEvent(revision, event).changes
  return sheet ? outcomeOfSheet(revision, sheet).changes : []
}

type Outcome<T> = { merged: T; changes: Change[] }

/** What a revision makes of the event as it is today. */
export function outcomeOfEvent(revision: Revision, event: Event): Outcome<Described & EventConsent> {
  const base: Described = JSON.parse(revision.base)
  const current = contentOf(event)
  const merged = mergeEvent(base, current, JSON.parse(revision.proposed))
  return { merged, changes: compare(describeForDesk(base), describeForDesk(current), describeForDesk(merged)) }
}

/** What a revision makes of the sheet as it is today. */
export function outcomeOfSheet(revision: Revision, sheet: Sheet): Outcome<ProposedSheet & Consent> {
  const base: Sheet = JSON.parse(revision.base)
  const merged = mergeSheet(base, sheet, JSON.parse(revision.proposed))
  return { merged, changes: compare(describeSheet(base), describeSheet(sheet), describeSheet(merged)) }
}

/** What differs between two texts of one thing, answer by answer. */
export const changesBetween = (before: Section[], after: Section[]) => compare(before, before, after)

function compare(base: Section[], current: Section[], merged: Section[]): Change[] {
  const [start, today, then] = [answersOf(base), answersOf(current), answersOf(merged)]
  return [...new Map([...then, ...today])].flatMap(([key, { section, label, open }]) => {
    const was = start.get(key)?.value ?? ''
    const before = today.get(key)?.value ?? ''
    const after = then.get(key)?.value ?? ''
    return before === after ? [] : [{ section, label, base: was, before, after, conflict: was !== before, open }]
  })
}

type Answer = { section: string; label: string; value: string; open: boolean }

function answersOf(sections: Section[]) {
  const answers = new Map<string, Answer>()
  for (const { id, title: section, rows, ...one } of sections) {
    const open = !one.private && id !== 'contacts'
    for (const row of rows) {
      // numbered only when there are several: one answer here, whatever their number
      const label = id === 'quand' ? 'Créneaux' : row.label
      const above = answers.get(`${id} ${label}`)
      answers.set(`${id} ${label}`, { section, label, open, value: above ? `${above.value}\n${row.value}` : row.value })
    }
  }
  return answers
}
