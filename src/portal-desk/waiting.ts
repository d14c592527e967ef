import type { Database } from '../db/open.ts'
import { type Handed, listHanded, listRemoved, listShared, type Removed } from '../portal/queries.ts'
import type { Sheet } from '../sheets/queries.ts'

/** What the portal does not have yet, what it must take down, and what it has. `handed`: when, of one that has changed since. */
export type Waiting = {
  fresh: { sheet: Sheet; handed: Handed | undefined }[]
  gone: (Removed & { handedAt: string })[]
  known: { sheet: Sheet; handed: Handed }[]
}

export function listWaiting(db: Database): Waiting {
  const handed = new Map(listHanded(db).map((one) => [one.reference, one]))
  const all = listShared(db).map((sheet) => ({ sheet, handed: handed.get(sheet.reference) }))
  return {
    fresh: all.filter(({ sheet, handed }) => handed?.version !== sheet.updatedAt),
    gone: listRemoved(db).flatMap((one) => {
      const known = handed.get(one.reference)
      return known ? [{ ...one, handedAt: known.handedAt }] : []
    }),
    known: all.flatMap(({ sheet, handed }) => (handed?.version === sheet.updatedAt ? [{ sheet, handed }] : [])),
  }
}
