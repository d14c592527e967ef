import { readFileSync } from 'node:fs'
import path from 'node:path'

/** An event of the demonstration, as events.json has it. */
export type Sample = {
  id: string
  slug: string
  fictif: boolean
  moderation: 'publie' | 'a_moderer' | 'a_corriger'
  etat: string
  titre: string
  resume: string
  description: string
  type: string
  themes: string[]
  publics: string[]
  participation: 'presentiel' | 'en_ligne' | 'mixte'
  creneaux: { debut: string; fin: string }[]
  lieu: { nom: string; adresse: string | null; codePostal: string; codeInsee: string } | null
  lienEnLigne: string | null
  inscription: {
    mode: string
    url: string | null
    courriel: string | null
    dateLimite: string | null
    places: number | null
  }
  tarif: { gratuit: boolean; detail: string | null }
  accessibilite: string[]
  accessibiliteDetail: string | null
  organisateur: { nom: string; type: string; familleEss: string | null; qualites: string[]; site: string | null }
  coorganisateurs: string[]
  contactPublic: { fonction: string; courriel: string | null }
  contactInterne: { fonction: string; courriel: string }
  motsCles: string[]
  deposeLe: string
  publieLe: string | null
  motif: string | null
}

export const readSamples = (): Sample[] =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'events.json'), 'utf8'))
