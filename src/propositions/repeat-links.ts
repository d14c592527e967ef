import type { Database } from '../db/open.ts'
import { type Edition, findCurrentEdition } from '../editions/queries.ts'
import type { Event } from '../events/event.ts'
import { findEvent } from '../events/queries.ts'
import { sign, unsign } from '../web/tokens.ts'

/** Opens the page where an event of a past edition is proposed again: whoever answers for it gets it, as long as they do. */
export const repeatToken = (
  secret: string,
  { reference, linkGeneration }: Pick<Event, 'reference' | 'linkGeneration'>,
  { id }: Pick<Edition, 'id'>,
) => sign(secret, 'repeat', reference, linkGeneration, id)

/** Undefined when we did not sign this token; `over` when it no longer opens anything. */
export function findRepeatable(db: Database, secret: string, token: string) {
  const [reference, generation, editionId] = unsign(secret, 'repeat', token) ?? []
  if (!reference) return undefined

  const event = findEvent(db, reference)
  const edition = findCurrentEdition(db)
  const holds =
    event?.status === 'published' && String(event.linkGeneration) === generation && String(edition?.id) === editionId
  return holds && edition ? { event, edition } : 'over'
}

/** The key of its draft: the same for each press; another one once what it became was refused or taken back. */
export const repeatKey = (secret: string, { reference }: Pick<Event, 'reference'>, { id }: Edition, times: number) =>
  sign(secret, 'repeat-draft', reference, id, times).split('.').at(-1) ?? ''
