import type { Clock } from '../../clock.ts'
import { decisionDay, decisionToken } from '../../coordinators/decision-links.ts'
import { findCoordinator, listCoordinators } from '../../coordinators/queries.ts'
import type { Database } from '../../db/open.ts'
import { findDraft } from '../../drafts/queries.ts'
import { whereOf } from '../../events/event.ts'
import { hoursText } from '../../events/slots.ts'
import { type Mails, replyTo } from '../../mail/worker.ts'
import { flagText } from '../../propositions/flags.ts'
import { followToken } from '../../propositions/links.ts'
import { findAnyProposition } from '../../propositions/proposition.ts'
import { capital, count, fullDay, series } from '../../web/french.ts'
import { outcomeOf } from './outcome.ts'

type Tools = { db: Database; clock: Clock; secret: string; baseUrl: string }

/** One mail for all the events of a file, to its organiser and to each coordinator. */
export const bulkMails = ({ db, clock, secret, baseUrl }: Tools): Mails => ({
  /** To the organiser: the personal link of each event that was sent, then the drafts to finish. */
  'proposals-received': ({ key }, to) => {
    const bulk = findDraft(db, String(key))
    if (!bulk) return undefined

    const outcome = outcomeOf(db, secret, bulk)
    const sent = outcome.sent.filter(({ proposition }) => proposition.privateEmail === to)
    const { drafts } = outcome
    if (sent.length === 0 && drafts.length === 0) return undefined

    return {
      locals: {
        counts: [
          ...(sent.length > 0 ? [count(sent.length, 'événement reçu', 'événements reçus')] : []),
          ...(drafts.length > 0 ? [count(drafts.length, 'événement à finir', 'événements à finir')] : []),
        ].join(', '),
        // it leaves for whoever answers for them today: of an address that was corrected, the new link
        sent: sent.map(({ proposition }) => ({
          title: proposition.title,
          reference: proposition.reference,
          link: `${baseUrl}/suivi/${followToken(secret, proposition)}`,
        })),
        drafts: drafts.map(({ title, left, href }) => ({ title, left, link: `${baseUrl}${href}` })),
      },
      ...replyTo(listCoordinators(db)[0]?.email),
    }
  },

  /** To a coordinator: each event in a few words, and the page where it is decided. */
  'proposals-new': ({ references, coordinator: id }) => {
    const coordinator = findCoordinator(db, Number(id))
    const propositions = [references].flat().flatMap((reference) => findAnyProposition(db, String(reference)) ?? [])
    const [first] = propositions
    if (!coordinator || !first) return undefined

    return {
      locals: {
        counts: count(propositions.length, 'événement'),
        who: series([...new Set(propositions.map(({ organisation }) => organisation))].slice(0, 3)),
        events: propositions.map(({ kind, reference, title, organisation, flags, event }) => ({
          title,
          reference,
          organisation,
          when: event?.slots.map((slot) => `${capital(fullDay(slot.day))}, ${hoursText(slot)}`).join(' ; '),
          where: event && whereOf(event),
          flags: flags.map(flagText),
          link: `${baseUrl}/decision/${decisionToken(secret, { kind, reference, coordinator, day: decisionDay(clock) })}`,
        })),
        privateEmail: first.privateEmail,
      },
      ...replyTo(first.privateEmail),
    }
  },
})
