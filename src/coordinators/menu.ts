import type { Coordinator } from './queries.ts'

/** `reader`: a room that every account finds; `only`, those who do not decide. `holds`: the rooms that are found through it. */
type Entry = { href: string; label: string; reader?: true | 'only'; holds?: string[] }

/** The rooms of the desk, in the order of the menu. */
const rooms: Entry[] = [
  { href: '/moderation', label: 'À décider' },
  { href: '/moderation', label: 'En attente', reader: 'only' },
  { href: '/moderation/equilibre', label: 'Équilibre', reader: true },
  { href: '/moderation/bilan', label: 'Bilan', reader: true },
  { href: '/moderation/courriels', label: 'Courriels' },
  { href: '/moderation/edition', label: 'Édition' },
  {
    href: '/moderation/pages',
    label: 'Contenus',
    holds: ['/moderation/ressources', '/moderation/portail', '/moderation/aide/contenus'],
  },
  { href: '/moderation/exports', label: 'Exports' },
  { href: '/moderation/acces', label: 'Accès' },
  { href: '/moderation/acces/moi', label: 'Mon accès', reader: 'only' },
  { href: '/moderation/historique', label: 'Historique' },
]

/** What an account finds in the menu. */
export const menuFor = ({ role }: Coordinator) =>
  rooms.filter(({ reader }) => (role === 'coordinator' ? reader !== 'only' : reader))

/** The room of a menu that an address is in; a proposition is in the queue's. */
export const roomOf = (menu: Entry[], url: string) =>
  menu.slice(1).find(({ href, holds = [] }) => [href, ...holds].some((one) => url.startsWith(one)))?.href ??
  '/moderation'
