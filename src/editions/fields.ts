import { choice } from '../web/choice-fields.ts'
import { email, phone, text, webAddress } from '../web/fields.ts'
import { phases } from './phases.ts'
import { zones } from './zones.ts'

/** The questions about an edition, section by section, in the order of the desk. */
export const dateFields = {
  nom: text({ label: 'Nom de la Semaine', missing: 'Nom de la Semaine : donnez-lui un nom', max: 120 }),
  numero: text({
    label: 'Numéro de l’édition',
    hint: 'Par exemple 3.',
    missing: 'Numéro de l’édition : indiquez-le',
    max: 3,
  }),
  premier_jour: text({
    label: 'Premier jour',
    hint: 'Par exemple 22 mai 2023 ou 22/05/2023.',
    missing: 'Premier jour : indiquez-le',
    max: 40,
  }),
  dernier_jour: text({
    label: 'Dernier jour',
    hint: 'Par exemple 26 mai 2023.',
    missing: 'Dernier jour : indiquez-le',
    max: 40,
  }),
  fuseau: choice({
    label: 'Fuseau horaire',
    hint: 'Les heures des événements sont lues à cette heure-là.',
    missing: 'Fuseau horaire : choisissez celui du territoire',
    options: zones,
  }),
}

export const submissionFields = {
  propositions: choice({
    label: 'Les propositions sont',
    missing: 'Les propositions : dites si elles sont ouvertes ou closes',
    options: [
      { slug: 'ouvertes', label: 'Ouvertes' },
      { slug: 'closes', label: 'Closes' },
    ],
    as: 'radio',
  }),
  date_limite: text({
    label: 'Date limite des propositions',
    hint: 'Ce jour compris ; par exemple 12 mai 2023. Sans date limite, elles sont prises jusqu’au dernier jour.',
    max: 40,
  }),
}

const purpose = text({
  label: 'À quoi sert la Semaine',
  hint: 'Deux phrases, en tête de l’accueil.',
  missing: 'À quoi sert la Semaine : dites-le en deux phrases',
  max: 500,
  rows: 4,
})

/** The names of what the home page says at one moment. */
export const titleName = (slug: string) => `titre_${slug}`
export const textName = (slug: string) => `texte_${slug}`

/** A title and a text for each moment: empty, the site's own words are shown. */
const homeTextFields = Object.fromEntries(
  phases.flatMap(({ slug, label }) => [
    [titleName(slug), text({ label: `${label} : titre`, max: 120 })],
    [textName(slug), text({ label: `${label} : texte`, max: 2000, rows: 4 })],
  ]),
)

export const homeFields = {
  objet: purpose,
  moment: choice({
    label: 'Ce que l’accueil montre',
    missing: 'Ce que l’accueil montre : choisissez',
    options: [{ slug: 'auto', label: 'Automatique, d’après les dates' }, ...phases],
    as: 'radio',
  }),
  ...homeTextFields,
}

export const contactFields = {
  coordination: text({
    label: 'Structure qui coordonne',
    missing: 'Structure qui coordonne : nommez-la',
    max: 120,
    autocomplete: 'organization',
  }),
  contact_nom: text({ label: 'Contact publié : nom', max: 120 }),
  contact_courriel: email({ label: 'Contact publié : adresse électronique', hint: 'Par exemple contact@exemple.fr' }),
  contact_telephone: phone({ label: 'Contact publié : téléphone', hint: 'Par exemple 02 31 00 00 00' }),
}

export const webinarFields = {
  webinaire_titre: text({ label: 'Titre du webinaire', hint: 'Laissé vide : « Le webinaire ».', max: 160 }),
  webinaire: webAddress({
    label: 'Webinaire en rediffusion',
    hint: 'Une adresse complète, comme https://www.exemple.fr/webinaire',
  }),
  webinaire_date: text({ label: 'Date du webinaire', hint: 'Par exemple 4 avril 2023.', max: 40 }),
  duree: text({ label: 'Durée', hint: 'Par exemple 1 h 15.', max: 40 }),
  intervenants: text({
    label: 'Qui y intervient',
    hint: 'Une personne par ligne : son nom, sa fonction, sa structure.',
    max: 1000,
    rows: 3,
  }),
  resume: text({ label: 'Ce qu’on y apprend', hint: 'Quelques phrases.', max: 2000, rows: 4 }),
  partage: text({
    label: 'Une ligne pour le partager',
    hint: 'Ce que vos partenaires copieront dans un courriel. Laissée vide, le site en propose une.',
    max: 400,
    rows: 2,
  }),
  transcription: text({
    label: 'Transcription',
    hint: 'Ce qui s’y dit, pour qui n’entend pas ou préfère lire. Les mêmes marques que dans les pages : ## pour un titre, - pour une liste.',
    max: 60_000,
    rows: 8,
  }),
}

/** What the first edition is made with; the rest is said later. */
export const firstFields = {
  ...dateFields,
  objet: purpose,
  ...submissionFields,
  ...contactFields,
  webinaire: webinarFields.webinaire,
}
