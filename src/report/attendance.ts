import type { Database } from '../db/open.ts'
import type { Tally } from './programme.ts'

type Answers = { satisfaction: number; events: number; participants: number; told: number; buyers: number }

/** What the organisers of the programme answered: how many came, and how it went. */
export function countAttendance(db: Database, editionId: number) {
  const rows = listAnswers(db, editionId)
  const sum = (of: (row: Answers) => number) => rows.reduce((total, row) => total + of(row), 0)
  const answers = sum(({ events }) => events)
  const satisfactions: Tally = new Map(rows.map(({ satisfaction, events }) => [String(satisfaction), events]))
  return {
    answers,
    participants: sum(({ participants }) => participants),
    buyers: sum(({ buyers }) => buyers),
    /** how many answers say how many of them were buyers */
    buyersTold: sum(({ told }) => told),
    satisfactions,
    satisfaction: answers === 0 ? undefined : sum((row) => row.satisfaction * row.events) / answers,
  }
}

const listAnswers = (db: Database, editionId: number) =>
  db
    .prepare<[number], Answers>(`
      SELECT
        satisfaction,
        count(*) AS events,
        sum(participants) AS participants,
        count(buyers) AS told,
        coalesce(sum(buyers), 0) AS buyers
      FROM feedback
      JOIN programme ON programme.id = event_id
      WHERE edition_id = ? AND answered_at IS NOT NULL
      GROUP BY satisfaction
    `)
    .all(editionId)
