import { findCoordinator, listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import type { DecidedAct } from '../decisions/decision.ts'
import { type Item, isStillSo, type Stood } from '../decisions/tell.ts'
import { findEdition } from '../editions/queries.ts'
import { calendarOf } from '../events/calendar.ts'
import { isOff } from '../events/event.ts'
import { labelOf, type Occasion, occasions } from '../events/lists.ts'
import { type Letter, type Mails, replyTo } from '../mail/worker.ts'
import { listMessages } from '../messages/queries.ts'
import {
  findAnyProposition,
  findProposition,
  kindPhrase,
  type Proposition,
  type PropositionKind,
} from '../propositions/proposition.ts'
import { linkFor } from '../propositions/told.ts'
import { findRemark } from '../remarks/queries.ts'
import { isSame } from '../web/addresses.ts'

type Data = Record<string, unknown>

/**
 * To the organiser and their colleagues, what was decided of an event or of a sheet, as long as it is so, and what the
 * coordination writes. An address that was corrected, handed over or taken out since gets nothing: the link would be that of
 * somebody else.
 */
export function moderationMails({ db, secret, baseUrl }: { db: Database; secret: string; baseUrl: string }): Mails {
  function letter(data: Data, to: string): Letter | undefined {
    const { kind, reference, message, coordinator } = data
    const proposition = findProposition(db, kind as PropositionKind, String(reference))
    const link = proposition && linkFor(db, secret, proposition, data, to)
    if (!proposition || !link || !isStillSo(db, proposition, (data.stood ?? {}) as Stood)) return undefined

    const answering = findCoordinator(db, Number(coordinator)) ?? listCoordinators(db)[0]
    return {
      locals: {
        kind: kindPhrase(proposition.kind),
        title: proposition.title,
        reference: proposition.reference,
        message,
        edits: data.edits ?? [],
        privately: data.privately === true,
        moved: data.moved === true && data.colleague === undefined,
        files: data.files,
        calendar: false,
        ...standing(proposition, data),
        page: proposition.publicAddress && `${baseUrl}${proposition.publicAddress}`,
        link: `${baseUrl}/suivi/${link}`,
      },
      ...replyTo(answering?.email),
    }
  }

  function withCalendar(data: Data, to: string): Letter | undefined {
    const { event } = findProposition(db, data.kind as PropositionKind, String(data.reference)) ?? {}
    const edition = event && findEdition(db, event.editionId)
    const told = letter(data, to)
    if (!told || !event || !edition || event.status !== 'published') return told

    const content = calendarOf(event, { name: edition.name, timeZone: edition.timeZone, baseUrl })
    return {
      ...told,
      locals: { ...told.locals, calendar: true },
      attachments: [{ filename: `${event.slug}.ics`, contentType: 'text/calendar; charset=utf-8', content }],
    }
  }

  /** What was decided together of several propositions of one person: of each its own link, and its calendar file. */
  function together(data: Data, to: string): Letter | undefined {
    const act = data.act as DecidedAct
    const items = data.items as Item[]
    const letters = items.flatMap((item) => withCalendar({ ...data, ...item }, to) ?? [])
    const [first] = letters
    if (!first) return undefined
    return {
      ...first,
      locals: { act, message: data.message, propositions: letters.map(({ locals }) => locals) },
      attachments: letters.flatMap(({ attachments }) => attachments ?? []),
    }
  }

  /** What the coordination announced, as long as nothing else was announced since. */
  function withOccasion(data: Data, to: string): Letter | undefined {
    const { event } = findProposition(db, data.kind as PropositionKind, String(data.reference)) ?? {}
    if (!data.left && event?.occasion !== data.occasion) return undefined
    const told = letter(data, to)
    const occasion = labelOf(occasions, data.occasion as Occasion)
    return told && { ...told, locals: { ...told.locals, occasion, note: data.note } }
  }

  /** To a visitor: what is answered to what they wrote. */
  function answered(data: Data, to: string): Letter | undefined {
    const remark = findRemark(db, Number(data.remark))
    const answer = remark && listMessages(db, remark.reference).find(({ id }) => id === data.message)
    if (!answer || !isSame(remark.email, to)) return undefined
    const proposition = remark.subject ? findAnyProposition(db, remark.subject) : undefined
    const answering = findCoordinator(db, Number(data.coordinator)) ?? listCoordinators(db)[0]
    return {
      locals: {
        about: proposition?.title,
        message: answer.text,
        theirs: remark.text,
        page: proposition?.publicAddress && `${baseUrl}${proposition.publicAddress}`,
      },
      ...replyTo(answering?.email),
    }
  }

  return {
    'proposal-published': withCalendar,
    'proposal-changes-requested': letter,
    'proposal-refused': letter,
    'proposal-taken-down': letter,
    'proposal-reopened': letter,
    'proposals-decided': together,
    'proposal-edited': withCalendar,
    'proposal-entered': withCalendar,
    'revision-accepted': withCalendar,
    'revision-refused': letter,
    'message-sent': letter,
    'remark-answered': answered,
    'occasion-changed': withOccasion,
  }
}

/** What its page says when the mail leaves: `off` when nothing takes place. One that has `left` is read as it was meant. */
const standing = ({ event }: Proposition, { left }: Data) => ({
  announced: event?.status === 'published' && !left ? labelOf(occasions, event.occasion) : '',
  off: event !== undefined && !left && isOff(event),
})
