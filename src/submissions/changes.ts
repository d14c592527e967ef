import type { Database } from '../db/open.ts'
import type { Draft } from '../drafts/queries.ts'
import { contentOf } from '../events/event.ts'
import { describeEvent, type Row, type Section } from '../events/sections.ts'
import { findOpenRevisionOf } from '../revisions/queries.ts'
import { describeSheet } from '../sheets/sections.ts'
import { correctedBy } from './form.ts'
import { startOf } from './sending.ts'

type Marked = Omit<Section, 'rows'> & { rows: (Row & { before?: string })[] }

/** What a draft is to whoever sends it: what is online gets a modification, what waits a correction. */
export function nounOf(db: Database, draft: Draft): 'proposition' | 'correction' | 'modification' {
  const corrected = correctedBy(db, draft)
  if (!corrected) return 'proposition'
  return corrected.status === 'published' ? 'modification' : 'correction'
}

/** What will be sent, each answer that a correction changes with what it was; one that goes is there too, empty. */
export function withChanges(db: Database, draft: Draft, sections: Section[]): Marked[] {
  const start = startInWords(db, draft)
  if (!start) return sections

  return together(start, sections, ({ id }) => id).map((section) =>
    // a colleague does not change who answers for it
    section.private && draft.colleagueId !== null
      ? section
      : { ...section, rows: compare(rowsIn(start, section.id), rowsIn(sections, section.id)) },
  )
}

/** What the form of a correction started from; the private contact is today's. */
function startInWords(db: Database, draft: Draft): Section[] | undefined {
  const { event, sheet } = correctedBy(db, draft) ?? {}
  if (event) return describeEvent(startOf(db, draft, contentOf(event)))
  return sheet && describeSheet(startOf(db, draft, sheet))
}

function rowsIn(sections: Section[], id: string): Row[] {
  const rows = sections.find((section) => section.id === id)?.rows ?? []
  // numbered only when there are several: one answer here, whatever their number
  return id === 'quand' ? [{ label: 'Créneaux', value: rows.map(({ value }) => value).join('\n') }] : rows
}

const compare = (start: Row[], now: Row[]): Marked['rows'] =>
  together(start, now, ({ label }) => label).map(({ label }) => {
    const [before, value] = [start, now].map((rows) => rows.find((row) => row.label === label)?.value ?? '')
    return { label, value: value ?? '', ...(inAnyOrder(before) === inAnyOrder(value) ? {} : { before }) }
  })

/** Stored and typed lists may not be in the same order. */
const inAnyOrder = (value = '') => value.split('\n').sort().join('\n')

/** What is there now, and what was there only at the start after whatever it followed. */
function together<T>(start: T[], now: T[], nameOf: (one: T) => string): T[] {
  const all = [...now]
  const placeOf = (one: T | undefined) => (one ? all.findIndex((other) => nameOf(other) === nameOf(one)) : -1)
  for (const [index, one] of start.entries()) {
    if (placeOf(one) < 0) all.splice(placeOf(start[index - 1]) + 1, 0, one)
  }
  return all
}

/** When another change was proposed since this one was begun: this one joins it, and wins where both answer. */
export function waitingBeside(db: Database, draft: Draft) {
  const corrected = correctedBy(db, draft)
  const waiting = corrected && findOpenRevisionOf(db, corrected)
  return waiting && waiting.updatedAt > draft.createdAt ? waiting.updatedAt : undefined
}
