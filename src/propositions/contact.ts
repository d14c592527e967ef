import type { Database } from '../db/open.ts'
import { adoptCorrections, readdressCorrections } from '../drafts/corrections.ts'
import { readdressRevisions } from '../revisions/contact.ts'
import { findAnyProposition } from './proposition.ts'

type Contact = { name: string; email: string }

/** Somebody else answers for a proposition now, maybe a colleague: what is begun and proposed around it is theirs. */
export function carryContact(db: Database, reference: string, contact: Contact, colleague?: { id: number }) {
  const proposition = findAnyProposition(db, reference)
  if (!proposition) return
  readdressCorrections(db, reference, proposition.linkGeneration, contact)
  readdressRevisions(db, proposition, contact)
  if (colleague) adoptCorrections(db, reference, colleague.id, proposition.linkGeneration)
}
