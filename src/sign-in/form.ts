import { email, text } from '../web/fields.ts'

export const emailForm = {
  courriel: email({
    label: 'Votre adresse électronique',
    hint: 'Celle de votre accès à l’espace coordination, comme nom@exemple.fr',
    missing: 'Votre adresse électronique : indiquez-la pour recevoir le lien',
    autocomplete: 'username',
  }),
}

export const codeForm = {
  code: text({
    label: 'Code à six chiffres',
    hint: 'Il est dans le courriel, par exemple 123 456.',
    missing: 'Code à six chiffres : recopiez celui du courriel',
    max: 20,
    autocomplete: 'one-time-code',
  }),
}
