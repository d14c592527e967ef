import type { Database } from '../db/open.ts'
import { listNewest } from '../sheets/library.ts'
import { cardsOf } from '../texts/cards.ts'

/** The newest fiche REX and the newest carte blanche. */
export const readPractices = (db: Database) =>
  (['rex', 'carte-blanche'] as const).flatMap((kind) => cardsOf(db, listNewest(db, kind, 1).sheets))
