import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { fold } from '../web/french.ts'
import type { Consent, Event, Proposal } from './event.ts'
import { flagsAfter } from './flags.ts'
import type { Status } from './lists.ts'
import { findEventById } from './queries.ts'
import { replaceSlots } from './slot-write.ts'

type Life = Consent & {
  reference: string
  editionId: number
  uidHost: string
  submittedAt: string
  flags: string[]
  /** the event of a past edition that it takes up again, by its reference */
  repeats?: string | null
}

/** Adds a pending event. In a transaction of the caller's. Returns its id. */
export function addPendingEvent(db: Database, proposal: Proposal, life: Life): number {
  const { lastInsertRowid } = db
    .prepare(`
      INSERT INTO events (
        reference, edition_id, status, title, summary, description, type, mode, place_name, address, postal_code, commune_code, access,
        online_link, online_link_reserved, registration, registration_url, registration_email, registration_phone, registration_deadline,
        seats, free_of_charge, price_detail, accessibility_detail, organiser_name, organiser_type, organiser_family, organiser_qualities,
        organiser_website, public_contact_role, public_contact_email, public_contact_phone, private_name, private_email, private_phone,
        keywords, latitude, longitude, position_precision, image_alt, image_credit, consent_version, consent_at, flags,
        folded, uid_host, repeats, submitted_at, updated_at
      ) VALUES (
        @reference, @editionId, 'pending', @title, @summary, @description, @type, @mode, @placeName, @address, @postalCode, @communeCode, @access,
        @onlineLink, @onlineLinkReserved, @registration, @registrationUrl, @registrationEmail, @registrationPhone, @registrationDeadline,
        @seats, @freeOfCharge, @priceDetail, @accessibilityDetail, @organiserName, @organiserType, @organiserFamily, @organiserQualities,
        @organiserWebsite, @publicContactRole, @publicContactEmail, @publicContactPhone, @privateName, @privateEmail, @privatePhone,
        @keywords, @latitude, @longitude, @positionPrecision, @imageAlt, @imageCredit, @consentVersion, @consentAt, @flags,
        @folded, @uidHost, @repeats, @submittedAt, @submittedAt
      )
    `)
    .run({ repeats: null, ...columnsOf(db, proposal), ...life, flags: JSON.stringify(life.flags) })
  const id = Number(lastInsertRowid)
  addChildren(db, id, proposal)
  replaceSlots(db, id, proposal.slots)
  return id
}

/** Replaces the content of an event that awaits a decision; it is pending again. False when it was decided meanwhile. */
export const correctEvent = (db: Database, clock: Clock, id: number, proposal: Proposal & Consent, flags: string[]) =>
  replaceContent(db, clock, id, proposal, { from: ['pending', 'changes_requested'], to: 'pending', flags })

/** Replaces the content of a published event, which stays online; calendars learn it from the sequence. */
export const reviseEvent = (db: Database, clock: Clock, id: number, proposal: Proposal & Consent) =>
  replaceContent(db, clock, id, proposal, { from: ['published'], to: 'published' })

/** What the coordination writes itself takes the place of a text, wherever it stands: that does not change. */
export const editEvent = (db: Database, clock: Clock, { id, status }: Event, proposal: Proposal & Consent) =>
  replaceContent(db, clock, id, proposal, { from: [status], to: status })

