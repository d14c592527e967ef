import type { Clock } from '../clock.ts'
import { findCoordinator, listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { findEvent } from '../events/queries.ts'
import { findRepeatOf } from '../events/repeats.ts'
import { hoursText } from '../events/slots.ts'
import { type Mails, replyTo } from '../mail/worker.ts'
import { repeatToken } from '../propositions/repeat-links.ts'
import { isSame } from '../web/addresses.ts'
import { date, fullDay, span } from '../web/french.ts'

type Tools = { db: Database; clock: Clock; secret: string; baseUrl: string }

/** What an invitation says to whoever it is for; undefined when nothing of it is left to propose again. */
export function invitationFor(
  { db, secret, baseUrl }: Omit<Tools, 'clock'>,
  data: Record<string, unknown>,
  to: string,
) {
  const { references, text } = data
  const edition = findCurrentEdition(db)
  if (!edition || edition.id !== data.edition) return undefined

  // whoever does not answer for it any more, or has proposed it again by now, is not told of it
  const events = [references ?? []]
    .flat()
    .flatMap((reference) => findEvent(db, String(reference)) ?? [])
    .filter(({ status, privateEmail }) => status === 'published' && isSame(privateEmail, to))
    .filter(({ reference }) => !findRepeatOf(db, edition.id, reference))
  if (events.length === 0) return undefined

  return {
    message: text,
    name: edition.name,
    when: span(edition.firstDay, edition.lastDay),
    deadline: edition.submissionsDeadline ? date(edition.submissionsDeadline) : '',
    events: events.map((event) => ({
      title: event.title,
      slots: event.slots.map((slot) => `${fullDay(slot.day)}, ${hoursText(slot)}`),
      link: `${baseUrl}/proposer/reprise/${repeatToken(secret, event, edition)}`,
    })),
    mine: `${baseUrl}/suivi`,
  }
}

export const editionMails = (tools: Tools): Mails => ({
  /** To an organiser of the last edition: each of their events, with a link that proposes it again. */
  'edition-invitation': (data, to) => {
    const locals = invitationFor(tools, data, to)
    const answering = findCoordinator(tools.db, Number(data.coordinator)) ?? listCoordinators(tools.db)[0]
    return locals && { locals, ...replyTo(answering?.email) }
  },
})
