import { choice } from '../web/choice-fields.ts'
import { type readFields, text, webAddress } from '../web/fields.ts'
import { commune, contacts, keyFigures, segment, title } from './common-fields.ts'
import { carteBlancheConsents } from './consent-fields.ts'
import { year } from './day-fields.ts'
import { alternative, credit, image, rights } from './image-fields.ts'
import { structureKinds } from './lists.ts'
import { fieldsOf } from './questions.ts'

const identity = {
  id: 'fiche',
  title: 'La carte blanche',
  filed: true,
  questions: {
    titre: title({
      label: 'Titre',
      hint: 'Par exemple « Nos réunions ont changé de goût ».',
      missing: 'Titre : donnez un titre à votre carte blanche',
      max: 80,
    }),
    auteur: text({
      label: 'Nom de votre structure',
      missing: 'Nom de votre structure : dites qui signe la carte blanche',
      max: 150,
      autocomplete: 'organization',
    }),
    auteur_type: {
      ...choice({
        label: 'Vous êtes',
        missing: 'Vous êtes : choisissez dans la liste',
        options: structureKinds,
      }),
      title: 'Structure',
    },
    commune,
    segment,
  },
  more: {
    title: 'Ajouter votre secteur, votre effectif',
    questions: {
      secteur: text({ label: 'Secteur', hint: 'Par exemple « Hôtellerie ».', max: 100 }),
      effectif: text({ label: 'Effectif', hint: 'En nombre de personnes, par exemple 10 à 49.', max: 40 }),
    },
  },
} as const

const story = {
  id: 'recit',
  title: 'Le récit',
  questions: {
    chapo: text({
      label: 'Chapô',
      hint: 'Deux phrases qui donnent envie de lire : elles ouvrent la page.',
      missing: 'Chapô : dites en deux phrases de quoi il s’agit',
      max: 300,
      rows: 3,
    }),
    texte: text({
      label: 'Texte',
      hint: 'De 500 à 4 000 caractères, librement. Si vous cherchez par où commencer : le point de départ, ce qui a changé, ce qui a coincé, ce que vous diriez à un voisin.',
      missing: 'Texte : racontez votre achat',
      min: 500,
      max: 4000,
      rows: 12,
    }),
  },
  more: {
    title: 'Ajouter une citation, un conseil, des chiffres, un lien',
    questions: {
      citation: text({ label: 'Citation', max: 300, rows: 2 }),
      citation_role: text({
        label: 'Qui le dit',
        hint: 'Nécessaire avec une citation : une fonction et jamais un nom, par exemple « Direction de l’hôtel ».',
        max: 100,
      }),
      conseil: text({ label: 'Un conseil', max: 160 }),
      chiffres_cles: keyFigures(3),
      lien: webAddress({ label: 'Lien', hint: 'Pour en savoir plus, par exemple https://www.exemple.fr' }),
    },
  },
} as const

const purchase = {
  id: 'achat',
  title: 'L’achat',
  questions: {
    objet: text({ label: 'Ce qui est acheté', hint: 'Par exemple « Plateaux-repas et buffets ».', max: 200 }),
    fournisseur: text({ label: 'Fournisseur', max: 200 }),
  },
  more: {
    title: 'Ajouter ce qu’est le fournisseur, depuis quand',
    questions: {
      fournisseur_type: {
        ...choice({ label: 'Le fournisseur est', options: structureKinds }),
        title: 'Forme du fournisseur',
      },
      depuis: year({ label: 'Depuis', hint: 'L’année, par exemple 2021.' }),
    },
  },
} as const

const images = {
  id: 'pieces',
  title: 'Images',
  questions: {},
  more: {
    title: 'Joindre une à trois images',
    questions: {
      visuel: image('visuel', 'Image'),
      visuel_alt: alternative('l’image'),
      visuel_credit: credit('l’image'),
      visuel_2: image('visuel_2', 'Deuxième image'),
      visuel_2_alt: alternative('la deuxième image'),
      visuel_2_credit: credit('la deuxième image'),
      visuel_3: image('visuel_3', 'Troisième image'),
      visuel_3_alt: alternative('la troisième image'),
      visuel_3_credit: credit('la troisième image'),
      visuel_droits: rights,
    },
  },
} as const

/** Everything that is asked about a carte blanche. A question added here is asked, checked, told and published. */
export const carteBlancheParts = [identity, story, purchase, images, carteBlancheConsents, contacts] as const

export const carteBlancheFields = fieldsOf(carteBlancheParts)

export type CarteBlancheAnswers = ReturnType<typeof readFields<typeof carteBlancheFields>>['values']
