import { type Clock, realClock } from '../clock.ts'
import { findColleague } from '../colleagues/queries.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { colleaguesOf, referencesOf } from '../mail/about.ts'
import type { Mail } from '../mail/desk.ts'
import { copyMail, readdressMails } from '../mail/mend.ts'
import { findAnyProposition, type Proposition } from '../propositions/proposition.ts'
import { readdress, readdressOneColleague } from '../propositions/readdress.ts'
import { isSame } from '../web/addresses.ts'
import { email } from '../web/fields.ts'

export const addressFields = {
  adresse: email({
    label: 'La bonne adresse',
    hint: 'Elle remplace l’ancienne dans la proposition. Par exemple nom@exemple.fr',
    missing: 'La bonne adresse : indiquez-la',
  }),
} as const

type Sent = Pick<Mail, 'data' | 'recipient'>

/** Whether the address that a mail went to is still somebody's who answers for its proposition, or a colleague's. */
export const isCorrectable = (db: Database, mail: Sent) =>
  colleaguesAt(db, mail).length > 0 || ownersOf(db, mail).length > 0

/** The colleagues of a mail that are at its address. */
const colleaguesAt = (db: Database, { data, recipient }: Sent) =>
  colleaguesOf(data)
    .flatMap((id) => findColleague(db, id) ?? [])
    .filter(({ email }) => isSame(email, recipient))

/** The propositions of a mail that are at its address. */
const ownersOf = (db: Database, { data, recipient }: Sent): Proposition[] =>
  referencesOf(data)
    .flatMap((reference) => findAnyProposition(db, reference) ?? [])
    .filter(({ privateEmail }) => isSame(privateEmail, recipient))

/**
 * Corrects an address where it is written, and sends there what had not arrived, or this mail once more if it had left.
 * Returns the mail that leaves; undefined when somebody was faster, or when the address manages the proposition already.
 */
export const correctAddress = (db: Database, clock: Clock, { id }: Coordinator, mail: Mail, address: string) =>
  db
    .transaction(() => {
      const actor = `coordinator:${id}` as const
      const correction = { email: address, actor, settled: true }
      const subjects = [
        ...colleaguesAt(db, mail).flatMap((one) => readdressOneColleague(db, clock, one, correction)),
        ...ownersOf(db, mail).flatMap((one) => correctOne(db, clock, one, correction)),
      ]
      if (subjects.length === 0) return undefined

      const moved = readdressMails(db, realClock, { from: mail.recipient, to: address, subjects })
      return moved.includes(mail.id) ? mail.id : Number(copyMail(db, realClock, mail, address).lastInsertRowid)
    })
    .immediate()

/** The references of what is at the new address now: the proposition, and what came with it. One that came with another is done with it. */
function correctOne(
  db: Database,
  clock: Clock,
  { reference, privateEmail }: Proposition,
  correction: Parameters<typeof readdress>[3],
): string[] {
  const proposition = findAnyProposition(db, reference)
  if (!proposition) return []
  if (proposition.privateEmail === privateEmail && !readdress(db, clock, proposition, correction)) return []
  const sheets = proposition.sheets.filter((one) => isSame(one.privateEmail, privateEmail))
  return [reference, ...sheets.map((one) => one.reference)]
}
