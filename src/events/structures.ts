/**
 * What an organisation says it is, in plain words; its type, its legal family (law 2014-856, article 1) and what it is
 * recognised as follow. Where an answer does not tell the legal form, the family stays unknown rather than guessed.
 */
export const structures = [
  { slug: 'association', label: 'Association', type: 'structure-ess', family: 'association', qualities: [] },
  { slug: 'esat', label: 'ESAT', type: 'structure-ess', family: null, qualities: ['esat'] },
  { slug: 'ea', label: 'Entreprise adaptée', type: 'structure-ess', family: null, qualities: ['ea'] },
  { slug: 'ei', label: 'Entreprise d’insertion', type: 'structure-ess', family: null, qualities: ['ei'] },
  { slug: 'aci', label: 'Atelier ou chantier d’insertion', type: 'structure-ess', family: null, qualities: ['aci'] },
  { slug: 'ai', label: 'Association intermédiaire', type: 'structure-ess', family: 'association', qualities: ['ai'] },
  { slug: 'etti', label: 'Intérim d’insertion', type: 'structure-ess', family: null, qualities: ['etti'] },
  {
    slug: 'eiti',
    label: 'Insertion par le travail indépendant',
    type: 'structure-ess',
    family: null,
    qualities: ['eiti'],
  },
  { slug: 'geiq', label: 'Geiq', type: 'structure-ess', family: 'association', qualities: ['geiq'] },
  {
    slug: 'regie-quartier',
    label: 'Régie de quartier',
    type: 'structure-ess',
    family: null,
    qualities: ['regie-quartier'],
  },
  { slug: 'scop', label: 'Scop', type: 'structure-ess', family: 'scop', qualities: [] },
  { slug: 'scic', label: 'Scic', type: 'structure-ess', family: 'scic', qualities: [] },
  {
    slug: 'cae',
    label: 'Coopérative d’activité et d’emploi',
    type: 'structure-ess',
    family: 'cooperative',
    qualities: ['cae'],
  },
  { slug: 'cooperative', label: 'Autre coopérative', type: 'structure-ess', family: 'cooperative', qualities: [] },
  { slug: 'mutuelle', label: 'Mutuelle', type: 'structure-ess', family: 'mutuelle', qualities: [] },
  {
    slug: 'fondation',
    label: 'Fondation ou fonds de dotation',
    type: 'structure-ess',
    family: 'fondation',
    qualities: [],
  },
  {
    slug: 'societe-ess',
    label: 'Société commerciale de l’ESS',
    type: 'structure-ess',
    family: 'societe-commerciale-ess',
    qualities: [],
  },
  { slug: 'ptce', label: 'Pôle territorial (PTCE)', type: 'structure-ess', family: null, qualities: ['ptce'] },
  { slug: 'structure-ess', label: 'Autre structure de l’ESS', type: 'structure-ess', family: null, qualities: [] },
  { slug: 'reseau', label: 'Réseau, fédération, tête de réseau', type: 'reseau', family: null, qualities: [] },
  { slug: 'collectivite', label: 'Collectivité', type: 'collectivite', family: null, qualities: [] },
  {
    slug: 'etablissement-public',
    label: 'Établissement public, chambre, État',
    type: 'etablissement-public',
    family: null,
    qualities: [],
  },
  { slug: 'entreprise', label: 'Entreprise ou club d’entreprises', type: 'entreprise', family: null, qualities: [] },
  { slug: 'autre', label: 'Autre', type: 'autre', family: null, qualities: [] },
] as const

export const structureOf = (slug: string) => structures.find((one) => one.slug === slug)

/** The plain answer that a stored type, family and qualities come from; the nearest one for those that came by another way. */
export const structureSlug = (type: string, family: string | null, qualities: readonly string[]) =>
  (
    structures.find((one) => one.type === type && one.family === family && sameMembers(one.qualities, qualities)) ??
    structures.find((one) => one.type === type && one.qualities.some((quality) => qualities.includes(quality))) ??
    structures.find((one) => one.type === type && one.family === family && one.qualities.length === 0) ??
    structures.find((one) => one.slug === type)
  )?.slug

const sameMembers = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((one) => others.includes(one))
