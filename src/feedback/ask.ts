import { type Clock, realClock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { type Edition, listEditions } from '../editions/queries.ts'
import { queueMail } from '../mail/outbox.ts'
import { markAsked } from './queries.ts'

/** An edition that ended longer ago is not asked about any more: a site that starts late would write about another year. */
const askedForDays = 60

/** From the day after the week, asks each organiser once how their events went; run every day. Returns how many were asked. */
export function askFeedback(db: Database, clock: Clock): number {
  return listEditions(db)
    .filter(({ lastDay, timeZone }) => {
      const since = Temporal.PlainDate.from(lastDay).until(today(clock, timeZone)).days
      return since > 0 && since <= askedForDays
    })
    .map((edition) => askOfEdition(db, clock, edition))
    .reduce((sum, asked) => sum + asked, 0)
}

type Asked = { eventId: number; reference: string; email: string }

function askOfEdition(db: Database, clock: Clock, { id, timeZone }: Edition) {
  return db
    .transaction(() => {
      const byAddress = Map.groupBy(listToAsk(db, id, today(clock, timeZone)), ({ email }) => email.toLowerCase())
      for (const events of byAddress.values()) {
        const references = events.map(({ reference }) => reference)
        queueMail(db, realClock, { name: 'feedback-asked', to: events[0]?.email ?? '', data: { references } })
        for (const { eventId } of events) markAsked(db, clock, eventId)
      }
      return byAddress.size
    })
    .immediate()
}

/** What took place and nobody has told of yet, of the addresses that were not asked before about that edition. */
const listToAsk = (db: Database, editionId: number, day: string) =>
  db
    .prepare<{ editionId: number; day: string }, Asked>(`
      WITH held AS (
        SELECT programme.id AS eventId, reference, private_email AS email, asked_at, answered_at
        FROM programme
        LEFT JOIN feedback ON event_id = programme.id
        WHERE edition_id = @editionId AND private_email IS NOT NULL
      )
      SELECT eventId, reference, email
      FROM held
      WHERE answered_at IS NULL
        AND email COLLATE NOCASE NOT IN (SELECT email FROM held WHERE asked_at IS NOT NULL)
        AND (SELECT max(day) FROM event_slots WHERE event_id = eventId) < @day
      ORDER BY (SELECT min(day) FROM event_slots WHERE event_id = eventId), eventId
    `)
    .all({ editionId, day })
