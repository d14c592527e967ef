import type { Database } from '../db/open.ts'

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
}

/** The newest edition: the one that the site is about. */
export const findCurrentEdition = (db: Database) => listEditions(db)[0]

/** Every edition, the newest first. */
export function listEditions(db: Database) {
  return db
    .prepare<[], Edition>(`
      SELECT
        id, year, number, name, purpose, region,
        region_name AS regionName,
        coordinated_by AS coordinatedBy,
        first_day AS firstDay,
        last_day AS lastDay,
        time_zone AS timeZone,
        submissions,
        submissions_deadline AS submissionsDeadline,
        webinar_url AS webinarUrl,
        contact_name AS contactName,
        contact_email AS contactEmail,
        contact_phone AS contactPhone,
        demonstration
      FROM editions
      ORDER BY first_day DESC
    `)
    .all()
}

export function addEdition(db: Database, edition: Omit<Edition, 'id'>): number {
  const { lastInsertRowid } = db
    .prepare(`
      INSERT INTO editions (
        year, number, name, purpose, region, region_name, coordinated_by, first_day, last_day, time_zone, submissions,
        submissions_deadline, webinar_url, contact_name, contact_email, contact_phone, demonstration
      ) VALUES (
        @year, @number, @name, @purpose, @region, @regionName, @coordinatedBy, @firstDay, @lastDay, @timeZone, @submissions,
        @submissionsDeadline, @webinarUrl, @contactName, @contactEmail, @contactPhone, @demonstration
      )
    `)
    .run(edition)
  return Number(lastInsertRowid)
}

/** Replaces what the coordination says of an edition. */
export function reviseEdition(db: Database, edition: Edition) {
  db.prepare(`
    UPDATE editions SET
      year = @year, number = @number, name = @name, purpose = @purpose, coordinated_by = @coordinatedBy, first_day = @firstDay,
      last_day = @lastDay, submissions = @submissions, submissions_deadline = @submissionsDeadline, webinar_url = @webinarUrl,
      contact_name = @contactName, contact_email = @contactEmail, contact_phone = @contactPhone
    WHERE id = @id
  `).run(edition)
}
