import { email, text } from '../web/fields.ts'

const courriel = {
  label: 'Votre adresse électronique',
  hint: 'Celle de votre accès à l’espace coordination, comme nom@exemple.fr',
  autocomplete: 'username',
}

export const emailForm = {
  courriel: email({ ...courriel, missing: 'Votre adresse électronique : indiquez-la pour recevoir le lien' }),
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

export const recoveryForm = {
  courriel: email({ ...courriel, missing: 'Votre adresse électronique : indiquez celle de votre accès' }),
  secours: text({
    label: 'Code de secours',
    hint: 'L’un des dix codes notés avec votre clé d’accès, comme K7QM2X-PA9RTD. Chacun sert une fois.',
    missing: 'Code de secours : recopiez l’un de ceux que vous avez notés',
    max: 40,
    autocomplete: 'off',
  }),
}
