import { structureOf, structures } from '../events/structures.ts'

export const kinds = [
  { code: 'rex', slug: 'rex', label: 'Fiche REX', field: 'fiche_rex' },
  { code: 'carte-blanche', slug: 'cartes-blanches', label: 'Carte blanche', field: 'carte_blanche' },
] as const

export type Kind = (typeof kinds)[number]['code']

/** « Fiche REX », « Carte blanche » */
export const kindLabel = (kind: Kind) => kinds.find((one) => one.code === kind)?.label ?? kind

/** The public address of a kind: /rex, /cartes-blanches. */
export const kindSlug = (kind: Kind) => kinds.find((one) => one.code === kind)?.slug ?? kind

export const purchaserTypes = [
  { slug: 'commune', label: 'Commune' },
  { slug: 'epci', label: 'Intercommunalité' },
  { slug: 'departement', label: 'Département' },
  { slug: 'region', label: 'Région' },
  { slug: 'syndicat', label: 'Syndicat' },
  { slug: 'etat', label: 'État et services déconcentrés' },
  { slug: 'etablissement-public-etat', label: 'Établissement public de l’État' },
  { slug: 'etablissement-public-local', label: 'Établissement public local' },
  { slug: 'etablissement-sante', label: 'Établissement de santé ou médico-social' },
  { slug: 'bailleur-social', label: 'Bailleur social' },
  { slug: 'spl-sem', label: 'SPL ou SEM' },
  { slug: 'autre-acheteur-soumis', label: 'Autre acheteur soumis au code' },
  { slug: 'entreprise', label: 'Entreprise' },
  { slug: 'structure-ess', label: 'Structure de l’ESS' },
] as const

export const authorTypes = [
  { slug: 'structure-ess', label: 'Structure de l’ESS' },
  { slug: 'entreprise-conventionnelle', label: 'Entreprise' },
  { slug: 'collectivite', label: 'Collectivité' },
] as const

/** What an author, a holder or a supplier says it is, in plain words. */
export const structureKinds = [
  ...structures.filter(({ type }) => type === 'structure-ess'),
  { slug: 'collectivite', label: 'Collectivité ou établissement public' },
  { slug: 'entreprise-conventionnelle', label: 'Entreprise' },
] as const

/** The type of author that follows from it. */
export const authorType = (slug: string) => structureOf(slug)?.type ?? slug

export const segments = [
  { slug: 'espaces-verts', label: 'Espaces verts' },
  { slug: 'nettoyage', label: 'Nettoyage' },
  { slug: 'blanchisserie', label: 'Blanchisserie' },
  { slug: 'restauration', label: 'Restauration' },
  { slug: 'alimentation', label: 'Alimentation' },
  { slug: 'batiment', label: 'Bâtiment' },
  { slug: 'mobilier', label: 'Mobilier' },
  { slug: 'numerique', label: 'Numérique' },
  { slug: 'impression', label: 'Impression' },
  { slug: 'communication', label: 'Communication' },
  { slug: 'logistique', label: 'Logistique' },
  { slug: 'dechets-reemploi', label: 'Déchets, réemploi' },
  { slug: 'textile', label: 'Textile' },
  { slug: 'prestations-administratives', label: 'Prestations administratives' },
  { slug: 'prestations-intellectuelles', label: 'Prestations intellectuelles' },
  { slug: 'industrie-conditionnement', label: 'Industrie, conditionnement' },
  { slug: 'services-personnes', label: 'Services aux personnes' },
  { slug: 'formation', label: 'Formation' },
  { slug: 'culture-evenementiel', label: 'Culture, événementiel' },
  { slug: 'energie', label: 'Énergie' },
  { slug: 'autre', label: 'Autre' },
] as const
