import type { Database } from '../db/open.ts'
import { asSearched, holds } from '../web/searching.ts'
import type { Slot } from './event.ts'
import type { Mode, Occasion } from './lists.ts'

/** One line of the agenda: a slot of a published event. */
export type AgendaEntry = Slot & {
  eventId: number
  slug: string
  title: string
  summary: string
  type: string
  mode: Mode
  occasion: Occasion
  communeName: string | null
  department: string | null
  organiserName: string
  folded: string
}

/** Several values of one filter mean « or », several filters mean « and »; an empty list asks for nothing. */
export type Selection = {
  days: string[]
  departments: string[]
  types: string[]
  themes: string[]
  audiences: string[]
  modes: Mode[]
  accessNeeds: string[]
  freeOnly: boolean
  words: string[]
}

export const everything: Selection = {
  days: [],
  departments: [],
  types: [],
  themes: [],
  audiences: [],
  modes: [],
  accessNeeds: [],
  freeOnly: false,
  words: [],
}

/** In which commune each published event is, by its number. */
export const listCommuneCodes = (db: Database, editionId: number) =>
  new Map(
    db
      .prepare<[number], { id: number; code: string }>(
        `SELECT id, commune_code AS code FROM events WHERE edition_id = ? AND status = 'published' AND commune_code IS NOT NULL`,
      )
      .all(editionId)
      .map(({ id, code }) => [id, code]),
  )

/** The published slots of an edition that a selection keeps, in order of day, hour and title. Words are folded. */
export function listAgenda(db: Database, editionId: number, { words, ...selection }: Selection): AgendaEntry[] {
  const bound = Object.fromEntries(
    Object.entries(selection).map(([name, value]) => [
      name,
      Array.isArray(value) ? JSON.stringify(value) : Number(value),
    ]),
  )

  return db
    .prepare<Record<string, unknown>, AgendaEntry>(`
      SELECT * FROM agenda_entries
      WHERE editionId = @editionId
        AND (@days = '[]' OR day IN (SELECT value FROM json_each(@days)))
        AND (@departments = '[]' OR department IN (SELECT value FROM json_each(@departments)))
        AND (@types = '[]' OR type IN (SELECT value FROM json_each(@types)))
        AND (@themes = '[]' OR EXISTS (
          SELECT 1 FROM event_themes JOIN json_each(@themes) ON value = theme WHERE event_id = eventId))
        AND (@audiences = '[]' OR EXISTS (
          SELECT 1 FROM event_audiences JOIN json_each(@audiences) ON value = audience WHERE event_id = eventId))
        -- one that is on site and online answers to each of the three
        AND (@modes = '[]' OR CASE occasion WHEN 'moved_online' THEN 'online' ELSE mode END IN (
          SELECT value FROM json_each(@modes) UNION SELECT 'hybrid'))
        AND (@accessNeeds = '[]' OR EXISTS (
          SELECT 1 FROM event_access_needs JOIN json_each(@accessNeeds) ON value = need WHERE event_id = eventId))
        AND (@freeOnly = 0 OR freeOfCharge = 1)
      ORDER BY day, coalesce(startsAt, CASE moment WHEN 'morning' THEN '08:00' WHEN 'afternoon' THEN '13:00' WHEN 'evening' THEN '18:00' ELSE '00:00' END), title
    `)
    .all({ ...bound, editionId })
    .filter((entry) => holds(searchedIn(entry), words))
}

/** Where the words of a search are looked for: `76` is its département. */
export const searchedIn = ({ folded, department }: AgendaEntry) => asSearched(`${folded} ${department ?? ''}`)

/** How many slots are online, whether they take place or not. */
export const countOnline = (db: Database, editionId: number) =>
  db.prepare<[number], number>('SELECT count(*) FROM agenda_entries WHERE editionId = ?').pluck().get(editionId) ?? 0

type Days = { firstDay: string; lastDay: string }

export type LeftSlot = { reference: string; title: string; day: string }

/** The published slots of the days that there were that are on none of those to come: the others were out already. */
export const listLeft = (db: Database, editionId: number, were: Days, toCome: Days) =>
  db
    .prepare<[number, string, string, string, string], LeftSlot>(`
      SELECT reference, agenda_entries.title, day FROM agenda_entries JOIN events ON events.id = eventId
      WHERE editionId = ? AND day BETWEEN ? AND ? AND day NOT BETWEEN ? AND ?
      ORDER BY day, startsAt
    `)
    .all(editionId, were.firstDay, were.lastDay, toCome.firstDay, toCome.lastDay)

export type AgendaDay = { day: string; entries: AgendaEntry[] }

/** Cuts whole days into pages of about thirty slots: a day is never cut. */
export function pagesOf(entries: AgendaEntry[], aim = 30): AgendaDay[][] {
  const days = Map.groupBy(entries, (entry) => entry.day)
  const pages: AgendaDay[][] = [[]]
  let filled = 0
  for (const [day, dayEntries] of days) {
    if (filled > 0 && filled + dayEntries.length > aim + 10) {
      pages.push([])
      filled = 0
    }
    pages.at(-1)?.push({ day, entries: dayEntries })
    filled += dayEntries.length
  }
  return pages
}
