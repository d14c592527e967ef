import type { Described, Slot } from '../events/event.ts'
import { isAgreed } from '../sheets/answers.ts'
import type { Consent, DescribedSheet, ProposedSheet } from '../sheets/sheet.ts'

// What a proposed change makes of today's content: what it leaves as it found it keeps today's value.

const place = ['communeCode', 'communeName', 'department', 'postalCode', 'latitude', 'longitude', 'positionPrecision']
const online = ['onlineLink', 'onlineLinkReserved']

const contact = ['privateName', 'privateEmail', 'privatePhone']

/** Answers that only make sense together: one that changes brings the others. */
const eventUnits = [
  place,
  // a link is reserved to those who register
  ['registration', ...online],
  ['freeOfCharge', 'priceDetail'],
  ['organiserType', 'organiserFamily', 'organiserQualities'],
  contact,
]
const placeUnit = ['mode', 'placeName', 'address', 'access', ...place, ...online]

export function mergeEvent<T extends Described>(base: Described, current: T, proposed: Described): T {
  const names = Object.keys(proposed)
  const changed = changedNames(names, base, proposed)
  if (changed.includes('mode'))
    return { ...current, ...taken(proposed, withUnits(changed, [...eventUnits, placeUnit])) }

  return { ...current, ...taken(proposed, withUnits(changed, eventUnits)) }
}

const sheetUnits = [['communeCode', 'communeName', 'department'], contact]
const answerUnits = [
  ['remis_par', 'accord_acheteur', 'accord_publication'],
  ['titulaire', 'titulaire_type', 'accord_titulaire'],
  ['montant', 'tranche'],
  ['alloti', 'nombre_lots', 'lots_reserves'],
]

/** The agreements go with what they are about; that to transmission is the proposal's, whose form asks for it anew. */
export function mergeSheet(base: DescribedSheet, current: DescribedSheet, proposed: ProposedSheet & Consent) {
  const [before, now, wanted] = [base, current, proposed].map(({ content }) => JSON.parse(content))
  const changed = withUnits(changedNames(namesOf(before, wanted), before, wanted), answerUnits)
  const answers = { ...now, ...taken(wanted, changed) }
  const names = Object.keys(proposed).filter((name) => name !== 'content')
  const { consentPortal, consentVersion, consentAt } = proposed
  return {
    ...current,
    ...taken(proposed, withUnits(changedNames(names, base, proposed), sheetUnits)),
    content: JSON.stringify(answers),
    consentPublication: isAgreed(answers) ? 1 : 0,
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
