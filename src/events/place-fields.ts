import { choice, choices } from '../web/choice-fields.ts'
import { text, webAddress } from '../web/fields.ts'
import { accessNeeds, modes } from './lists.ts'

/** Where an event takes place, on site, online or both, and how one gets in. */
export const placeFields = {
  participation: choice({
    label: 'Participation',
    missing: 'Participation : dites si l’événement a lieu sur place, en ligne ou les deux',
    options: modes,
    as: 'radio',
  }),
  commune: { ...text({ label: 'Commune', hint: 'Par exemple Lisieux ou 76600.', max: 100 }), communes: true as const },
  lieu: text({
    label: 'Nom du lieu',
    hint: 'Laissez vide s’il reste à confirmer.',
    max: 100,
  }),
  adresse: text({ label: 'Adresse', hint: 'Numéro et rue.', max: 255 }),
  lien_en_ligne: webAddress({
    label: 'Lien de connexion',
    hint: 'Par exemple https://visio.exemple.fr/semaine',
  }),
  lien_reserve: choices({
    label: 'À qui montrer ce lien',
    options: [{ slug: 'oui', label: 'Aux personnes inscrites seulement : il n’est pas publié' }],
  }),
  acces: text({
    label: 'Venir sur place',
    hint: 'Transports, stationnement, entrée.',
    max: 1000,
    rows: 3,
  }),
  accessibilite: choices({
    label: 'Le lieu et l’accueil conviennent à',
    hint: 'Ne cochez que ce que vous pouvez tenir : les visiteurs filtrent l’agenda avec ces réponses.',
    options: accessNeeds,
  }),
  accessibilite_detail: text({
    label: 'Précisions sur l’accessibilité',
    hint: 'Boucle magnétique, langue des signes, sous-titrage, place de stationnement…',
    max: 500,
    rows: 2,
  }),
  position: text({
    label: 'Position exacte',
    hint: 'Collez un lien de carte ou des coordonnées, comme 49.1466, 0.2274. Sans elle, le point est celui de la commune.',
    max: 2000,
  }),
} as const
