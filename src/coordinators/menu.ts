import type { Coordinator } from './queries.ts'

type Entry = { href: string; label: string; reader?: true }

/** The rooms of the desk, in the order of the menu. */
const rooms: Entry[] = [
  { href: '/moderation', label: 'À décider', reader: true },
  { href: '/moderation/equilibre', label: 'Équilibre', reader: true },
  { href: '/moderation/bilan', label: 'Bilan', reader: true },
  { href: '/moderation/courriels', label: 'Courriels' },
  { href: '/moderation/edition', label: 'Édition' },
  { href: '/moderation/exports', label: 'Exports' },
]

/** What an account finds in the menu. */
export const menuFor = ({ role }: Coordinator) => rooms.filter(({ reader }) => reader || role === 'coordinator')

/** The room of the menu that an address is in; a proposition is in the queue's. */
export const roomOf = (url: string) => rooms.slice(1).find(({ href }) => url.startsWith(href))?.href ?? '/moderation'
