import type { Clock } from '../clock.ts'
import { type Colleague, listColleagues, readdressColleague, removeColleague } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import { adoptCorrections, readdressCorrections } from '../drafts/corrections.ts'
import { readdressEvent } from '../events/handover.ts'
import { type Actor, note } from '../journal/queries.ts'
import { readdressRevisions } from '../revisions/contact.ts'
import { readdressSheet } from '../sheets/handover.ts'
import { isSame } from '../web/addresses.ts'
import { findAnyProposition, type Proposition } from './proposition.ts'

type Correction = {
  email: string
  actor: Actor
  /** what was decided too: the coordination may, whoever proposed it hands it over instead */
  settled?: boolean
}

/**
 * Corrects the address of whoever answers for a proposition, and for what came with it. The old one may be a stranger's:
 * its links die with the change. False when somebody was faster. Call it in a transaction.
 */
export function readdress(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  { email, actor, settled = false }: Correction,
): boolean {
  const { event, sheet, sheets, reference, privateEmail, privateName } = proposition
  const corrected = event
    ? readdressEvent(db, event, email, { settled })
    : sheet
      ? readdressSheet(db, sheet, email, { settled })
      : false
  if (!corrected) return false

  const same = sheets.filter((one) => one.privateEmail === privateEmail)
  for (const one of same) readdressSheet(db, one, email, { settled })
  for (const one of [proposition, ...same]) readdressCorrections(db, one.reference, one.linkGeneration + 1, { email })
  if (settled) {
    readdressRevisions(db, proposition, { name: privateName ?? '', email })
    for (const one of same) readdressRevisions(db, { sheet: one }, { name: one.privateName ?? '', email })
  }
  const colleague = listColleagues(db, reference).find((one) => isSame(one.email, email))
  if (colleague) {
    adoptCorrections(db, reference, colleague.id, proposition.linkGeneration + 1)
    removeColleague(db, colleague.id)
  }
  note(db, clock, actor, 'address-corrected', reference)
  return true
}

/** The same of a colleague: the reference of what they manage. None when that address manages it already. */
export function readdressOneColleague(
  db: Database,
  clock: Clock,
  { id, subject }: Colleague,
  { email, actor }: Correction,
): string[] {
  const main = findAnyProposition(db, subject)?.privateEmail ?? ''
  const taken = [main, ...listColleagues(db, subject).map((one) => one.email)]
  if (taken.some((one) => isSame(one, email))) return []
  readdressColleague(db, id, email)
  note(db, clock, actor, 'address-corrected', subject)
  return [subject]
}
