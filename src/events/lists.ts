import type { Option } from '../web/fields.ts'

export const types = [
  { slug: 'conference', label: 'Conférence' },
  { slug: 'table-ronde', label: 'Table ronde, débat' },
  { slug: 'atelier', label: 'Atelier' },
  { slug: 'formation', label: 'Formation' },
  { slug: 'webinaire', label: 'Webinaire' },
  { slug: 'portes-ouvertes', label: 'Portes ouvertes' },
  { slug: 'visite', label: 'Visite d’entreprise ou de site' },
  { slug: 'rendez-vous-affaires', label: 'Rendez-vous d’affaires' },
  { slug: 'petit-dejeuner', label: 'Petit déjeuner' },
  { slug: 'salon-forum', label: 'Salon, forum' },
  { slug: 'rencontre-reseau', label: 'Rencontre, réseau' },
  { slug: 'autre', label: 'Autre' },
] as const

export const themes = [
  { slug: 'commande-publique', label: 'Commande publique et cadre réglementaire' },
  { slug: 'strategie-sourcing', label: 'Stratégie d’achat et sourçage' },
  { slug: 'repondre-marches', label: 'Répondre aux marchés, se grouper' },
  { slug: 'insertion', label: 'Insertion et clauses sociales' },
  { slug: 'handicap', label: 'Handicap, secteur adapté et protégé' },
  { slug: 'reemploi', label: 'Réemploi et économie circulaire' },
  { slug: 'alimentation', label: 'Alimentation et restauration' },
  { slug: 'batiment', label: 'Bâtiment et matériaux' },
  { slug: 'espaces-verts', label: 'Espaces verts et biodiversité' },
  { slug: 'numerique', label: 'Numérique responsable' },
  { slug: 'mobilite', label: 'Mobilités et logistique' },
  { slug: 'services', label: 'Propreté, linge et services aux organisations' },
  { slug: 'communication-evenementiel', label: 'Communication, impression, événementiel' },
  { slug: 'impact', label: 'Mesure d’impact, RSE' },
  { slug: 'decouvrir-ess', label: 'Découvrir l’ESS' },
] as const

export const audiences = [
  { slug: 'acheteurs-publics', label: 'Acheteurs publics' },
  { slug: 'elus', label: 'Élues et élus' },
  { slug: 'acheteurs-prives', label: 'Entreprises et acheteurs privés' },
  { slug: 'structures-ess', label: 'Structures de l’ESS (fournisseurs)' },
  { slug: 'reseaux-facilitateurs', label: 'Réseaux, facilitateurs de clauses' },
  { slug: 'etudiants', label: 'Étudiants' },
  { slug: 'grand-public', label: 'Tout public' },
] as const

/** `slug` is what forms and addresses say, `code` what is stored. */
export const modes = [
  { slug: 'presentiel', code: 'onsite', label: 'Sur place' },
  { slug: 'en-ligne', code: 'online', label: 'En ligne' },
  { slug: 'mixte', code: 'hybrid', label: 'Sur place et en ligne' },
] as const

export const moments = [
  { slug: 'matin', code: 'morning', label: 'Matin' },
  { slug: 'apres-midi', code: 'afternoon', label: 'Après-midi' },
  { slug: 'soiree', code: 'evening', label: 'Soirée' },
  { slug: 'journee', code: 'day', label: 'Journée' },
  { slug: 'a-confirmer', code: 'unknown', label: 'À confirmer' },
] as const

export const registrations = [
  { slug: 'libre', code: 'free', label: 'Entrée libre' },
  { slug: 'obligatoire', code: 'required', label: 'Sur inscription' },
  { slug: 'sur-invitation', code: 'invitation', label: 'Sur invitation' },
] as const

export const accessNeeds = [
  { slug: 'moteur', label: 'Handicap moteur' },
  { slug: 'auditif', label: 'Handicap auditif' },
  { slug: 'visuel', label: 'Handicap visuel' },
  { slug: 'psychique', label: 'Handicap psychique' },
  { slug: 'intellectuel', label: 'Handicap intellectuel' },
] as const

export const occasions = [
  { code: 'scheduled', label: '' },
  { code: 'rescheduled', label: 'Nouvelle date' },
  { code: 'postponed', label: 'Reporté, date à venir' },
  { code: 'moved_online', label: 'Passé en ligne' },
  { code: 'full', label: 'Complet' },
  { code: 'cancelled', label: 'Annulé' },
] as const

export const statuses = [
  { code: 'pending', label: 'En attente de décision' },
  { code: 'changes_requested', label: 'Correction demandée' },
  { code: 'published', label: 'Publié' },
  { code: 'refused', label: 'Refusé' },
  { code: 'withdrawn', label: 'Retiré' },
] as const

export type Mode = (typeof modes)[number]['code']
export type Moment = (typeof moments)[number]['code']
export type Registration = (typeof registrations)[number]['code']
export type Occasion = (typeof occasions)[number]['code']
export type Status = (typeof statuses)[number]['code']

/** Undecided: it waits for the coordinator, or for the correction she asked for. */
export const awaitsDecision = ({ status }: { status: Status }) => status === 'pending' || status === 'changes_requested'

/** The label of a stored code or slug; the value itself when the list has lost it. */
export const labelOf = (list: readonly (Partial<Option> & { code?: string; label: string })[], value: string) =>
  list.find((item) => item.slug === value || item.code === value)?.label ?? value

/** The labels of several slugs, in the order of their list: they are stored in another one. */
export function labelsOf(list: readonly { slug: string; label: string }[], slugs: string[]): string[] {
  const rank = (slug: string) => list.findIndex((item) => item.slug === slug)
  return slugs.toSorted((one, other) => rank(one) - rank(other)).map((slug) => labelOf(list, slug))
}

/** The stored code of a form's slug. */
export function codeOf<L extends readonly { slug: string; code: string }[]>(
  list: L,
  slug: string,
): L[number]['code'] | undefined {
  return list.find((item) => item.slug === slug)?.code
}
