import { type Errors, type Field, readFields, type Typed, text } from '../web/fields.ts'

const words = (label: string, hint: string, missing: string) =>
  text({ label, hint, missing, min: 10, max: 2000, rows: 4 })

/** What goes with each decision, by its noun in the address. */
export const decisionForms = {
  publication: {},
  correction: {
    message: words(
      'Ce qui est à corriger',
      'Envoyé tel quel à l’organisateur, qui peut corriger et renvoyer.',
      'Ce qui est à corriger : dites-le à l’organisateur',
    ),
  },
  refus: {
    motif: words(
      'Motif du refus',
      'Envoyé tel quel à l’organisateur.',
      'Motif du refus : dites à l’organisateur pourquoi',
    ),
  },
} as const

export type Decision = keyof typeof decisionForms

export const isDecision = (noun: string): noun is Decision => Object.hasOwn(decisionForms, noun)

/** What goes with the refusal of a change, and with a message. */
export const rejectionForm = {
  motif: words(
    'Motif du refus',
    'Envoyé tel quel à l’organisateur. Ce qui est en ligne ne change pas.',
    'Motif du refus : dites à l’organisateur pourquoi',
  ),
}

export const messageForm = {
  reponse: text({
    label: 'Votre message',
    hint: 'Envoyé tel quel à l’organisateur, qui peut vous répondre.',
    missing: 'Votre message : écrivez-le à l’organisateur',
    max: 2000,
    rows: 4,
  }),
}

/** The text that goes with an act, empty for one that asks for none. */
export function readWords(form: Record<string, Field>, typed: Typed): { message: string; errors: Errors } {
  const { values, errors } = readFields(form, typed)
  const [message] = Object.values(values)
  return { message: typeof message === 'string' ? message : '', errors }
}
