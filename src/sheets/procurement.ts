// The values that are sentences are those of the official schema of public contracts (DECP v2), kept letter for letter:
// buyers know them, and other sites can add ours to theirs.

export const categories = [
  { slug: 'travaux', label: 'Travaux' },
  { slug: 'fournitures', label: 'Fournitures' },
  { slug: 'services', label: 'Services' },
] as const

export const procedures = [
  { slug: 'Procédure adaptée', label: 'Procédure adaptée' },
  { slug: "Appel d'offres ouvert", label: 'Appel d’offres ouvert' },
  { slug: "Appel d'offres restreint", label: 'Appel d’offres restreint' },
  { slug: 'Procédure avec négociation', label: 'Procédure avec négociation' },
  {
    slug: 'Marché passé sans publicité ni mise en concurrence préalable',
    label: 'Marché passé sans publicité ni mise en concurrence préalable',
  },
  { slug: 'Dialogue compétitif', label: 'Dialogue compétitif' },
] as const

export const notApplicable = 'Sans objet'

export const techniques = [
  { slug: 'Accord-cadre', label: 'Accord-cadre' },
  { slug: 'Concours', label: 'Concours' },
  { slug: 'Système de qualification', label: 'Système de qualification' },
  { slug: "Système d'acquisition dynamique", label: 'Système d’acquisition dynamique' },
  { slug: 'Catalogue électronique', label: 'Catalogue électronique' },
  { slug: 'Enchère électronique', label: 'Enchère électronique' },
  { slug: notApplicable, label: notApplicable },
] as const

export const executions = [
  { slug: 'Tranches', label: 'Tranches' },
  { slug: 'Bons de commande', label: 'Bons de commande' },
  { slug: 'Marchés subséquents', label: 'Marchés subséquents' },
  { slug: notApplicable, label: notApplicable },
] as const

export const noSocialConsideration = 'Pas de considération sociale'

export const reserved = 'Marché réservé'

export const socialConsiderations = [
  { slug: 'Clause sociale', label: 'Clause sociale' },
  { slug: 'Critère social', label: 'Critère social' },
  { slug: reserved, label: reserved },
  { slug: noSocialConsideration, label: noSocialConsideration },
] as const

export const noEnvironmentalConsideration = 'Pas de considération environnementale'

export const environmentalConsiderations = [
  { slug: 'Clause environnementale', label: 'Clause environnementale' },
  { slug: 'Critère environnemental', label: 'Critère environnemental' },
  { slug: noEnvironmentalConsideration, label: noEnvironmentalConsideration },
] as const

/** The article of the Code de la commande publique that a reserved contract rests on. */
export const reservationGrounds = [
  { slug: 'L2113-12', label: 'Marché réservé EA/ESAT (art. L. 2113-12)' },
  { slug: 'L2113-13', label: 'Marché réservé SIAE (art. L. 2113-13)' },
  { slug: 'L2113-13-1', label: 'Marché réservé à l’emploi de personnes détenues (art. L. 2113-13-1)' },
  { slug: 'L2113-14', label: 'Marché réservé EA/ESAT et SIAE (art. L. 2113-14)' },
  { slug: 'L2113-15', label: 'Marché réservé aux entreprises de l’ESS (art. L. 2113-15)' },
] as const

/** The same where there is little room: the article first, which tells them apart. */
export const groundNames = [
  { slug: 'L2113-12', label: 'L. 2113-12 : EA et ESAT' },
  { slug: 'L2113-13', label: 'L. 2113-13 : SIAE' },
  { slug: 'L2113-13-1', label: 'L. 2113-13-1 : personnes détenues' },
  { slug: 'L2113-14', label: 'L. 2113-14 : EA, ESAT et SIAE' },
  { slug: 'L2113-15', label: 'L. 2113-15 : entreprises de l’ESS' },
] as const

/** What makes a purchase a responsible one, in few words. */
export const leversOf = (answers: {
  considerations_sociales?: string[] | undefined
  considerations_environnementales?: string[] | undefined
  fondement_reservation?: string | undefined
}) =>
  [...(answers.considerations_sociales ?? []), ...(answers.considerations_environnementales ?? [])]
    .filter((lever) => lever !== noSocialConsideration && lever !== noEnvironmentalConsideration)
    .map((lever) =>
      lever === reserved
        ? (groundNames.find(({ slug }) => slug === answers.fondement_reservation)?.label ?? lever)
        : lever,
    )

export const groupings = [
  { slug: 'Conjoint', label: 'Groupement conjoint' },
  { slug: 'Solidaire', label: 'Groupement solidaire' },
  { slug: 'Pas de groupement', label: 'Pas de groupement' },
] as const

/** Instead of an amount that the buyer does not wish to publish. */
export const amountBrackets = [
  { slug: 'moins-de-40', label: 'Moins de 40 000 € HT' },
  { slug: '40-90', label: 'De 40 000 à 90 000 € HT' },
  { slug: '90-215', label: 'De 90 000 à 215 000 € HT' },
  { slug: '215-1000', label: 'De 215 000 à 1 000 000 € HT' },
  { slug: 'plus-de-1000', label: 'Plus de 1 000 000 € HT' },
] as const
