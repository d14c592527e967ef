import { email, text } from '../web/fields.ts'

export const colleagueFields = {
  collegue_nom: text({
    label: 'Prénom et nom de votre collègue',
    missing: 'Prénom et nom de votre collègue : dites à qui nous écrivons',
    max: 100,
  }),
  collegue_courriel: email({
    label: 'Son adresse électronique',
    hint: 'Son lien personnel y est envoyé. Par exemple nom@exemple.fr',
    missing: 'Son adresse électronique : indiquez-la, nous y envoyons son lien personnel',
  }),
} as const

export const handoverFields = {
  nouveau_nom: text({
    label: 'Prénom et nom de la personne qui vous remplace',
    missing: 'Prénom et nom de la personne qui vous remplace : dites à qui vous la confiez',
    max: 100,
  }),
  nouveau_courriel: email({
    label: 'Adresse électronique de cette personne',
    hint: 'Elle y reçoit son lien ; le vôtre ne servira plus. Par exemple nom@exemple.fr',
    missing: 'Adresse électronique de cette personne : indiquez-la, nous y envoyons son lien',
  }),
} as const

export const addressFields = {
  contact_courriel: email({
    label: 'Votre adresse électronique',
    hint: 'L’accusé de réception y repart avec un nouveau lien. Par exemple nom@exemple.fr',
    missing: 'Votre adresse électronique : indiquez celle où vous écrire',
    autocomplete: 'email',
  }),
} as const
