import type { MailFilter, MailStatus } from '../mail/desk.ts'
import { queryOf, readSearch } from '../web/filters.ts'

/** The states of mails as their list calls them: `slug` is what its address says. */
export const mailStates: { slug: string; code: MailStatus; label: string; one: string }[] = [
  { slug: 'en-attente', code: 'waiting', label: 'En attente', one: 'En attente' },
  { slug: 'en-echec', code: 'dead', label: 'En échec', one: 'Non remis' },
  { slug: 'partis', code: 'sent', label: 'Partis', one: 'Parti' },
  { slug: 'annules', code: 'cancelled', label: 'Annulés', one: 'Annulé' },
]

/** What the address of the list asks for. */
export function readFilter(query: Record<string, unknown>): MailFilter {
  const said = (name: string) => (typeof query[name] === 'string' ? query[name].trim() : '')
  return {
    status: mailStates.find(({ slug }) => slug === said('etat'))?.code,
    name: said('courriel') || undefined,
    search: readSearch(query) || undefined,
  }
}

/** The address of the same list, with some of it changed. */
export function addressOf({ status, name, search }: MailFilter, page = 1) {
  const etat = mailStates.find(({ code }) => code === status)?.slug ?? ''
  return `/moderation/courriels${queryOf({ etat, courriel: name ?? '', q: search ?? '' }, page)}`
}
