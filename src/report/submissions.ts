import type { Database } from '../db/open.ts'
import type { Edition } from '../editions/queries.ts'
import { dayOf } from '../web/french.ts'
import type { Tally } from './programme.ts'

/** What was proposed for an edition, whatever became of it: when, in which state it is, and how long a first answer took. */
export function countSubmissions(db: Database, { id, timeZone }: Edition) {
  const rows = listByKind(db, id)
  const states: Tally = new Map()
  for (const { status, number } of rows) states.set(status, (states.get(status) ?? 0) + number)
  const published = (kind: string) => rows.find((row) => row.kind === kind && row.status === 'published')?.number ?? 0
  const days: Tally = new Map()
  for (const [start, number] of listTimes(db, id)) {
    const day = dayOf(`${start}0:00Z`, timeZone)
    days.set(day, (days.get(day) ?? 0) + number)
  }
  const waits = listWaits(db, id)
  return {
    received: [...states.values()].reduce((sum, number) => sum + number, 0),
    states,
    rex: published('rex'),
    cartesBlanches: published('carte-blanche'),
    days: [...days].sort(([day], [other]) => (day < other ? -1 : 1)).map(([day, number]) => ({ day, number })),
    answered: waits.length,
    median: medianOf(waits),
    ninetieth: waits[Math.ceil(waits.length * 0.9) - 1],
  }
}

const listByKind = (db: Database, editionId: number) =>
  db
    .prepare<[number], { kind: string; status: string; number: number }>(
      'SELECT kind, status, count(*) AS number FROM propositions WHERE editionId = ? GROUP BY kind, status',
    )
    .all(editionId)

/** By tens of minutes (`2023-04-03T09:1`): the days of any time zone are made of them. */
const listTimes = (db: Database, editionId: number) =>
  db
    .prepare<[number], [start: string, number: number]>(`
      SELECT substr(submittedAt, 1, 15) AS start, count(*) FROM propositions WHERE editionId = ? GROUP BY start
    `)
    .raw()
    .all(editionId)

/**
 * In seconds, the shortest first: from the sending of a proposition to the coordination's first decision that stands, as the
 * journal has it. What the coordination entered itself waited for nobody.
 */
const listWaits = (db: Database, editionId: number) =>
  db
    .prepare<[number], number>(`
      SELECT unixepoch(min(at)) - unixepoch(submittedAt) AS wait
      FROM propositions
      JOIN journal ON subject = reference
      WHERE editionId = ? AND actor GLOB 'coordinator:*' AND act IN ('published', 'changes-requested', 'refused')
        AND journal.id NOT IN (SELECT change FROM decisions WHERE undone_at IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM journal AS entry WHERE entry.subject = reference AND entry.act = 'entered')
      GROUP BY reference, submittedAt
      ORDER BY wait
    `)
    .pluck()
    .all(editionId)

function medianOf(sorted: number[]) {
  const half = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}
