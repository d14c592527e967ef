import { type Clock, realClock } from '../../clock.ts'
import type { Database } from '../../db/open.ts'
import type { Content } from '../../forms/kinds.ts'
import type { Actor } from '../../journal/queries.ts'
import { readdressMails } from '../../mail/mend.ts'
import type { Proposition } from '../../propositions/proposition.ts'
import { readdress } from '../../propositions/readdress.ts'
import type { Errors, Typed } from '../../web/fields.ts'
import { lostRace } from './lost-race.ts'

// Who answers for a proposition has only their address to follow it by: the coordination corrects it, and never cuts it off.

/** One that is known is not left blank. */
export const keepsAddress = ({ today }: { today: Typed }, typed: Typed): Errors =>
  isBlank(today.contact_courriel) || !isBlank(typed.contact_courriel)
    ? {}
    : {
        contact_courriel:
          'Adresse électronique : elle est connue et ne s’efface pas, l’organisateur n’aurait plus de lien ; gardez-la ou corrigez-la',
      }

const isBlank = (value: Typed[string] | undefined) => String(value ?? '').trim() === ''

/** Another one takes the place of the one that was known, with what came with it and the mails that wait. Whether it has. */
export function correctAddress(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  content: Content,
  actor: Actor,
): boolean {
  const { reference, privateEmail: from, sheets } = proposition
  const to = content.kind === 'evenement' ? content.event.privateEmail : content.sheet.privateEmail
  if (!from || !to || from === to) return false

  if (!readdress(db, clock, proposition, { email: to, actor, settled: true })) throw lostRace
  const carried = sheets.filter(({ privateEmail }) => privateEmail === from)
  readdressMails(db, realClock, { from, to, subjects: [reference, ...carried.map((one) => one.reference)] })
  return true
}
