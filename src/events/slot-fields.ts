import { choice } from '../web/choice-fields.ts'
import { type Field, type Typed, text } from '../web/fields.ts'
import { ordinal } from '../web/french.ts'
import { moments } from './lists.ts'

/** How many slots an event may have. */
export const mostSlots = 10

const questions = ['jour', 'debut', 'fin', 'moment'] as const
type Question = (typeof questions)[number]

/** The names of the questions about the slot `number`, from 1: « jour », then « jour_2 ». */
export const slotNames = (number: number) =>
  Object.fromEntries(questions.map((name) => [name, number === 1 ? name : `${name}_${number}`])) as Record<
    Question,
    string
  >

/** « Jour », then « Jour du 2e créneau »: what messages call the questions of a slot. */
const labelIn = (label: string, number: number) =>
  number === 1 ? label : `${label} du ${number}${ordinal(number)}\u00a0créneau`

/** The questions about every slot that an event may have; the first day alone is required. */
export const slotFields: Record<string, Field> = Object.assign(
  {},
  ...Array.from({ length: mostSlots }, (_, index) => {
    const number = index + 1
    const names = slotNames(number)
    return {
      [names.jour]: text({
        label: labelIn('Jour', number),
        ...(number === 1
          ? { hint: 'Par exemple 25 mai ou 25/05/2023.', missing: 'Jour : indiquez le jour de l’événement' }
          : {}),
        max: 40,
      }),
      [names.debut]: text({
        label: labelIn('Heure de début', number),
        ...(number === 1 ? { hint: 'Par exemple 8 h 30.' } : {}),
        max: 20,
      }),
      [names.fin]: text({
        label: labelIn('Heure de fin', number),
        ...(number === 1 ? { hint: 'Par exemple 10 h.' } : {}),
        max: 20,
      }),
      [names.moment]: choice({
        label: labelIn('Pas encore d’horaire ? Le moment de la journée', number),
        options: moments,
      }),
    }
  }),
)

/** How many slots a form shows: those asked for, and never fewer than those answered. */
export function countSlots(typed: Typed): number {
  const asked = Math.trunc(Number(typed.creneaux)) || 1
  const answered = Array.from({ length: mostSlots }, (_, index) => index + 1).findLast(
    (number) => !isBlankSlot(typed, number),
  )
  return Math.min(mostSlots, Math.max(1, asked, answered ?? 1))
}

export const isBlankSlot = (typed: Typed, number: number) =>
  Object.values(slotNames(number)).every((name) => String(typed[name] ?? '').trim() === '')

/** The form with one more slot to fill in. */
export const withOneMoreSlot = (typed: Typed): Typed => ({
  ...typed,
  creneaux: String(Math.min(mostSlots, countSlots(typed) + 1)),
})

/** The form without the slot `number`; the later ones move up. */
export function withoutSlot(typed: Typed, number: number): Typed {
  const count = countSlots(typed)
  const left: Typed = { ...typed, creneaux: String(Math.max(1, count - 1)) }
  for (let place = number; place <= count; place++) {
    const [here, next] = [slotNames(place), slotNames(place + 1)]
    for (const name of questions) left[here[name]] = (place < count && typed[next[name]]) || ''
  }
  return left
}
