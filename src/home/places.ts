import { findCommunes } from '../communes/queries.ts'
import type { Database } from '../db/open.ts'
import { type AgendaEntry, listCommuneCodes } from '../events/agenda.ts'
import { takingPlace } from '../events/counts.ts'
import { drawMap } from '../map/map.ts'
import { queryOf } from '../web/filters.ts'

/** The map of where the events of the week are, once there is one to go to. */
export function drawPlaces(db: Database, editionId: number, entries: AgendaEntry[]) {
  const codes = listCommuneCodes(db, editionId)
  const events = [...new Map(takingPlace(entries).map((entry) => [entry.eventId, entry])).values()]
  const places = new Map(findCommunes(db, [...codes.values()]).map((place) => [place.code, place]))
  const placed = events.flatMap(({ eventId, slug, title }) => {
    const place = places.get(codes.get(eventId) ?? '')
    return place ? [{ title, href: `/agenda/${slug}`, place }] : []
  })
  if (placed.length === 0) return undefined
  const hrefOf = (departement: string[]) => `/agenda${queryOf({ departement })}`
  return drawMap({
    placed,
    departments: [],
    hrefOfDepartment: (code) => hrefOf(code ? [code] : []),
    hrefOfPlaces: (of) => hrefOf([...new Set(of.flatMap((code) => places.get(code)?.department ?? []))]),
    noun: ['événement', 'événements'],
  })
}
