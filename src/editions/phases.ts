/** The moments of an edition, in their order: `code` is stored, `slug` is what forms and addresses say. */
export const phases = [
  { code: 'call', slug: 'appel', label: 'Appel à propositions' },
  { code: 'programme', slug: 'programme', label: 'Programme en ligne, avant la Semaine' },
  { code: 'week', slug: 'semaine', label: 'Pendant la Semaine' },
  { code: 'after', slug: 'apres', label: 'Après la Semaine' },
  { code: 'between', slug: 'entre-deux', label: 'Entre deux éditions' },
] as const

export type Phase = (typeof phases)[number]['code']

export const phaseLabel = (phase: Phase) => phases.find(({ code }) => code === phase)?.label ?? phase

/** What the coordination says on the home page at one moment; nothing, and the site's own words are there. */
export type HomeText = { title?: string; text?: string }
export type HomeTexts = Partial<Record<Phase, HomeText>>
