import type { Database } from '../db/open.ts'
import { found } from '../web/errors.ts'
import type { HomeTexts, Phase } from './phases.ts'

export type Edition = {
  id: number
  year: number
  number: number
  name: string
  purpose: string
  region: string
  regionName: string
  coordinatedBy: string
  firstDay: string
  lastDay: string
  timeZone: string
  submissions: 'open' | 'closed'
  submissionsDeadline: string | null
  webinarUrl: string | null
  contactName: string | null
  contactEmail: string | null
  contactPhone: string | null
  demonstration: 0 | 1
  /** the moment that the home page shows, when the coordination has chosen it */
  phase: Phase | null
  texts: HomeTexts
  lateGeneration: number
}

type EditionRecord = Omit<Edition, 'texts'> & { texts: string }

/** The newest edition: the one that the site is about. */
export const findCurrentEdition = (db: Database) =>
  whole(db.prepare<[], EditionRecord>('SELECT * FROM edition_details ORDER BY firstDay DESC LIMIT 1').get())

/** Where the site's days and hours are those of, even before the first edition. */
export const currentZone = (db: Database) => findCurrentEdition(db)?.timeZone ?? 'Europe/Paris'

export const findEdition = (db: Database, id: number) =>
  whole(db.prepare<[number], EditionRecord>('SELECT * FROM edition_details WHERE id = ?').get(id))

/** The edition that a proposition is of: its days, and the hours of where it takes place. */
export const ownEdition = (db: Database, { editionId }: { editionId: number }): Edition =>
  found(findEdition(db, editionId))

export const findEditionOfYear = (db: Database, year: number) =>
  whole(db.prepare<[number], EditionRecord>('SELECT * FROM edition_details WHERE year = ?').get(year))

/** The edition before this one. */
export const findPreviousEdition = (db: Database, { firstDay }: Pick<Edition, 'firstDay'>) =>
  whole(
    db
      .prepare<[string], EditionRecord>(
        'SELECT * FROM edition_details WHERE firstDay < ? ORDER BY firstDay DESC LIMIT 1',
      )
      .get(firstDay),
  )

/** Every edition, the newest first. */
export const listEditions = (db: Database) =>
  db
    .prepare<[], EditionRecord>('SELECT * FROM edition_details ORDER BY firstDay DESC')
    .all()
    .map((record) => whole(record) as Edition)

const whole = (record: EditionRecord | undefined): Edition | undefined =>
  record && { ...record, texts: JSON.parse(record.texts) }

type Chosen = Pick<Edition, 'phase' | 'texts'>

export type NewEdition = Omit<Edition, 'id' | 'lateGeneration' | keyof Chosen> & Partial<Chosen>

export function addEdition(db: Database, edition: NewEdition): number {
  const { lastInsertRowid } = db
    .prepare(`
      INSERT INTO editions (
        year, number, name, purpose, region, region_name, coordinated_by, first_day, last_day, time_zone, submissions,
        submissions_deadline, webinar_url, contact_name, contact_email, contact_phone, demonstration, phase, texts
      ) VALUES (
        @year, @number, @name, @purpose, @region, @regionName, @coordinatedBy, @firstDay, @lastDay, @timeZone, @submissions,
        @submissionsDeadline, @webinarUrl, @contactName, @contactEmail, @contactPhone, @demonstration, @phase, @texts
      )
    `)
    .run({ phase: null, ...edition, texts: JSON.stringify(edition.texts ?? {}) })
  return Number(lastInsertRowid)
}

/** Replaces what the coordination says of an edition. */
export function reviseEdition(db: Database, edition: Edition) {
  db.prepare(`
    UPDATE editions SET
      year = @year, number = @number, name = @name, purpose = @purpose, coordinated_by = @coordinatedBy, first_day = @firstDay,
      last_day = @lastDay, time_zone = @timeZone, submissions = @submissions, submissions_deadline = @submissionsDeadline,
      webinar_url = @webinarUrl, contact_name = @contactName, contact_email = @contactEmail, contact_phone = @contactPhone,
      phase = @phase, texts = @texts
    WHERE id = @id
  `).run({ ...edition, texts: JSON.stringify(edition.texts) })
}

/** Closes the links given to those who are late: drafts begun with one stay open until its day. */
export const closeLateLinks = (db: Database, { id }: Pick<Edition, 'id'>) =>
  db.prepare('UPDATE editions SET late_generation = late_generation + 1 WHERE id = ?').run(id)
