import type { Database } from '../db/open.ts'
import { type Commune, communeChoice, communeText } from './commune.ts'
import { departments } from './departments.ts'
import { inOrder } from './order.ts'
import { readCommune } from './queries.ts'

type Answer = { ok: true; commune: Commune; postalCode: string } | { ok: false; message: string }

/**
 * The commune meant by what was typed. Where several are, `chosen` settles it when it is one of them; otherwise the
 * message, under the label of the field, asks to choose among `communeChoices`.
 */
export function readCommuneAnswer(db: Database, label: string, typed: string, chosen?: string): Answer {
  const read = readCommune(db, typed)
  if (read.kind === 'one') return { ok: true, commune: read.commune, postalCode: read.postalCode }

  const offered = read.kind === 'several' ? read.communes : read.near
  // drafts of before hold the text without its département
  const settled = offered.find((commune) => chosen === communeChoice(commune) || chosen === communeText(commune))
  if (settled) return { ok: true, commune: settled, postalCode: settled.postalCode }

  const said = `${label} : « ${typed} »`
  if (read.kind === 'several') return { ok: false, message: `${said} désigne plusieurs communes ; choisissez la vôtre` }
  if (isElsewhere(typed))
    return { ok: false, message: `${said} est hors de la région ; donnez une commune de la région` }
  return {
    ok: false,
    message:
      offered.length > 0
        ? `${said} n’est pas dans la liste de la région ; est-ce l’une de celles-ci ?`
        : `${said} n’est pas dans la liste de la région ; essayez son code postal`,
  }
}

/** A postal code of another région. */
function isElsewhere(typed: string) {
  const code = /(?<!\d)\d{5}(?!\d)/.exec(typed)?.[0]
  return code !== undefined && !departments.some(({ slug }) => code.startsWith(slug))
}

/** What a form offers to choose from when a text does not tell one commune: the `most` likely of them. */
export function communeChoices(db: Database, typed: string, most?: number): string[] {
  const read = readCommune(db, typed)
  if (read.kind === 'one') return []
  // what only resembles stays in the order of likelihood
  const offered = read.kind === 'several' ? inOrder(typed, read.communes.slice(0, most)) : read.near.slice(0, most)
  return offered.map(communeChoice)
}
