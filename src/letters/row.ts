import { referencesOf } from '../mail/about.ts'
import type { Mail } from '../mail/desk.ts'
import { explain } from '../mail/reasons.ts'
import { mailStates } from './filter.ts'

/** How a mail stands, as the list and its page say it; `reference` when it is about one proposition. */
export function rowOf({ id, recipient, data, status, attempts, createdAt, dueAt, sentAt, lastError }: Mail) {
  const [reference, ...others] = referencesOf(data)
  return {
    id,
    recipient,
    reference: others.length === 0 ? reference : undefined,
    status,
    state: mailStates.find(({ code }) => code === status)?.one,
    attempts,
    createdAt,
    dueAt,
    sentAt,
    why: lastError ? explain(lastError) : undefined,
    lastError,
  }
}
