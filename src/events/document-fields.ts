import { choice, choices } from '../web/choice-fields.ts'
import { text } from '../web/fields.ts'

/** What is asked about the files that come with an event. */
export const documentFields = {
  accord: choice({
    label: 'Acceptez-vous que la fiche ou la carte blanche soit publiée sur ce site ?',
    hint: 'La coordination la relit avant ; vous pouvez la retirer à tout moment.',
    options: [
      { slug: 'oui', label: 'Oui, elle peut être publiée' },
      { slug: 'non', label: 'Non, elle est pour la coordination seulement' },
    ],
    as: 'radio',
  }),
  visuel_alt: text({
    label: 'Ce que montre l’image',
    hint: 'En une phrase, pour qui ne la voit pas. Nécessaire si vous joignez une image.',
    max: 200,
  }),
  visuel_credit: text({ label: 'Crédit de l’image', hint: 'Par exemple « Photo : Association Exemple ».', max: 255 }),
  visuel_droits: choices({
    label: 'Droits sur l’image',
    options: [
      { slug: 'oui', label: 'Je peux la publier, et j’accepte qu’elle soit reprise sur ce site et dans le programme' },
    ],
  }),
} as const
