import ICAL from 'ical.js'

/** A property of a calendar as RFC 7265 writes it: its name, its parameters, its type, its values. */
export type Property = [name: string, parameters: Record<string, string>, type: string, ...values: unknown[]]

/** What is written between the BEGIN and the END of each VEVENT of a calendar. An event that nobody ends stops at the next. */
export const eventsIn = (calendar: string): string[] =>
  calendar
    .split(/^BEGIN:VEVENT$/im)
    .slice(1)
    .map((event) => event.split(/^END:VEVENT$/im, 1)[0] ?? '')

// BEGIN and END keep an alarm, which has a summary and a length of time too, apart from its event.
const asked =
  /^(?:begin|end|summary|description|status|categories|url|organizer|location|dtstart|dtend|duration|rrule|rdate)[:;]/i
const mostLines = 300
const longestLine = 10_000

/** What one VEVENT says of what is asked here; nothing when it cannot be read. */
export function propertiesIn(event: string): Property[] {
  const lines = event
    .replaceAll(/\n[ \t]/g, '')
    .split('\n')
    .filter((line) => asked.test(line))
    .map((line) => line.slice(0, longestLine))
  if (lines.length > mostLines) return []
  try {
    return ICAL.parse(['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\n'))[1] as Property[]
  } catch {
    return []
  }
}

export const propertyIn = (properties: Property[], name: string) => properties.find(([own]) => own === name)

const longest = 5000

export function textIn(properties: Property[], name: string): string {
  const value = propertyIn(properties, name)?.[3]
  return typeof value === 'string' ? value.slice(0, longest).trim() : ''
}
