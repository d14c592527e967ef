const nbsp = '\u00a0'

/** « 1 événement », « 21 événements » (0 is singular in French). */
export const count = (n: number, one: string, many = `${one}s`) =>
  `${new Intl.NumberFormat('fr-FR').format(n)}${nbsp}${n < 2 ? one : many}`

/** « lundi 22 mai » */
export const dayName = (day: string) => spoken(day, { weekday: 'long', day: 'numeric', month: 'long' })

/** « lundi 22 mai 2023 » */
export const fullDay = (day: string) => spoken(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

/** « 22 mai 2023 » */
export const date = (day: string) => spoken(day, { day: 'numeric', month: 'long', year: 'numeric' })

/** « Lundi 22 mai » */
export const capital = (text: string) => text.charAt(0).toLocaleUpperCase('fr') + text.slice(1)

/** `08:30` → « 8 h 30 », `14:00` → « 14 h » */
export function hour(time: string) {
  const [h, m] = time.split(':')
  return `${Number(h)}${nbsp}h${m === '00' ? '' : `${nbsp}${m}`}`
}

/** The local day of an instant: `2023-05-09`. */
export const dayOf = (instant: string, timeZone: string) =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** An instant as people of that zone say it: « 9 mai 2023 à 9 h 05 ». */
export function momentOf(instant: string, timeZone: string) {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone)
  return `${date(local.toPlainDate().toString())} à ${hour(local.toPlainTime().toString().slice(0, 5))}`
}

/** « du lundi 22 au vendredi 26 mai 2023 », with the month twice where it changes; « le lundi 22 mai 2023 » for one day. */
export function span(first: string, last: string) {
  if (first === last) return `le ${fullDay(first)}`
  const sameMonth = first.slice(0, 7) === last.slice(0, 7)
  const start = spoken(
    first,
    sameMonth ? { weekday: 'long', day: 'numeric' } : { weekday: 'long', day: 'numeric', month: 'long' },
  )
  return `du ${start} au ${fullDay(last)}`
}

/** « 22 – 26 mai 2023 » */
export function shortSpan(first: string, last: string) {
  if (first === last) return date(first)
  const sameMonth = first.slice(0, 7) === last.slice(0, 7)
  const start = spoken(first, sameMonth ? { day: 'numeric' } : { day: 'numeric', month: 'long' })
  return `${start}${nbsp}–${nbsp}${date(last)}`
}

/** What follows the number of an edition: « re » for the first, « e » for the others. */
export const ordinal = (number: number) => (number === 1 ? 're' : 'e')

/** « a, b ou c » */
export const either = (items: string[]) => new Intl.ListFormat('fr', { type: 'disjunction' }).format(items)

/** « a, b et c » */
export const series = (items: string[]) => new Intl.ListFormat('fr', { type: 'conjunction' }).format(items)

/** « 1,2 Mo », « 340 Ko » */
export function fileSize(bytes: number) {
  const [value, unit] =
    bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'Ko'] : [Math.round(bytes / 100_000) / 10, 'Mo']
  return `${new Intl.NumberFormat('fr-FR').format(value)}${nbsp}${unit}`
}

/** French spacing: nothing breaks before « : ; ! ? » » or after « « ». */
export const spaced = (text: string) => text.replace(/ (?=[:;!?»])/g, nbsp).replaceAll('« ', `«${nbsp}`)

/** Text as it is searched and compared: no case, accent, ligature, punctuation or double space; « St » is « Saint ». */
export function fold(text: string) {
  return text
    .toLocaleLowerCase('fr')
    .replace(/\p{M}/gu, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/\bst(e?)\b/g, 'saint$1')
}

/** Text whose letters hold their accents (NFC). Thirty marks on a letter are enough for every language: more take minutes to sort. */
export const composed = (text: string) => text.replace(/(\p{M}{30})\p{M}+/gu, '$1').normalize('NFC')

function spoken(day: string, options: Intl.DateTimeFormatOptions) {
  const [first, ...rest] = formatOf(options)
    .format(new Date(`${day}T12:00Z`))
    .split(' ')
  // « 1er », and no line break between a number and its month
  return [first === '1' ? '1er' : first, ...rest.map((word) => (word === '1' ? '1er' : word))].join(nbsp)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** A format takes longer to make than to use a hundred times. */
function formatOf(options: Intl.DateTimeFormatOptions) {
  const key = JSON.stringify(options)
  const format = formats.get(key) ?? new Intl.DateTimeFormat('fr-FR', { ...options, timeZone: 'UTC' })
  formats.set(key, format)
  return format
}

/** How long something has waited, in days: « arrivée aujourd’hui », « attend depuis 3 jours ». */
export function ageOf(day: string, today: string) {
  const days = Temporal.PlainDate.from(day).until(today).days
  if (days <= 0) return 'arrivée aujourd’hui'
  return days === 1 ? 'attend depuis hier' : `attend depuis ${days}${nbsp}jours`
}
