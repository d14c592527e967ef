import type { Database } from '../db/open.ts'
import { structureSlug } from '../events/structures.ts'
import { fold } from '../web/french.ts'
import type { Tally } from './programme.ts'

type Organiser = { name: string; type: string; family: string | null; qualities: string; events: number }

/**
 * Who organised what was on the programme. One name is one organisation, however it is spelt; of what it said it was, its most
 * frequent answer counts, and of two as frequent the first in the alphabet. Those that only co-organise are counted beside.
 */
export function countOrganisers(db: Database, editionId: number) {
  const byName = Map.groupBy(listOrganisers(db, editionId), ({ name }) => fold(name))
  const partners = new Set(listCoorganisers(db, editionId).map(fold)).difference(byName)
  const kinds: Tally = new Map()
  for (const answers of byName.values()) {
    const kind = kindOf(answers)
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  return { organisers: byName.size, partners: partners.size, kinds }
}

function kindOf(answers: Organiser[]): string {
  const said: Tally = new Map()
  for (const { type, family, qualities, events } of answers) {
    const slug = structureSlug(type, family, JSON.parse(qualities)) ?? 'autre'
    said.set(slug, (said.get(slug) ?? 0) + events)
  }
  const [most] = [...said].sort(([slug, events], [other, more]) => more - events || (slug < other ? -1 : 1))
  return most?.[0] ?? 'autre'
}

const listOrganisers = (db: Database, editionId: number) =>
  db
    .prepare<[number], Organiser>(`
      SELECT
        organiser_name AS name,
        organiser_type AS type,
        organiser_family AS family,
        organiser_qualities AS qualities,
        count(*) AS events
      FROM programme
      WHERE edition_id = ?
      GROUP BY name, type, family, qualities
    `)
    .all(editionId)

const listCoorganisers = (db: Database, editionId: number) =>
  db
    .prepare<[number], string>(`
      SELECT DISTINCT name
      FROM event_coorganisers
      JOIN programme ON programme.id = event_id
      WHERE edition_id = ?
    `)
    .pluck()
    .all(editionId)
