import type { Database } from '../db/open.ts'
import { listReasons, type Purpose } from '../reasons/queries.ts'
import { choices } from '../web/choice-fields.ts'
import { type Errors, type Field, readFields, type Typed, text } from '../web/fields.ts'

/** One of the reasons that the coordination gives most often; whatever the list has become since, what was chosen holds. */
const reasonField = (db: Database, purpose: Purpose): Field => ({
  ...text({ label: 'Motif', max: 200 }),
  kind: 'radio',
  options: [
    ...listReasons(db, purpose).map((reason) => ({ slug: reason, label: reason })),
    { slug: '', label: 'Aucun de ceux-là : je l’écris' },
  ],
})

const words = (label: string, hint: string) => text({ label, hint, max: 2000, rows: 4 })

const correctionWords = words(
  'Ce qui est à corriger, en vos mots',
  'Envoyé tel quel à l’organisateur, à la suite du motif. Il peut corriger et renvoyer.',
)
const refusalWords = words('Ce que vous voulez ajouter', 'Envoyé tel quel à l’organisateur, à la suite du motif.')

const silentField = choices({
  label: 'Prévenir l’organisateur ?',
  hint: 'Sans prévenir, aucun courriel ne part et aucun motif n’est demandé.',
  options: [{ slug: 'oui', label: 'Refuser sans prévenir (envoi indésirable)' }],
})

/** What goes with each decision, by its noun in the address. */
export const decisionForms = (db: Database) => ({
  publication: {},
  correction: { raison_correction: reasonField(db, 'correction'), message: correctionWords },
  refus: { raison_refus: reasonField(db, 'refusal'), motif: refusalWords, sans_prevenir: silentField },
  rejet: {
    raison_refus: reasonField(db, 'refusal'),
    motif: words(
      'Ce que vous voulez ajouter',
      'Envoyé tel quel à l’organisateur, à la suite du motif. Ce qui est en ligne ne change pas.',
    ),
  },
})

export type Decision = 'publication' | 'correction' | 'refus'

export const isDecision = (noun: unknown): noun is Decision =>
  noun === 'publication' || noun === 'correction' || noun === 'refus'

export const messageForm = {
  reponse: text({
    label: 'Votre message',
    hint: 'Envoyé tel quel à l’organisateur, qui peut vous répondre.',
    missing: 'Votre message : écrivez-le à l’organisateur',
    max: 2000,
    rows: 4,
  }),
}

const asked = {
  correction: ['Ce qui est à corriger : choisissez un motif', 'dites-le à l’organisateur'],
  refus: ['Motif du refus : choisissez-en un', 'dites à l’organisateur pourquoi'],
  rejet: ['Motif du refus : choisissez-en un', 'dites à l’organisateur pourquoi'],
} as const

/** What is said with a decision: the reason that was chosen, then the words that were added; one at least, unless nobody is told. */
export function readReason(db: Database, act: Decision | 'rejet', typed: Typed) {
  const form: Record<string, Field> = decisionForms(db)[act]
  const { values, errors } = readFields(form, typed)
  const [chosen, name] =
    act === 'correction' ? (['raison_correction', 'message'] as const) : (['raison_refus', 'motif'] as const)
  const [reason, added] = [values[chosen], values[name]].map((value) => (typeof value === 'string' ? value : ''))
  const silent = Array.isArray(values.sans_prevenir) && values.sans_prevenir.includes('oui')
  if (act !== 'publication' && !silent && !reason && !errors[name]) {
    const length = [...(added ?? '')].length
    const [choose, write] = asked[act]
    if (length === 0) errors[name] = `${choose}, ou ${write}`
    else if (length < shortest)
      errors[name] = `${choose}, ou écrivez ${shortest} caractères au moins (vous en avez écrit ${length})`
  }
  return { message: [reason, added].filter(Boolean).join('\n\n'), silent, errors }
}

const shortest = 10

/** The message to an organiser. */
export function readMessage(typed: Typed): { message: string; errors: Errors } {
  const { values, errors } = readFields(messageForm, typed)
  return { message: values.reponse ?? '', errors }
}
