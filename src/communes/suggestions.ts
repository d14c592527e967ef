import type { Database } from '../db/open.ts'
import { communeChoice } from './commune.ts'
import { inOrder } from './order.ts'
import { searchCommunes } from './queries.ts'

const shortest = 3
const most = 8

/** What public/js/communes.js reads while somebody types. `texte` is what the field will hold. */
export function suggestCommunes(db: Database, typed: string) {
  // the best known first, or eight hamlets would hide the town
  const found = typed.trim().length < shortest ? [] : searchCommunes(db, typed, most)
  return { communes: inOrder(typed, found).map((commune) => ({ texte: communeChoice(commune) })) }
}
