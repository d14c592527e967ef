import ICAL from 'ical.js'

/** A property of a calendar as RFC 7265 writes it: its name, its parameters, its type, its values. */
export type Property = [name: string, parameters: Record<string, string>, type: string, ...values: unknown[]]

/** What one VEVENT says; nothing when it is not one. */
export function propertiesIn(block: string): Property[] {
  try {
    return ICAL.parse(block)[1] as Property[]
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
