import { date, fold } from './french.ts'

const months = [
  'janvier',
  'fevrier',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'aout',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
]
const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

type DayFault = { ok: false } & (
  | { cause: 'format'; wanted: 'date' | 'month' | 'year' | 'end'; part: string }
  | { cause: 'partial' }
  | { cause: 'absent' }
  | { cause: 'weekday'; said: string; day: string }
)
type DayReading = { ok: true; day: string } | DayFault

/**
 * A day as people type it – `25/05/2023`, `25 mai 2023`, `jeudi 25 mai`, `2023-05-25` – as `2023-05-25`.
 * Without a year, the one given; without a month (`jeudi 25`, `le 25`, `jeudi`), the only day of `week` that is so.
 * « format » when a part of it is not what is wanted there, « partial » when it may be several days, « absent » when there
 * is no such day, « weekday » when that day is another day of the week than the one typed.
 */
export function readDay(typed: string, year: number, week: string[] = []): DayReading {
  const words = wordsIn(typed)
  const said = weekdayIn(words[0])
  const rest = said ? words.slice(1) : words
  const read = isPartial(rest, said) ? readWithin(week, dateIn(rest[0]), said) : readDate(rest, year)
  if (!read.ok || !said || said === weekdayOf(read.day)) return read
  return { ok: false, cause: 'weekday', said, day: read.day }
}

/** What to say of a day that could not be read, under the label of its field. */
export function dayFaultText(fault: DayFault, label: string, typed: string, examples: string) {
  if (fault.cause === 'absent') return `${label} : le ${typed.replace(/^le\s+/i, '')} n’existe pas dans le calendrier`
  if (fault.cause === 'partial')
    return `${label} : « ${typed} » ne suffit pas ; écrivez le jour et le mois, comme ${examples}`
  if (fault.cause === 'weekday')
    return `${label} : le ${date(fault.day)} est un ${weekdayOf(fault.day)}, pas un ${fault.said} ; corrigez l’un ou l’autre`
  return `${label} : « ${fault.part || typed} » ${unwanted[fault.wanted]} ; écrivez un seul jour, comme ${examples}`
}

const unwanted = {
  date: 'n’est pas une date',
  month: 'n’est pas un mois',
  year: 'n’est pas une année en quatre chiffres',
  end: 'est de trop',
}

/** « 25mai » too is two words. */
const wordsIn = (typed: string) =>
  (typed.slice(0, longest).match(/\d+(?=\p{L}{3})|[\p{L}\p{M}\p{N}]+/gu) ?? []).filter((word) => fold(word) !== 'le')

// No day takes more, and a form may send a megabyte.
const longest = 200

const isPartial = ([date, month]: string[], said: string | undefined) =>
  month === undefined && (date === undefined ? said !== undefined : dateIn(date) !== undefined)

function readWithin(week: string[], wanted: number | undefined, said: string | undefined): DayReading {
  const [day, ...others] = week.filter((one) =>
    wanted === undefined ? weekdayOf(one) === said : Number(one.slice(8)) === wanted,
  )
  return day && others.length === 0 ? { ok: true, day } : { ok: false, cause: 'partial' }
}

function readDate(words: string[], year: number): DayReading {
  const iso = words.length === 3 && isYear(words[0])
  const [date = '', month = '', years = String(year), extra] = iso ? words.toReversed() : words
  const unread = (wanted: keyof typeof unwanted, part: string) =>
    ({ ok: false, cause: 'format', wanted, part }) satisfies DayFault

  const [dateNumber, monthNumber] = [dateIn(date), monthIn(month)]
  if (dateNumber === undefined) return unread('date', date)
  if (monthNumber === undefined) return unread('month', month)
  if (!isYear(years)) return unread(/^\d+$/.test(years) ? 'year' : 'end', years)
  if (extra) return unread('end', extra)
  return day(Number(years), monthNumber, dateNumber)
}

const isYear = (word = '') => /^\d{4}$/.test(word)

const dateIn = (word = '') => {
  const [, digits] = /^(\d{1,2})(?:er)?$/i.exec(word) ?? []
  return digits === undefined ? undefined : Number(digits)
}

function monthIn(word: string): number | undefined {
  const number = /^\d{1,2}$/.test(word) ? Number(word) : months.indexOf(meant(months, word) ?? '') + 1
  return number >= 1 && number <= 12 ? number : undefined
}

const weekdayIn = (word = '') => meant(weekdays, word)

const weekdayOf = (day: string) => weekdays[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? ''

/** The only name that begins so: « mar » is « mardi », « jui » neither « juin » nor « juillet ». */
function meant(names: string[], word: string) {
  const start = fold(word)
  const [name, ...others] = start.length < 3 ? [] : names.filter((one) => one.startsWith(start))
  return others.length === 0 ? name : undefined
}

/** An hour as people type it – `8h30`, `8:30`, `8 h`, `8` – as `08:30`; undefined when it is none. */
export function readHour(typed: string): string | undefined {
  const match = /^(\d{1,2})\s*(?:(?:h|:|heures?)\s*)?(?:(\d{2})\s*)?(?:min|mn)?$/i.exec(
    typed.replaceAll(/[\u00a0\u202f]/g, ' ').trim(),
  )
  const hours = Number(match?.[1])
  const minutes = Number(match?.[2] ?? 0)
  if (!match || hours > 23 || minutes > 59) return undefined
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** Whether this wall-clock time exists in the zone: false for the hour that the clocks skip in spring. */
export function hourExists(day: string, time: string, timeZone: string) {
  const local = Temporal.PlainDateTime.from(`${day}T${time}`)
  return local.toZonedDateTime(timeZone).toPlainDateTime().equals(local)
}

function day(year: number, month: number, date: number): DayReading {
  try {
    return { ok: true, day: Temporal.PlainDate.from({ year, month, day: date }, { overflow: 'reject' }).toString() }
  } catch {
    return { ok: false, cause: 'absent' }
  }
}
