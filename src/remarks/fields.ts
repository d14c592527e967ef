import { email, text } from '../web/fields.ts'

/** What a visitor writes to the coordination. Only the message is needed. */
export const remarkFields = {
  message: text({
    label: 'Votre message',
    missing: 'Votre message : écrivez-le avant de l’envoyer',
    max: 3000,
    rows: 6,
  }),
  nom: text({
    label: 'Votre nom',
    hint: 'Si vous voulez qu’on vous réponde.',
    max: 100,
    autocomplete: 'name',
  }),
  courriel: email({
    label: 'Votre adresse électronique',
    hint: 'Seulement si vous attendez une réponse, comme nom@exemple.fr. Elle n’est jamais publiée.',
    autocomplete: 'email',
  }),
} as const
