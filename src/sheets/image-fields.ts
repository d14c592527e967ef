import { choices } from '../web/choice-fields.ts'
import { text } from '../web/fields.ts'
import type { FileQuestion } from '../web/forms.ts'

/** The images of a sheet, each a file with what it shows (`visuel_alt`) and whose it is (`visuel_credit`). */
export const image = (field: string, label: string): FileQuestion => ({
  field,
  label,
  hint: 'JPEG, PNG, WebP ou AVIF, 10 Mo au plus.',
  accepts: 'image',
})

export const alternative = (image: string) =>
  text({
    label: `Ce que montre ${image}`,
    hint: 'En une phrase, pour qui ne la voit pas. Nécessaire si vous joignez une image.',
    max: 200,
  })

export const credit = (image: string) =>
  text({ label: `Crédit de ${image}`, hint: 'Par exemple « Photo : Association Exemple ».', max: 255 })

export const rights = choices({
  label: 'Droits sur les images',
  options: [
    {
      slug: 'oui',
      label: 'Je peux les publier, et j’accepte qu’elles soient reprises sur ce site et dans le programme',
    },
  ],
})