/** A new private address revokes the links sent to the old one. What is accepted may be undone: its links never come again. */
function replaceContent(
  db: Database,
  clock: Clock,
  id: number,
  proposal: Proposal & Consent,
  { from, to, flags }: { from: Status[]; to: Status; flags?: string[] },
): boolean {
  const event = findEventById(db, id)
  if (!event) return false
  const { changes } = db
    .prepare(`
      UPDATE events SET
        status = @to, title = @title, summary = @summary, description = @description, type = @type, mode = @mode,
        place_name = @placeName, address = @address, postal_code = @postalCode, commune_code = @communeCode, access = @access,
        latitude = @latitude, longitude = @longitude, position_precision = @positionPrecision,
        online_link = @onlineLink, online_link_reserved = @onlineLinkReserved, registration = @registration,
        registration_url = @registrationUrl, registration_email = @registrationEmail, registration_phone = @registrationPhone,
        registration_deadline = @registrationDeadline, seats = @seats, free_of_charge = @freeOfCharge, price_detail = @priceDetail,
        accessibility_detail = @accessibilityDetail, organiser_name = @organiserName, organiser_type = @organiserType,
        organiser_family = @organiserFamily, organiser_qualities = @organiserQualities, organiser_website = @organiserWebsite,
        public_contact_role = @publicContactRole, public_contact_email = @publicContactEmail, public_contact_phone = @publicContactPhone,
        private_name = @privateName, private_email = @privateEmail, private_phone = @privatePhone, keywords = @keywords, folded = @folded,
        image_alt = @imageAlt, image_credit = @imageCredit, consent_version = @consentVersion, consent_at = @consentAt, flags = @flags,
        link_generation = link_generation
          + (private_email IS NOT @privateEmail) * (1 + (@to = 'published') * abs(random() % 1000000)),
        sequence = sequence + (@to = 'published'), updated_at = @now
      WHERE id = @id AND status IN (SELECT value FROM json_each(@from))
    `)
    .run({
      ...columnsOf(db, proposal),
      id,
      from: JSON.stringify(from),
      to,
      flags: JSON.stringify(flagsAfter(db, clock, event, proposal, flags)),
      now: instant(clock),
    })
  if (changes !== 1) return false

  for (const remove of childRemovals) db.prepare(remove).run(id)
  addChildren(db, id, proposal)
  replaceSlots(db, id, proposal.slots)
  return true
}

/** What calendars hold of an edition's events has changed, though their text has not. */
export const raiseSequences = (db: Database, editionId: number) =>
  db.prepare(`UPDATE events SET sequence = sequence + 1 WHERE edition_id = ? AND status = 'published'`).run(editionId)

const childRemovals = [
  'DELETE FROM event_themes WHERE event_id = ?',
  'DELETE FROM event_audiences WHERE event_id = ?',
  'DELETE FROM event_access_needs WHERE event_id = ?',
  'DELETE FROM event_coorganisers WHERE event_id = ?',
]

function addChildren(db: Database, id: number, proposal: Proposal) {
  const addTheme = db.prepare('INSERT INTO event_themes (event_id, theme) VALUES (?, ?)')
  const addAudience = db.prepare('INSERT INTO event_audiences (event_id, audience) VALUES (?, ?)')
  const addNeed = db.prepare('INSERT INTO event_access_needs (event_id, need) VALUES (?, ?)')
  const addCoorganiser = db.prepare('INSERT INTO event_coorganisers (event_id, position, name) VALUES (?, ?, ?)')

  for (const theme of proposal.themes) addTheme.run(id, theme)
  for (const audience of proposal.audiences) addAudience.run(id, audience)
  for (const need of proposal.accessNeeds) addNeed.run(id, need)
  for (const [index, name] of proposal.coorganisers.entries()) addCoorganiser.run(id, index + 1, name)
}

function columnsOf(db: Database, proposal: Proposal) {
  const { slots, themes, audiences, accessNeeds, coorganisers, ...columns } = proposal
  const commune = db
    .prepare<[string | null], string>('SELECT name FROM communes WHERE code = ?')
    .pluck()
    .get(columns.communeCode)
  const searched = [
    columns.title,
    columns.summary,
    columns.organiserName,
    commune,
    ...coorganisers,
    ...columns.keywords,
  ]
  return {
    ...columns,
    organiserQualities: JSON.stringify(columns.organiserQualities),
    keywords: JSON.stringify(columns.keywords),
    folded: fold(searched.filter(Boolean).join(' ')),
  }
}
