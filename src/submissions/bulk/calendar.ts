import { communeText } from '../../communes/commune.ts'
import { readCommune } from '../../communes/queries.ts'
import type { Database } from '../../db/open.ts'
import { types } from '../../events/lists.ts'
import { countSlots } from '../../events/slot-fields.ts'
import type { Typed } from '../../web/fields.ts'
import { count, fold } from '../../web/french.ts'
import { eventsIn, type Property, propertiesIn, propertyIn, textIn } from './calendar-properties.ts'
import { timesIn } from './calendar-times.ts'
import { textOf } from './csv.ts'
import { mostRows, type Row, type Table, tooMany } from './rows.ts'

/** The events of an iCalendar file. What a calendar does not say is left to be answered. */
export function readCalendar(db: Database, timeZone: string, bytes: Buffer): Table {
  // Each event by itself: one that cannot be read is one row to finish, and time zones or alarms are no concern of ours.
  const events = eventsIn(textOf(bytes))
  if (events.length > mostRows) return tooMany(events.length)

  const read = events.map((event, index) => {
    const properties = propertiesIn(event)
    return { cancelled: textIn(properties, 'status') === 'CANCELLED', row: rowOf(db, timeZone, properties, index + 1) }
  })
  const rows = read.flatMap(({ cancelled, row }) => (cancelled ? [] : [row]))
  const cancelled = read.length - rows.length
  if (rows.length === 0) return { ok: false, message: 'Tableau : ce calendrier ne contient aucun événement à proposer' }
  return {
    ok: true,
    rows,
    notes:
      cancelled > 0 ? [`${count(cancelled, 'événement annulé, laissé', 'événements annulés, laissés')} de côté.`] : [],
  }
}

function rowOf(db: Database, timeZone: string, properties: Property[], number: number): Row {
  const { typed: times, faults } = timesIn(properties, timeZone)
  const description = textIn(properties, 'description')
  const summary = shortened(description, 200)
  const typed: Typed = {
    titre: shortened(textIn(properties, 'summary'), 100),
    resume: summary.replaceAll(/\s+/g, ' '),
    description: summary === description ? '' : description.slice(0, 4000),
    type: typeIn(properties),
    inscription_url: textIn(properties, 'url'),
    organisateur: propertyIn(properties, 'organizer')?.[1].cn?.slice(0, 150) ?? '',
    ...placeIn(db, textIn(properties, 'location')),
    ...times,
  }
  return {
    number,
    place: `Événement ${number}`,
    typed: { ...typed, creneaux: String(countSlots(typed)) },
    faults,
    places: {},
  }
}

/** Cut between two words. */
function shortened(text: string, most: number) {
  if ([...text].length <= most) return text
  const start = [...text].slice(0, most).join('')
  return `${start.slice(0, -1).replace(/\s+\S*$/, '')}…`
}

const mostCategories = 50

function typeIn(properties: Property[]): string {
  const categories = properties.flatMap(([name, , , ...values]) => (name === 'categories' ? values.map(String) : []))
  const said = new Set(categories.slice(0, mostCategories).map(fold))
  return types.find(({ label }) => said.has(fold(label)))?.slug ?? ''
}

/** Where a location says its commune, before its region and its country at most. */
const lastParts = 4

/** « Maison des associations, 8 rue de l’Exemple, 14100 Lisieux »: a place, an address, a commune. Or the address of a meeting online. */
function placeIn(db: Database, location: string): Typed {
  const [link] = /https?:\/\/[^\s,;]+/.exec(location) ?? []
  if (link || /^(en ligne|visio)/.test(fold(location))) return { participation: 'en-ligne', lien_en_ligne: link ?? '' }

  const parts = location
    .split(/[,\n]|\s[-–]\s/)
    .map((part) => part.trim())
    .filter(Boolean)
  for (const [index, part] of [...parts.entries()].reverse().slice(0, lastParts)) {
    const answer = readCommune(db, part)
    if (answer.kind !== 'one') continue
    const [lieu = '', ...address] = parts.slice(0, index)
    const commune = communeText({ ...answer.commune, postalCode: answer.postalCode })
    return { participation: 'presentiel', commune, lieu: lieu.slice(0, 100), adresse: address.join(', ').slice(0, 255) }
  }
  return { lieu: location.slice(0, 100) }
}
