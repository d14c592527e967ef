import { instantIn, realClock } from '../clock.ts'
import { findColleague } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import type { Draft } from '../drafts/queries.ts'
import { contactFields } from '../events/contact-fields.ts'
import { formKinds } from '../forms/kinds.ts'
import { countMailsTo } from '../mail/desk.ts'
import { queueMail } from '../mail/outbox.ts'
import { likelyAddress } from '../web/mistyped.ts'

// Whoever types an address need not be its owner.
const most = { inTenMinutes: 3, inOneDay: 10 }

/** Sends the draft's link to the address of whoever writes it, unless there is none, it has a slip in it, or it has had enough of them. */
export function sendDraftLink(db: Database, draft: Draft): keyof typeof kept {
  const name = 'draft-link'
  const to = addressOf(db, draft)
  if (!to) return 'nowhere'
  if (likelyAddress(to)) return 'doubtful'

  const since = (hours: number) => countMailsTo(db, { names: [name], to, since: instantIn(realClock, -hours) })
  if (since(1 / 6) >= most.inTenMinutes || since(24) >= most.inOneDay) return 'enough'
  queueMail(db, realClock, { name, to, data: { key: draft.key } })
  return 'sent'
}

/** The title of a draft as it may be written to whoever it is addressed to: one that the form accepts, without any web address. */
export function titleIn({ kind, typed }: Draft): string {
  const read = formKinds[kind]?.fields.titre?.schema.safeParse(typed.titre)
  const title = read?.success ? String(read.data ?? '').replaceAll(/\s+/g, ' ') : ''
  return webAddress.test(title) ? '' : title
}

// Mail programs turn « exemple.fr » into a link by themselves.
const webAddress = /:\/\/|[\p{L}\p{N}]\.\p{L}{2}/u

/** The address of a draft's author: a colleague's own, whatever their form says of the contact; else the one typed in it, if it is one. */
export function addressOf(db: Database, { typed, colleagueId }: Pick<Draft, 'typed' | 'colleagueId'>) {
  if (colleagueId !== null) return findColleague(db, colleagueId)?.email
  const read = contactFields.contact_courriel.schema.safeParse(typed.contact_courriel)
  return read.success ? read.data : undefined
}

/** What became of the link of a draft that is kept, as its page is told. */
export const kept = { sent: 'envoye', enough: 'plus-tard', doubtful: 'adresse', nowhere: 'oui' }
