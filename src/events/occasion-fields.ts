import type { PublicValues } from '../journal/queries.ts'
import { withoutPeople } from '../journal/without-people.ts'
import { choice, choices } from '../web/choice-fields.ts'
import { type Errors, type Field, readFields, type Typed, text, webAddress } from '../web/fields.ts'
import { type Event, isMovedOnline } from './event.ts'
import { codeOf, labelOf, type Occasion, occasions } from './lists.ts'

/** What may be announced at once of a published event; a new date is a change of its form. */
export const statedOccasions = [
  { slug: 'annule', code: 'cancelled', label: 'Annulé' },
  { slug: 'complet', code: 'full', label: 'Complet' },
  { slug: 'reporte', code: 'postponed', label: 'Reporté, date à venir' },
  { slug: 'en-ligne', code: 'moved_online', label: 'Passé en ligne' },
  { slug: 'prevu', code: 'scheduled', label: 'Rien de tout cela : il a lieu comme prévu' },
] as const

export const occasionFields = {
  etat: choice({
    label: 'Ce que vous annoncez',
    missing: 'Ce que vous annoncez : choisissez dans la liste',
    options: statedOccasions,
    as: 'radio',
  }),
  lien: webAddress({ label: 'Lien de connexion', hint: 'Par exemple https://visio.exemple.fr/atelier' }),
  lien_reserve: choices({
    label: 'À qui montrer ce lien',
    options: [{ slug: 'oui', label: 'Aux personnes inscrites seulement : il leur est envoyé' }],
  }),
  note: text({
    label: 'Une précision pour le public',
    hint: 'Facultative, publiée. Par exemple « Reporté à l’automne ».',
    max: 300,
    rows: 2,
  }),
} as const

/** The questions that make sense for this event. `back` offers to take an announcement back. */
export function occasionQuestions(event: Event, { back }: { back: boolean }): Record<string, Field> {
  const { etat, lien, lien_reserve, note } = occasionFields
  const options = statedOccasions.filter(
    ({ code }) => (code !== 'moved_online' || event.mode !== 'online') && (code !== 'scheduled' || back),
  )
  const link = event.mode === 'online' || event.onlineLinkReserved ? {} : { lien, lien_reserve }
  return { etat: { ...etat, options }, ...link, note }
}

/** The link that was announced, or else planned: what is proposed to whoever announces that the event moves online. */
export const knownLink = (event: Event): Typed =>
  isMovedOnline(event)
    ? { lien: event.occasionLink ?? '', lien_reserve: event.occasionLink ? [] : ['oui'] }
    : { lien: event.onlineLink ?? '' }

/** An announcement as it is stored; `link` is one that everyone may see. */
export type Statement = { occasion: Occasion; note: string | null; link: string | null }

export function readStatement(event: Event, typed: Typed): { statement?: Statement; errors: Errors } {
  const { values, errors } = readFields(occasionFields, typed)
  const occasion = codeOf(statedOccasions, values.etat ?? '')
  const reserved = event.onlineLinkReserved === 1 || values.lien_reserve?.includes('oui')
  if (occasion !== 'moved_online') delete errors.lien
  else if (!reserved && !values.lien)
    errors.lien ??= 'Lien de connexion : indiquez-le, ou cochez qu’il est envoyé aux personnes inscrites'
  else if (reserved && event.registration === 'free')
    errors.lien_reserve =
      'À qui montrer ce lien : l’entrée est libre, personne ne s’inscrit pour le recevoir ; publiez-le'
  // One announcement at a time: this one would give the street back, and take the link away.
  if (occasion === 'full' && isMovedOnline(event))
    errors.etat =
      'Ce que vous annoncez : l’événement est passé en ligne, et « Complet » remplacerait cette annonce et son lien ; choisissez de nouveau « Passé en ligne » et écrivez « Complet » dans la précision'

  if (!occasion || Object.keys(errors).length > 0) return { errors }
  const link = occasion === 'moved_online' && !reserved ? (values.lien ?? null) : null
  return { statement: { occasion, note: values.note ?? null, link }, errors }
}

/** What an announcement changes on the public page, for the journal. */
export const occasionNoted = (event: Event, { occasion, note }: Statement) => ({
  before: announcedWords(event, event.occasion, event.occasionNote),
  after: announcedWords(event, occasion, note),
})

const announcedWords = ({ privateName }: Event, occasion: Occasion, note: string | null): PublicValues =>
  withoutPeople({ Annonce: labelOf(occasions, occasion) || 'Comme prévu', ...(note ? { Précision: note } : {}) }, [
    privateName,
  ])

/** What is announced, as the page shows it: an announcement made on a page of before is not what its author meant. */
export const announcedState = ({ occasion, occasionAt }: Event) => `${occasion} ${occasionAt ?? ''}`.trim()
