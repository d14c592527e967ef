import { fold } from './french.ts'

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
const weekday = /^(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)\s+(?=\d)/

type DayFault = { ok: false; cause: 'format' | 'absent' } | { ok: false; cause: 'weekday'; real: string }
type DayReading = { ok: true; day: string } | DayFault

/**
 * A day as people type it – `25/05/2023`, `25 mai 2023`, `jeudi 25 mai`, `2023-05-25` – as `2023-05-25`.
 * Without a year, the one given. « format » when it cannot be read, « absent » when there is no such day,
 * « weekday » when that day is another day of the week than the one typed (`real`).
 */
export function readDay(typed: string, year: number): DayReading {
  const said = fold(typed).match(weekday)?.[1]?.slice(0, 3)
  const read = readDate(typed, year)
  const real = read.ok ? weekdays[Temporal.PlainDate.from(read.day).dayOfWeek - 1] : undefined
  return read.ok && said && real && said !== real.slice(0, 3) ? { ok: false, cause: 'weekday', real } : read
}

/** What to say of a day that could not be read, under the label of its field. */
export function dayFaultText(fault: DayFault, label: string, typed: string, examples: string) {
  if (fault.cause === 'absent') return `${label} : le ${typed} n’existe pas dans le calendrier`
  if (fault.cause === 'weekday') return `${label} : « ${typed} » tombe un ${fault.real} ; corrigez le jour ou la date`
  return `${label} : écrivez-le comme ${examples}`
}

function readDate(typed: string, year: number): DayReading {
  const text = fold(typed)
    .replace(weekday, '')
    .replace(/^1er\b/, '1')
  const numbers = /^(\d{1,2}) (\d{1,2})(?: (\d{4}))?$/.exec(text)
  const iso = /^(\d{4}) (\d{1,2}) (\d{1,2})$/.exec(text)
  const words = /^(\d{1,2}) ([a-z]{3,})(?: (\d{4}))?$/.exec(text)

  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  if (numbers) return day(Number(numbers[3] ?? year), Number(numbers[2]), Number(numbers[1]))
  if (words) {
    const month = months.findIndex((name) => name.startsWith(words[2] ?? '?'))
    if (month >= 0) return day(Number(words[3] ?? year), month + 1, Number(words[1]))
  }
  return { ok: false, cause: 'format' }
}

/** An hour as people type it – `8h30`, `8:30`, `8 h`, `8` – as `08:30`; undefined when it is none. */
export function readHour(typed: string): string | undefined {
  const match = /^(\d{1,2})\s*(?:h|:|heures?)?\s*(\d{2})?\s*(?:min|mn)?$/i.exec(
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
