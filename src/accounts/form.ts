import { roles } from '../coordinators/roles.ts'
import { choice, choices } from '../web/choice-fields.ts'
import { email, text } from '../web/fields.ts'

const name = { label: 'Nom', max: 80 }

const role = choice({
  label: 'Ce que cet accès permet',
  missing: 'Ce que cet accès permet : choisissez coordination ou lecture',
  options: roles.map(({ slug, label, allows }) => ({ slug, label: `${label} : ${allows}` })),
  as: 'radio',
})

export const invitationForm = {
  courriel: email({
    label: 'Adresse électronique',
    hint: 'Le courriel d’invitation y arrive, puis les liens de connexion.',
    missing: 'Adresse électronique : indiquez celle de la personne que vous invitez',
    autocomplete: 'off',
  }),
  nom: text({ ...name, hint: 'Facultatif : sans nom, l’historique montre l’adresse.', autocomplete: 'off' }),
  role,
}

export const roleForm = { role }

export const nameForm = {
  nom: text({ ...name, hint: 'Il se lit dans l’historique, à l’espace coordination seulement.', autocomplete: 'name' }),
}

export const passkeyForm = {
  cle: text({
    label: 'Nom de la nouvelle clé',
    hint: 'Pour la reconnaître parmi d’autres, comme « Mon ordinateur ».',
    missing: 'Nom de la clé : donnez-lui un nom',
    max: 60,
    autocomplete: 'off',
  }),
}

/** Ticked before something that cannot be undone by another press. */
export const confirmation = (label: string) => ({
  confirmer: choices({
    label: 'Confirmation',
    missing: 'Confirmation : cochez la case',
    options: [{ slug: 'oui', label }],
  }),
})
