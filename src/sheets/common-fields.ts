import { contactFields } from '../events/contact-fields.ts'
import { choice } from '../web/choice-fields.ts'
import { type Asked, shouts, text } from '../web/fields.ts'
import { pairs } from '../web/line-fields.ts'
import { segments } from './lists.ts'

// What both kinds of sheet ask alike.

export function title(asked: Asked & { max: number }) {
  const one = text(asked)
  const quiet = 'Titre : gardez les majuscules pour le début des phrases et les sigles'
  return { ...one, schema: one.schema.refine((value) => !shouts(value ?? ''), quiet) }
}

export const commune = {
  ...text({
    label: 'Commune',
    hint: 'Celle du siège, par exemple Lisieux ou 76600.',
    missing: 'Commune : indiquez celle du siège',
    max: 100,
  }),
  communes: true as const,
}

export const segment = choice({
  label: 'Segment d’achat',
  missing: 'Segment d’achat : choisissez dans la liste',
  options: segments,
})

export const keyFigures = (most: number) =>
  pairs({
    label: 'Chiffres clés',
    hint: `${most} au plus, un par ligne : ce qui est compté, deux points, puis sa valeur. Par exemple « Heures d’insertion : 1 240 ».`,
    most,
    max: 103,
    example: 'Heures d’insertion : 1 240',
    value: (typed) => ([...typed].length <= 20 ? typed : undefined),
  })

export const contacts = {
  id: 'contacts',
  title: 'Vos coordonnées',
  words:
    'Votre nom, votre adresse et votre téléphone restent entre vous et la coordination, sauf ce que vous choisissez de publier.',
  filed: true,
  private: true,
  questions: contactFields,
} as const
