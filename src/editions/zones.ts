/** The time zones of French territories, as people name them. */
export const zones = [
  { slug: 'Europe/Paris', label: 'Métropole (Paris)' },
  { slug: 'America/Guadeloupe', label: 'Guadeloupe, Saint-Barthélemy, Saint-Martin' },
  { slug: 'America/Martinique', label: 'Martinique' },
  { slug: 'America/Cayenne', label: 'Guyane' },
  { slug: 'Indian/Reunion', label: 'La Réunion' },
  { slug: 'Indian/Mayotte', label: 'Mayotte' },
  { slug: 'America/Miquelon', label: 'Saint-Pierre-et-Miquelon' },
  { slug: 'Pacific/Noumea', label: 'Nouvelle-Calédonie' },
  { slug: 'Pacific/Tahiti', label: 'Polynésie française (Tahiti)' },
  { slug: 'Pacific/Wallis', label: 'Wallis-et-Futuna' },
] as const

export const zoneLabel = (zone: string) => zones.find(({ slug }) => slug === zone)?.label ?? zone
