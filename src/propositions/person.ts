import { createHmac } from 'node:crypto'
import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { type Draft, findDraftById } from '../drafts/queries.ts'
import type { Occasion, Status } from '../events/lists.ts'
import { sign, unsign } from '../web/tokens.ts'
import type { PropositionKind } from './proposition.ts'

const validDays = 7

/** The mailed link's token to everything of an address, and its last day. */
export function mineToken(secret: string, clock: Clock, email: string) {
  const day = today(clock, 'UTC')
  return { token: sign(secret, 'mine', day, markOf(secret, email)), until: lastDay(day) }
}

/** Who a link is for: `email` is undefined once nothing is left at that address, `over` once its days have passed. */
export type Person = { email: string | undefined; over: boolean; until: string }

/** Undefined when we did not sign this token. */
export function findPerson(db: Database, clock: Clock, secret: string, token: string): Person | undefined {
  const [day, mark] = unsign(secret, 'mine', token) ?? []
  if (!day || !mark) return undefined

  const until = lastDay(day)
  const email = listAddresses(db).find((address) => markOf(secret, address) === mark)
  return { email, over: today(clock, 'UTC') > until, until }
}

const lastDay = (day: string) => Temporal.PlainDate.from(day).add({ days: validDays }).toString()

/** What an address leaves in its link: somebody else's address put into the same proposition does not open it. */
const markOf = (secret: string, email: string) =>
  createHmac('sha256', secret).update(`address\n${email.toLowerCase()}`).digest('base64url').slice(0, 22)

/** Whether an address manages something, or has begun a form. The same work is done whether it does or not. */
export const isKnown = (db: Database, email: string) =>
  listAddresses(db).filter((address) => address.toLowerCase() === email.toLowerCase()).length > 0

const listAddresses = (db: Database) =>
  db
    .prepare<[], string>(`
      SELECT private_email FROM events WHERE private_email IS NOT NULL
      UNION SELECT private_email FROM sheets WHERE private_email IS NOT NULL
      UNION SELECT email FROM colleagues
      UNION SELECT trim(typed ->> 'contact_courriel') FROM drafts
        WHERE sent_as IS NULL AND colleague_id IS NULL AND typed ->> 'contact_courriel' <> ''
    `)
    .pluck()
    .all()

/** A proposition that an address manages: as its own, or as a colleague (`colleagueId`). */
export type Managed = {
  kind: PropositionKind
  id: number
  reference: string
  edition: number
  firstDay: string
  lastDay: string
  timeZone: string
  status: Status
  occasion: Occasion
  title: string
  /** of the event that a sheet came with */
  eventTitle: string | null
  eventReference: string | null
  publishedAt: string | null
  linkGeneration: number
  revised: 0 | 1
  own: 0 | 1
  colleagueId: number | null
}

/** Everything that an address manages, the newest edition first, and what was sent last. */
export const listManaged = (db: Database, email: string) =>
  db
    .prepare<{ email: string }, Managed>(`
      SELECT
        'evenement' AS kind, events.id, reference,
        editions.number AS edition,
        first_day AS firstDay,
        last_day AS lastDay,
        time_zone AS timeZone,
        status, occasion, title,
        NULL AS eventTitle,
        NULL AS eventReference,
        published_at AS publishedAt,
        link_generation AS linkGeneration,
        EXISTS (SELECT 1 FROM revisions WHERE event_id = events.id AND status = 'open') AS revised,
        private_email IS @email COLLATE NOCASE AS own,
        colleagues.id AS colleagueId,
        submitted_at AS submittedAt
      FROM events
      JOIN editions ON editions.id = edition_id
      LEFT JOIN colleagues ON colleagues.subject = reference AND colleagues.email = @email
      WHERE private_email = @email COLLATE NOCASE OR colleagues.id IS NOT NULL
      UNION ALL
      SELECT
        kind, sheets.id, sheets.reference, editions.number, first_day, last_day, time_zone, sheets.status, 'scheduled',
        coalesce(sheets.title, (SELECT documents.name FROM documents WHERE sheet_id = sheets.id ORDER BY id LIMIT 1), 'Sans titre'),
        events.title, events.reference, sheets.published_at, sheets.link_generation,
        EXISTS (SELECT 1 FROM revisions WHERE sheet_id = sheets.id AND status = 'open'),
        sheets.private_email IS @email COLLATE NOCASE, colleagues.id, sheets.submitted_at
      FROM sheets
      JOIN editions ON editions.id = sheets.edition_id
      LEFT JOIN events ON events.id = sheets.event_id
      LEFT JOIN colleagues ON colleagues.subject = sheets.reference AND colleagues.email = @email
      WHERE sheets.private_email = @email COLLATE NOCASE OR colleagues.id IS NOT NULL
      ORDER BY firstDay DESC, submittedAt DESC, reference
    `)
    .all({ email })

/** The forms begun with that address and not sent, the last one first; not the corrections of colleagues, which say it too. */
export const listDraftsOf = (db: Database, email: string): Draft[] =>
  db
    .prepare<[string], number>(`
      SELECT id FROM drafts
      WHERE sent_as IS NULL AND colleague_id IS NULL AND trim(typed ->> 'contact_courriel') = ? COLLATE NOCASE
      ORDER BY updated_at DESC, id DESC
    `)
    .pluck()
    .all(email)
    .flatMap((id) => findDraftById(db, id) ?? [])

/** What publishes that address as its contact, whoever manages it. */
export const listPublishedFor = (db: Database, email: string) =>
  db
    .prepare<{ email: string }, string>(`
      SELECT reference FROM events
      WHERE public_contact_email = @email COLLATE NOCASE OR registration_email = @email COLLATE NOCASE
      UNION SELECT reference FROM sheets WHERE public_contact_email = @email COLLATE NOCASE
    `)
    .pluck()
    .all({ email })
