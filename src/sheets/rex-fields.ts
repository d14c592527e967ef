import { choice } from '../web/choice-fields.ts'
import { integer, type readFields, text } from '../web/fields.ts'
import { lines } from '../web/line-fields.ts'
import { commune, contacts, keyFigures, segment, title } from './common-fields.ts'
import { rexConsents } from './consent-fields.ts'
import { award, contract } from './contract-fields.ts'
import { alternative, credit, image, rights } from './image-fields.ts'
import { levers } from './lever-fields.ts'
import { purchaserTypes } from './lists.ts'
import { fieldsOf } from './questions.ts'

const identity = {
  id: 'fiche',
  title: 'L’acheteur et l’achat',
  filed: true,
  questions: {
    titre: title({
      label: 'Titre',
      hint: 'Par exemple « Un lot d’espaces verts réservé à l’insertion ».',
      missing: 'Titre : donnez un titre à la fiche',
      max: 120,
    }),
    acheteur: text({
      label: 'Acheteur',
      missing: 'Acheteur : nommez la structure qui a passé le marché',
      max: 150,
      autocomplete: 'organization',
    }),
    acheteur_type: choice({
      label: 'Type d’acheteur',
      missing: 'Type d’acheteur : choisissez dans la liste',
      options: purchaserTypes,
    }),
    commune,
    segment,
  },
  more: {
    title: 'Ajouter le nombre d’habitants ou d’agents',
    questions: { habitants: integer({ label: 'Habitants ou agents', max: 100_000_000 }) },
  },
} as const

const story = {
  id: 'recit',
  title: 'Le récit',
  questions: {
    resume: text({
      label: 'Résumé',
      hint: 'En une phrase : il ouvre la page de la fiche.',
      missing: 'Résumé : dites en une phrase ce qui a été réussi',
      max: 200,
      rows: 2,
    }),
    contexte: text({
      label: 'Contexte',
      hint: 'Le besoin, et ce qui n’allait pas.',
      missing: 'Contexte : dites d’où vous êtes partis',
      max: 1500,
      rows: 4,
    }),
    demarche: text({
      label: 'Démarche',
      hint: 'Le sourçage, le montage, qui a aidé.',
      missing: 'Démarche : dites comment vous vous y êtes pris',
      max: 1500,
      rows: 4,
    }),
    resultats: text({
      label: 'Résultats',
      hint: 'Ce que cela a changé.',
      missing: 'Résultats : dites ce que cela a changé',
      max: 1500,
      rows: 4,
    }),
    chiffres_cles: keyFigures(4),
  },
} as const

const few = 'Un à cinq, un par ligne.'

const lessons = {
  id: 'enseignements',
  title: 'Les enseignements',
  questions: {
    facteurs: lines({
      label: 'Facteurs de réussite',
      hint: few,
      missing: 'Facteurs de réussite : donnez-en au moins un',
      most: 5,
      max: 200,
    }),
    conseils: lines({
      label: 'Conseils à un autre acheteur',
      hint: few,
      missing: 'Conseils à un autre acheteur : donnez-en au moins un',
      most: 5,
      max: 200,
    }),
  },
  more: {
    title: 'Ajouter les difficultés, les suites, les partenaires',
    questions: {
      difficultes: lines({ label: 'Difficultés', hint: 'Cinq au plus, une par ligne.', most: 5, max: 200 }),
      suites: text({ label: 'Suites', hint: 'Ce qui est prévu après ce marché.', max: 500, rows: 2 }),
      partenaires: lines({
        label: 'Partenaires',
        hint: 'Facilitateur, PLIE, réseau… Dix au plus, un par ligne.',
        most: 10,
        max: 200,
      }),
    },
  },
} as const

const attachments = {
  id: 'pieces',
  title: 'Extrait et photo',
  questions: {},
  more: {
    title: 'Joindre un extrait de clause ou de cahier des charges, une photo',
    questions: {
      piece: {
        field: 'piece',
        label: 'Extrait de clause ou de cahier des charges',
        hint: 'PDF, 5 Mo au plus.',
        accepts: 'pdf',
      },
      visuel: image('visuel', 'Photo'),
      visuel_alt: alternative('la photo'),
      visuel_credit: credit('la photo'),
      visuel_droits: rights,
    },
  },
} as const

/** Everything that is asked about a fiche REX. A question added here is asked, checked, told and published. */
export const rexParts = [identity, contract, levers, award, story, lessons, attachments, rexConsents, contacts] as const

export const rexFields = fieldsOf(rexParts)

export type RexAnswers = ReturnType<typeof readFields<typeof rexFields>>['values']
