import { choice } from '../web/choice-fields.ts'
import { type Errors, integer, readFields, type Typed, text } from '../web/fields.ts'

/** How it went, from the worst to the best; `code` is what is kept. */
export const satisfactions = [
  { slug: '5', code: 5, label: 'Très réussi' },
  { slug: '4', code: 4, label: 'Réussi' },
  { slug: '3', code: 3, label: 'Correct' },
  { slug: '2', code: 2, label: 'Décevant' },
  { slug: '1', code: 1, label: 'Très décevant' },
] as const

export const satisfactionLabel = (code: number) => satisfactions.find((one) => one.code === code)?.label ?? String(code)

/** « Votre bilan », asked of whoever organised an event that took place. */
export const feedbackFields = {
  participants: integer({
    label: 'Nombre de participants',
    hint: 'À peu près, sur place et en ligne. 0 si personne n’est venu',
    missing: 'Nombre de participants : écrivez un nombre, même approximatif',
    max: 100_000,
  }),
  acheteurs: integer({ label: 'Dont acheteurs, si vous le savez', max: 100_000 }),
  satisfaction: choice({
    label: 'Comment s’est passé votre événement ?',
    missing: 'Comment s’est passé votre événement : choisissez une réponse',
    options: satisfactions,
    as: 'radio',
  }),
  commentaire: text({
    label: 'Un mot pour la coordination',
    hint: 'Ce qui a marché, ce qui a manqué. Ce n’est pas publié',
    max: 2000,
    rows: 4,
  }),
} as const

export type Answers = { participants: number; buyers: number | null; satisfaction: number; comment: string | null }

/** Reads the form: the answers when nothing is left to correct. */
export function readFeedback(typed: Typed): { answers: Answers | undefined; errors: Errors } {
  const { values, errors } = readFields(feedbackFields, typed)
  const { participants, acheteurs, satisfaction, commentaire } = values
  if (acheteurs !== undefined && participants !== undefined && acheteurs > participants)
    errors.acheteurs = 'Dont acheteurs : ils ne peuvent pas être plus nombreux que les participants'
  if (Object.keys(errors).length > 0 || participants === undefined || satisfaction === undefined)
    return { answers: undefined, errors }
  return {
    answers: {
      participants,
      buyers: acheteurs ?? null,
      satisfaction: Number(satisfaction),
      comment: commentaire ?? null,
    },
    errors,
  }
}

/** Answers as the form shows them again. */
export const typedFeedback = ({ participants, buyers, satisfaction, comment }: Answers): Typed => ({
  participants: String(participants),
  acheteurs: String(buyers ?? ''),
  satisfaction: String(satisfaction),
  commentaire: comment ?? '',
})
