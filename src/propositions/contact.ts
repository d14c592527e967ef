import type { Database } from '../db/open.ts'
import { takeDocuments } from '../documents/erase.ts'
import { isForDesk } from '../documents/queries.ts'
import { adoptCorrections, readdressCorrections } from '../drafts/corrections.ts'
import { readdressRevisions } from '../revisions/contact.ts'
import { findSheetById, listSheetsOfEvent } from '../sheets/queries.ts'
import { readdressSheets } from '../sheets/write.ts'
import { findAnyProposition } from './proposition.ts'

type Contact = { name: string; email: string }

/** Somebody else answers for a proposition now, maybe a colleague: what is begun and proposed around it is theirs. */
export function carryContact(db: Database, reference: string, contact: Contact, colleague?: { id: number }) {
  const proposition = findAnyProposition(db, reference)
  if (!proposition) return
  // once it was read, a filled sheet only says who answered for it before
  if (proposition.sheet?.source === 'typed') takeDocuments(db, proposition.documents.filter(isForDesk))
  readdressCorrections(db, reference, proposition.linkGeneration, contact)
  readdressRevisions(db, proposition, contact)
  if (colleague) adoptCorrections(db, reference, colleague.id, proposition.linkGeneration)
}

type Event = Parameters<typeof readdressSheets>[1]
type Contacts = Parameters<typeof readdressSheets>[2]

/** The undecided sheets that came with an event as files take its new contacts, and what is begun of them too. */
export function carryToSheets(db: Database, event: Event, contacts: Contacts) {
  const before = listSheetsOfEvent(db, event.id)
  readdressSheets(db, event, contacts)
  const { privateName: name, privateEmail: email } = contacts
  for (const { id, reference, linkGeneration } of before) {
    const now = findSheetById(db, id)
    if (now && email && now.linkGeneration !== linkGeneration)
      readdressCorrections(db, reference, now.linkGeneration, { email, ...(name ? { name } : {}) })
  }
}
