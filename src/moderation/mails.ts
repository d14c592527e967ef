import { listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { calendarOf } from '../events/calendar.ts'
import { followToken } from '../events/links.ts'
import { findEventById } from '../events/queries.ts'
import type { Letter, Mails } from '../mail/worker.ts'
import { findProposition, kindNames, type PropositionKind } from './proposition.ts'

/** To the organiser, what was decided of an event or of a sheet. */
export function moderationMails({ db, secret, baseUrl }: { db: Database; secret: string; baseUrl: string }): Mails {
  function letter({ kind, reference, message }: Record<string, unknown>): Letter | undefined {
    const proposition = findProposition(db, kind as PropositionKind, String(reference))
    if (!proposition) return undefined

    const [coordinator] = listCoordinators(db)
    const { event = proposition.sheet?.eventId ? findEventById(db, proposition.sheet.eventId) : undefined } =
      proposition
    return {
      locals: {
        kind: kindNames[proposition.kind].toLocaleLowerCase('fr').replace('rex', 'REX'),
        feminine: proposition.kind !== 'evenement',
        title: proposition.title,
        reference: proposition.reference,
        message,
        page: proposition.publicAddress && `${baseUrl}${proposition.publicAddress}`,
        link: event && `${baseUrl}/suivi/${followToken(secret, event)}`,
      },
      ...(coordinator ? { replyTo: coordinator.email } : {}),
    }
  }

  function withCalendar(data: Record<string, unknown>): Letter | undefined {
    const edition = findCurrentEdition(db)
    const { event } = findProposition(db, data.kind as PropositionKind, String(data.reference)) ?? {}
    const published = letter(data)
    if (!published || !event || !edition) return published

    const content = calendarOf(event, { name: edition.name, timeZone: edition.timeZone, baseUrl })
    return {
      ...published,
      attachments: [{ filename: `${event.slug}.ics`, contentType: 'text/calendar; charset=utf-8', content }],
    }
  }

  return { 'proposal-published': withCalendar, 'proposal-changes-requested': letter, 'proposal-refused': letter }
}
