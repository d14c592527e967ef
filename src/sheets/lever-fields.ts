import { choice, choices, yesNo } from '../web/choice-fields.ts'
import { integer, text } from '../web/fields.ts'
import {
  environmentalConsiderations,
  noEnvironmentalConsideration,
  noSocialConsideration,
  reservationGrounds,
  reserved,
  socialConsiderations,
} from './procurement.ts'
import { onlyWhen } from './questions.ts'

const social = choices({
  label: 'Considérations sociales',
  missing: 'Considérations sociales : cochez au moins une réponse',
  options: socialConsiderations,
})
const environmental = choices({
  label: 'Considérations environnementales',
  missing: 'Considérations environnementales : cochez au moins une réponse',
  options: environmentalConsiderations,
})
const excludes = (alone: string) => (chosen: string[]) => chosen.length <= 1 || !chosen.includes(alone)

/** What makes a contract a responsible purchase. */
/** « 1 200 h », « 1 200 heures » */
const hours = /\s*h(?:eures?)?\.?$/i

export const levers = {
  id: 'considerations',
  title: 'Ce qui le rend responsable',
  questions: {
    considerations_sociales: {
      ...social,
      schema: social.schema.refine(
        excludes(noSocialConsideration),
        `Considérations sociales : « ${noSocialConsideration} » exclut les autres réponses`,
      ),
    },
    fondement_reservation: onlyWhen(
      choice({
        label: 'Fondement de la réservation',
        hint: 'Nécessaire si le marché est réservé : l’article du Code de la commande publique.',
        options: reservationGrounds,
      }),
      { name: 'considerations_sociales', is: reserved },
      'Fondement de la réservation : choisissez l’article sur lequel repose le marché réservé',
    ),
    considerations_environnementales: {
      ...environmental,
      schema: environmental.schema.refine(
        excludes(noEnvironmentalConsideration),
        `Considérations environnementales : « ${noEnvironmentalConsideration} » exclut les autres réponses`,
      ),
    },
    clause_environnementale: text({
      label: 'Clause ou critère environnemental',
      hint: 'Ce qu’il demande, en quelques mots.',
      max: 1000,
      rows: 3,
    }),
  },
  more: {
    title: 'Ajouter les bénéficiaires, les heures d’insertion',
    questions: {
      beneficiaires: text({
        label: 'Bénéficiaires',
        hint: 'À qui le marché est réservé, ou qui la clause vise.',
        max: 200,
      }),
      heures_prevues: integer({ label: 'Heures d’insertion prévues', max: 10_000_000, unit: hours }),
      heures_realisees: integer({ label: 'Heures d’insertion réalisées', max: 10_000_000, unit: hours }),
      personnes: integer({
        label: 'Personnes en insertion',
        hint: 'Des nombres seulement : en dessous de cinq personnes, ne dites rien d’autre qui les ferait reconnaître.',
        max: 100_000,
      }),
      sorties_positives: integer({ label: 'Sorties positives', max: 100_000 }),
      facilitateur: yesNo({ label: 'Avec un facilitateur de clauses' }),
    },
  },
} as const
