import { realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Draft } from '../drafts/queries.ts'
import { contactFields } from '../events/contact-fields.ts'
import { queueMail } from '../mail/outbox.ts'

/** Sends the draft's link to the address typed in it. False when there is none to write to. */
export function sendDraftLink(db: Database, draft: Draft): boolean {
  const to = addressIn(draft)
  if (!to) return false
  queueMail(db, realClock, { name: 'draft-link', to, data: { key: draft.key } })
  return true
}

/** The address that the author of a draft has typed, if it is one. */
export function addressIn({ typed }: Draft): string | undefined {
  const read = contactFields.contact_courriel.schema.safeParse(typed.contact_courriel)
  return read.success ? read.data : undefined
}
