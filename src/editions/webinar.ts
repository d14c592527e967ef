import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Edition } from './queries.ts'

export type WebinarPart = 'recording' | 'captions'

export type WebinarFile = {
  name: string
  storedAs: string
  type: string
  size: number
  sha256: string
  updatedAt: string
}

/** What is said of an edition's webinar beside its link. */
export type WebinarSaid = {
  title: string | null
  day: string | null
  length: string | null
  speakers: string | null
  summary: string | null
  sharing: string | null
  transcript: string | null
}

export type Webinar = WebinarSaid & { recording: WebinarFile | undefined; captions: WebinarFile | undefined }

const unsaid: WebinarSaid = {
  title: null,
  day: null,
  length: null,
  speakers: null,
  summary: null,
  sharing: null,
  transcript: null,
}

export function findWebinar(db: Database, { id }: Pick<Edition, 'id'>): Webinar {
  const said = db
    .prepare<[number], WebinarSaid>(`
      SELECT title, day, length, speakers, summary, sharing, transcript FROM webinars WHERE edition_id = ?
    `)
    .get(id)
  const files = new Map(
    db
      .prepare<[number], WebinarFile & { part: WebinarPart }>(`
        SELECT part, name, stored_as AS storedAs, type, size, sha256, updated_at AS updatedAt
        FROM webinar_files WHERE edition_id = ?
      `)
      .all(id)
      .map(({ part, ...file }) => [part, file]),
  )
  return {
    ...(said ?? unsaid),
    recording: files.get('recording'),
    captions: files.get('captions'),
  }
}

/** Whether there is something to see or hear again. */
export const hasWebinar = (db: Database, edition: Pick<Edition, 'id' | 'webinarUrl'>) =>
  edition.webinarUrl !== null || findWebinar(db, edition).recording !== undefined

export const describeWebinar = (db: Database, { id }: Pick<Edition, 'id'>, said: WebinarSaid) =>
  db
    .prepare(`
      INSERT OR REPLACE INTO webinars (edition_id, title, day, length, speakers, summary, sharing, transcript)
      VALUES (@id, @title, @day, @length, @speakers, @summary, @sharing, @transcript)
    `)
    .run({ id, ...said })

/** Takes the place of the one before. */
export function putWebinarFile(
  db: Database,
  clock: Clock,
  { id }: Pick<Edition, 'id'>,
  part: WebinarPart,
  file: Omit<WebinarFile, 'updatedAt'>,
) {
  removeWebinarFile(db, { id }, part)
  db.prepare(`
    INSERT INTO webinar_files (edition_id, part, name, stored_as, type, size, sha256, updated_at)
    VALUES (@id, @part, @name, @storedAs, @type, @size, @sha256, @now)
  `).run({ ...file, id, part, now: instant(clock) })
}

export const removeWebinarFile = (db: Database, { id }: Pick<Edition, 'id'>, part: WebinarPart) =>
  db.prepare('DELETE FROM webinar_files WHERE edition_id = ? AND part = ?').run(id, part)

/** Every stored name that a webinar stands for. */
export const listStoredWebinars = (db: Database) =>
  db.prepare<[], string>('SELECT stored_as FROM webinar_files').pluck().all()
