import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Typed } from '../web/fields.ts'

/** What the sheets of both kinds share, as rex.json and cartes-blanches.json have it. */
export type SheetSample = {
  slug: string
  moderation: 'publie' | 'a_moderer'
  titre: string
  chiffresCles: { valeur: string; libelle: string }[]
  contactPublic: { fonction: string; courriel: string }
  contactInterne: { fonction: string; courriel: string }
  consentementDiffusion: {
    portailNational?: boolean
    reseauxSociaux?: boolean
    horodatage: string
    versionTexte: string
  }
  deposeLe: string
  publieLe: string | null
}

export type Structure = { nom: string; type: string; commune: string; codePostal: string }
type Answer = string | number | boolean | null | undefined | string[]

/** Handing in a sample was agreeing to its publication. */
export const typedContact = ({ titre, chiffresCles, contactPublic, contactInterne }: SheetSample) => ({
  titre,
  chiffres_cles: chiffresCles.map(({ libelle, valeur }) => `${libelle} : ${valeur}`).join('\n'),
  contact_nom: contactInterne.fonction,
  contact_courriel: contactInterne.courriel,
  contact_fonction: contactPublic.fonction,
  publier: false,
  contact_public_courriel: contactPublic.courriel,
  accord_publication: true,
})

export const communeOf = ({ codePostal, commune }: Structure) => `${codePostal} ${commune}`

export const typedFrom = (answers: Record<string, Answer>): Typed =>
  Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [name, Array.isArray(answer) ? answer : inWords(answer)]),
  )

function inWords(answer: Exclude<Answer, string[]>) {
  if (typeof answer === 'boolean') return answer ? 'oui' : 'non'
  return String(answer ?? '')
}

export const read = <S>(name: string): S[] => JSON.parse(readFileSync(path.join(import.meta.dirname, name), 'utf8'))
