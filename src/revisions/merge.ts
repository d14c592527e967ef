import type { Described, Slot } from '../events/event.ts'
import type { Consent, DescribedSheet, ProposedSheet } from '../sheets/sheet.ts'

// What a proposed change makes of today's content: what it leaves as it found it keeps today's value.

const place = ['communeCode', 'communeName', 'department', 'postalCode', 'latitude', 'longitude', 'positionPrecision']
const online = ['onlineLink', 'onlineLinkReserved']

/** Answers that only make sense together: one that changes brings the others. */
const eventUnits = [
  place,
  online,
  ['freeOfCharge', 'priceDetail'],
  ['organiserType', 'organiserFamily', 'organiserQualities'],
]
const placeUnit = ['mode', 'placeName', 'address', 'access', ...place, ...online]

export function mergeEvent(base: Described, current: Described, proposed: Described): Described {
  const names = Object.keys(proposed)
  const changed = changedNames(names, base, proposed)
  if (changed.includes('mode'))
    return { ...current, ...taken(proposed, withUnits(changed, [...eventUnits, placeUnit])) }

  // The form of an event on site asks for no link: the one it has came later, when it was moved online.
  const asked = proposed.mode === 'onsite' ? changed.filter((name) => !online.includes(name)) : changed
  return { ...current, ...taken(proposed, withUnits(asked, eventUnits)) }
}

const sheetUnits = [['communeCode', 'communeName', 'department']]

/** The consents are those of the proposal: its form asks for each of them anew. */
export function mergeSheet(base: DescribedSheet, current: DescribedSheet, proposed: ProposedSheet & Consent) {
  const [before, now, wanted] = [base, current, proposed].map(({ content }) => JSON.parse(content))
  const answers = { ...now, ...taken(wanted, changedNames(namesOf(before, wanted), before, wanted)) }
  const names = Object.keys(proposed).filter((name) => name !== 'content')
  const { consentPublication, consentPortal, consentVersion, consentAt } = proposed
  return {
    ...current,
    ...taken(proposed, withUnits(changedNames(names, base, proposed), sheetUnits)),
    content: JSON.stringify(answers),
    consentPublication,
    consentPortal,
    consentVersion,
    consentAt,
  } as ProposedSheet & Consent
}

const namesOf = (...contents: object[]) => [...new Set(contents.flatMap((content) => Object.keys(content)))]

const changedNames = (names: string[], base: object, proposed: object) =>
  names.filter((name) => plain(name, answerTo(base, name)) !== plain(name, answerTo(proposed, name)))

const withUnits = (changed: string[], units: string[][]) => [
  ...new Set([...changed, ...units.filter((unit) => unit.some((name) => changed.includes(name))).flat()]),
]

/** What was left out is there all the same, as nothing: it takes the place of what was. */
const taken = (proposed: object, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, answerTo(proposed, name)]))

const answerTo = (content: object, name: string) => (content as Record<string, unknown>)[name]

const unordered = ['themes', 'audiences', 'accessNeeds', 'organiserQualities']

/** A value as it is compared: stored and typed lists may not be in the same order, nor slots have an id. */
function plain(name: string, value: unknown) {
  if (name === 'slots') return JSON.stringify((value as Slot[]).map(slotText).sort())
  if (unordered.includes(name)) return JSON.stringify([...(value as string[])].sort())
  return JSON.stringify(value ?? null)
}

const slotText = ({ day, startsAt, endsAt, moment }: Slot) => [day, startsAt, endsAt, moment].join(' ')
