import { createHash } from 'node:crypto'
import type { Database } from '../db/open.ts'
import { type Edition, findPreviousEdition } from '../editions/queries.ts'
import { countUnreachable, type LastYears, listRepeatable } from '../events/repeats.ts'

/** Somebody who organised something last year, by their address; `id` is the reference of their first event. */
export type Organiser = {
  id: string
  email: string
  name: string | null
  events: LastYears[]
  invited: boolean
  /** everything of theirs is already proposed again */
  repeated: boolean
}

/** One line an address, with all of its events. */
export function listOrganisers(db: Database, edition: Edition) {
  const previous = findPreviousEdition(db, edition)
  const events = previous ? listRepeatable(db, previous.id, edition.id) : []
  const organisers = [...Map.groupBy(events, ({ privateEmail }) => privateEmail.toLowerCase()).values()].map(
    (own): Organiser => ({
      id: own[0]?.reference ?? '',
      email: own[0]?.privateEmail ?? '',
      name: own.find(({ privateName }) => privateName)?.privateName ?? null,
      events: own,
      invited: own.some(({ invited }) => invited),
      repeated: own.every(({ repeated }) => repeated),
    }),
  )
  return { previous, organisers, unreachable: previous ? countUnreachable(db, previous.id) : 0 }
}

/** Tells one state of the invitations from another: somebody has invited meanwhile, or the same press came twice. */
export const stateOf = (edition: Edition, organisers: Organiser[]) =>
  createHash('sha256')
    .update(JSON.stringify([edition.id, organisers.map(({ id, invited }) => [id, invited])]))
    .digest('hex')
