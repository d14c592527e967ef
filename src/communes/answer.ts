import type { Database } from '../db/open.ts'
import { type Commune, communeText } from './commune.ts'
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
  const settled = chosen && offered.some((commune) => communeText(commune) === chosen) && readCommune(db, chosen)
  if (settled && settled.kind === 'one') return { ok: true, commune: settled.commune, postalCode: settled.postalCode }

  const said = `${label} : « ${typed} »`
  if (read.kind === 'several') return { ok: false, message: `${said} désigne plusieurs communes ; choisissez la vôtre` }
  return {
    ok: false,
    message:
      offered.length > 0
        ? `${said} n’est pas dans la liste de la région ; est-ce l’une de celles-ci ?`
        : `${said} n’est pas dans la liste de la région ; essayez son code postal`,
  }
}

/** What a form offers to choose from when a text does not tell one commune. */
export function communeChoices(db: Database, typed: string): string[] {
  const read = readCommune(db, typed)
  if (read.kind === 'one') return []
  return (read.kind === 'several' ? read.communes : read.near).map(communeText)
}
