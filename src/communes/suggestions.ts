import type { Database } from '../db/open.ts'
import { communeHint, communeText } from './commune.ts'
import { searchCommunes } from './queries.ts'

const shortest = 3
const most = 8

/** What public/js/communes.js reads while somebody types. `texte` is what the field will hold. */
export function suggestCommunes(db: Database, typed: string) {
  const found = typed.trim().length < shortest ? [] : searchCommunes(db, typed, most)
  return { communes: found.map((commune) => ({ texte: communeText(commune), precision: communeHint(commune) })) }
}
