import { type Asked, field, sized } from '../web/fields.ts'
import { count } from '../web/french.ts'

type Reading = { ok: true; value: number } | { ok: false; fault: string }

/** An amount before tax as people write it: « 168 000 € », « 168.000 », « 168 k€ », « 168 000,50 euros HT ». */
export const euros = (asked: Asked & { max: number }) => ({
  ...quantity(asked, (typed) => readEuros(typed, asked.max), 'écrivez-le hors taxes et en euros, comme 168 000'),
  numeric: 'decimal' as const,
})

/** A length of time in months: « 36 », « 36 mois », « 3 ans », « 1 an et 6 mois ». */
export const months = (asked: Asked & { max: number }) =>
  quantity(asked, (typed) => readMonths(typed, asked.max), 'écrivez-la comme 36 mois ou 3 ans')

function quantity(asked: Asked, read: (typed: string) => Reading, way: string) {
  const schema = sized({ ...asked, max: 60 }).transform((typed, context) => {
    const reading = typed ? read(typed.replaceAll(/\s+/g, ' ')) : undefined
    if (reading === undefined || reading.ok) return reading?.value
    context.addIssue(`${asked.label} : ${reading.fault} ; ${way}`)
  })
  return field(asked, 'text', schema)
}

// « 168 k€ », « 2 millions d’euros », « 168 000 euros hors taxes »
const euroUnit =
  /^ ?(?:(k|mille|milliers?|m|millions?)(?=€|(?:euros?|eur|e)?(?!\p{L})))?(?: ?d['’])? ?(?:€|(?:euros?|eur|e)(?!\p{L}))? ?(?:h\.? ?t\b\.?|hors[ -]taxes?)?\.?/iu
const scaleOf = (unit: string) => (/^(?:k|mille|milliers?)$/i.test(unit) ? 1000 : 1_000_000)

function readEuros(typed: string, max: number): Reading {
  const { before, number, after } = split(typed.replace(/^€ ?/, ''))
  if (!number || /^[-−]/.test(before)) return refused(typed, 'n’est pas un montant')
  if (before) return refused(before, 'est de trop')

  const [unit = '', scale] = euroUnit.exec(after) ?? []
  // thousands to some, millions to others
  if (scale === 'm') return refused(unit.trim(), 'se lit de deux façons')
  const extra = after.slice(unit.length).trim()
  if (extra) return refused(extra, /\bttc\b|toutes taxes/i.test(extra) ? 'n’est pas hors taxes' : 'est de trop')

  const read = readNumber(number, scale !== undefined)
  if (!read.ok) return read
  const value = Math.round(read.value * (scale ? scaleOf(scale) : 1) * 100) / 100
  return value <= max ? { ok: true, value } : refused(typed, `dépasse ${count(max, '€', '€')}`)
}

// Thousands go by three, cents by two: « 168.000 » is whole, but « 168,000 » may be either, and « 1.250 k€ » too.
const whole = /^(?:\d+|\d{1,3}(?: \d{3})+)(?:[.,]\d{1,2})?$/
const pointed = /^\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?$/
const english = /^\d{1,3}(?:,\d{3})+\.\d{1,2}$|^\d{1,3}(?:,\d{3}){2,}$/
const either = /^\d+[.,]\d{3}$/

function readNumber(number: string, scaled: boolean): Reading {
  const clear = whole.test(number) || english.test(number) || (pointed.test(number) && !(scaled && either.test(number)))
  if (!clear) {
    return refused(number, either.test(number) ? 'se lit de deux façons' : 'n’a pas ses chiffres groupés par trois')
  }
  const [, units = number, cents = ''] = /^(.*)[.,](\d{1,2})$/.exec(number) ?? []
  return { ok: true, value: Number(`${units.replaceAll(/\D/g, '')}.${cents}`) }
}

const duration =
  /^(?:(\d+(?:[.,]\d+)?) ?(?:ans?|ann[ée]es?)(?!\p{L})( et demie?)?)?(?: ?(?:et |,|\+)? ?(\d+) ?mois(?!\p{L}))?/iu

function readMonths(typed: string, max: number): Reading {
  const { before, number, after } = split(typed)
  const wrong = 'n’est pas un nombre entier de mois'
  const unit = /(?<!\p{L})(?:jour|semaine|trimestre|semestre|heure)s?(?!\p{L})/iu.exec(after)?.[0]
  if (!number || /^[-−]/.test(before)) return refused(typed, wrong)
  if (before) return refused(before, 'est de trop')
  if (unit) return refused(unit, 'ne se compte ni en mois ni en années')

  const said = /^\d+$/.test(typed) ? `${typed} mois` : typed
  const [read = '', years, half, rest] = duration.exec(said) ?? []
  const extra = said.slice(read.length).replace(/^[ .,]+|[ .,]+$/g, '')
  if (!read) return refused(typed, wrong)
  if (extra) return refused(extra, 'est de trop')

  const value = (Number(years?.replace(',', '.') ?? 0) + (half ? 0.5 : 0)) * 12 + Number(rest ?? 0)
  if (!Number.isInteger(value)) return refused(typed, wrong)
  return value >= 1 && value <= max
    ? { ok: true, value }
    : refused(typed, `n’est pas une durée de 1 à ${count(max, 'mois', 'mois')}`)
}

/** The first number of a text, and what is around it. */
function split(typed: string) {
  const number = /\d(?:[\d .,]*\d)?/.exec(typed)
  const [before = '', after = ''] = number
    ? [typed.slice(0, number.index), typed.slice(number.index + number[0].length)]
    : []
  return { before: before.trim(), number: number?.[0], after }
}

const refused = (part: string, wrong: string): Reading => ({ ok: false, fault: `« ${part} » ${wrong}` })
