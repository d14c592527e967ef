import type { Database } from '../db/open.ts'
import { type Handed, listHanded, listRemoved, listShared, type Removed } from '../portal/queries.ts'
import type { Sheet } from '../sheets/queries.ts'

/** What the portal does not have yet, what it must take down, and what it has or was told. `handed`: when, of one that has changed since. */
export type Waiting = {
  fresh: { sheet: Sheet; handed: Handed | undefined }[]
  gone: (Removed & { handedAt: string })[]
  /** what was handed over at one time, the last first */
  known: { at: string; sheets: Sheet[]; gone: string[] }[]
}

export function listWaiting(db: Database): Waiting {
  const handed = new Map(listHanded(db).map((one) => [one.reference, one]))
  const all = listShared(db).map((sheet) => ({ sheet, handed: handed.get(sheet.reference) }))
  const gone = listRemoved(db).flatMap((one) => {
    const known = handed.get(one.reference)
    return known ? [{ ...one, ...known }] : []
  })
  const isKnown = ({ sheet, handed }: (typeof all)[number]) => handed?.version === sheet.updatedAt && !handed.goneAt
  return {
    fresh: all
      .filter((one) => !isKnown(one))
      .map(({ sheet, handed }) => ({ sheet, handed: handed?.goneAt ? undefined : handed })),
    gone: gone.filter(({ goneAt }) => goneAt === null),
    known: byInstant([
      ...all.filter(isKnown).map(({ sheet, handed }) => ({ at: handed?.handedAt ?? '', sheet })),
      ...gone.flatMap(({ goneAt, reference }) => (goneAt ? [{ at: goneAt, gone: reference }] : [])),
    ]),
  }
}

function byInstant(known: { at: string; sheet?: Sheet; gone?: string }[]): Waiting['known'] {
  const times = [...new Set(known.map(({ at }) => at))].sort().reverse()
  return times.map((time) => {
    const then = known.filter(({ at }) => at === time)
    return { at: time, sheets: then.flatMap(({ sheet }) => sheet ?? []), gone: then.flatMap(({ gone }) => gone ?? []) }
  })
}
