import { mostSlots, slotNames } from '../../events/slot-fields.ts'
import type { Errors, Typed } from '../../web/fields.ts'
import { date, hour } from '../../web/french.ts'
import { type Property, propertyIn } from './calendar-properties.ts'

type Times = { typed: Typed; faults: Errors }

/** When an event of a calendar takes place, in the time of the edition. */
export function timesIn(properties: Property[], timeZone: string): Times {
  const [start, end] = [propertyIn(properties, 'dtstart'), propertyIn(properties, 'dtend')]
  const { typed, faults } = start?.[2] === 'date' ? wholeDays(start, end) : hours(properties, start, end, timeZone)
  const repeated = properties.some(([name]) => name === 'rrule' || name === 'rdate')
  return { typed, faults: repeated ? { ...faults, jour: repeats } : faults }
}

const repeats = 'cet événement se répète ; seule la première date est reprise, ajoutez un créneau par date'

/** A whole day is a moment of the day; several are as many slots. The end of a whole day is the day after. */
function wholeDays(start: Property, end: Property | undefined): Times {
  const first = plainDate(start[3])
  if (!first) return { typed: {}, faults: {} }

  const last = plainDate(end?.[3])?.subtract({ days: 1 }) ?? first
  const days = Math.max(1, first.until(last).days + 1)
  const slots = Array.from({ length: Math.min(days, mostSlots) }, (_, index) => {
    const names = slotNames(index + 1)
    return { [names.jour]: date(first.add({ days: index }).toString()), [names.moment]: 'journee' }
  })
  return {
    typed: Object.assign({}, ...slots),
    faults: days > mostSlots ? { jour: `cet événement dure ${days} jours ; gardez-en ${mostSlots} au plus` } : {},
  }
}

function hours(
  properties: Property[],
  start: Property | undefined,
  end: Property | undefined,
  timeZone: string,
): Times {
  const from = localTime(start, timeZone)
  if (!from) return { typed: {}, faults: {} }

  const to = localTime(end, timeZone) ?? afterDuration(from, propertyIn(properties, 'duration'))
  const nextDay = to !== undefined && !to.toPlainDate().equals(from.toPlainDate())
  const typed: Typed = { jour: date(from.toPlainDate().toString()), debut: clockText(from) }
  if (to && !nextDay) typed.fin = clockText(to)

  const zone = start?.[1].tzid
  return {
    typed,
    faults: {
      ...(nextDay ? { fin: 'cet événement se termine un autre jour ; donnez un créneau par jour' } : {}),
      ...(zone && !zoneOf(zone)
        ? { debut: `le fuseau horaire « ${zone.slice(0, 60)} » n’est pas connu ; vérifiez l’heure` }
        : {}),
    },
  }
}

const clockText = (time: Temporal.PlainDateTime) => hour(time.toPlainTime().toString().slice(0, 5))

/** The wall-clock time of the edition. A time without a zone is taken as it is, so is one in a zone that nobody knows. */
function localTime(property: Property | undefined, timeZone: string): Temporal.PlainDateTime | undefined {
  const value = String(property?.[3] ?? '')
  try {
    const zone = value.endsWith('Z') ? 'UTC' : zoneOf(property?.[1].tzid)
    const time = Temporal.PlainDateTime.from(value.replace(/Z$/, ''))
    return zone ? time.toZonedDateTime(zone).withTimeZone(timeZone).toPlainDateTime() : time
  } catch {
    return undefined
  }
}

function afterDuration(from: Temporal.PlainDateTime, property: Property | undefined) {
  try {
    return property && from.add(Temporal.Duration.from(String(property[3])))
  } catch {
    return undefined
  }
}

function plainDate(value: unknown): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(String(value))
  } catch {
    return undefined
  }
}

// Outlook has its own names for the zones of its French and neighbouring users.
const outlookZones: Record<string, string> = {
  'Romance Standard Time': 'Europe/Paris',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'GMT Standard Time': 'Europe/London',
  UTC: 'UTC',
}

const longestZone = 100

/** The zone of that name, with or without what some programs put before it: « /example.org/Europe/Paris ». */
function zoneOf(name: string | undefined): string | undefined {
  const plain = name && (outlookZones[name] ?? /[A-Z]\w+\/[\w/+-]+$/.exec(name.slice(-longestZone))?.[0])
  try {
    return plain && Temporal.Now.zonedDateTimeISO(plain).timeZoneId
  } catch {
    return undefined
  }
}
