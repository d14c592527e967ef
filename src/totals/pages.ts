/** The pages that are counted by their address; an event, a sheet and a document are counted by the reference of what they are of. */
export const pages = [
  { path: '/', label: 'Accueil' },
  { path: '/agenda', label: 'Agenda' },
  { path: '/bonnes-pratiques', label: 'Bonnes pratiques' },
  { path: '/rex', label: 'Fiches REX' },
  { path: '/cartes-blanches', label: 'Cartes blanches' },
  { path: '/proposer', label: 'Contribuer' },
  { path: '/boite-a-outils', label: 'Boîte à outils' },
  { path: '/a-propos', label: 'À propos' },
  { path: '/webinaire', label: 'Webinaire' },
  { path: '/glossaire', label: 'Glossaire' },
  { path: '/fournisseurs', label: 'Trouver un fournisseur' },
  { path: '/contact', label: 'Contact' },
] as const

export const isCountedPage = (path: string) => pages.some((page) => page.path === path)

export const pageLabel = (path: string) => pages.find((page) => page.path === path)?.label
