import type { Database } from '../db/open.ts'
import type { Occasion, Status } from '../events/lists.ts'
import { deskAddress, kindNames, type PropositionKind } from '../propositions/proposition.ts'
import type { Reason } from '../propositions/waiting.ts'

/** A message of a visitor that is about no proposition waits among them. */
export type ListedKind = PropositionKind | 'courrier'

export const listedKinds: Record<ListedKind, string> = { ...kindNames, courrier: 'Message de contact' }

/** Where it is read at the desk. */
export const listedAddress = ({ kind, reference }: Pick<Listed, 'kind' | 'reference'>) =>
  kind === 'courrier' ? `/moderation/${reference.replace('-', '/')}` : deskAddress({ kind, reference })

/** What a list needs to order and count one. */
export type Listed = {
  kind: ListedKind
  reference: string
  title: string
  status: Status
  /** since when it waits, if it does */
  since: string | null
  settledAt: string
}

/** What is asked of a list; an empty array asks for nothing. Words are folded. */
export type Selection = {
  /** the years of their editions */
  years: number[]
  kinds: string[]
  reasons: string[]
  departments: string[]
  days: string[]
  /** those with a day outside the week of their edition */
  outside: boolean
  flags: string[]
  /** `moi`, `autre`, `personne`, seen by the account `me` */
  holders: string[]
  me: number
  words: string[]
  /** whether the words are looked for in private addresses too */
  withPrivate: boolean
}

/** What a selection keeps, whatever its state. */
export function listMatching(db: Database, selection: Selection): Listed[] {
  const bound = Object.fromEntries(
    Object.entries(selection).map(([name, value]) => [
      name,
      Array.isArray(value) ? JSON.stringify(value) : typeof value === 'boolean' ? Number(value) : value,
    ]),
  )
  return db
    .prepare<Record<string, unknown>, Listed>(`
      SELECT kind, listed.reference, title, status, since, settledAt
      FROM listed
      JOIN editions ON editions.id = listed.editionId
      LEFT JOIN waiting ON waiting.reference = listed.reference
      LEFT JOIN holders ON subject = listed.reference AND since IS NOT NULL
      WHERE (@years = '[]' OR editions.year IN (SELECT value FROM json_each(@years)))
        AND (@kinds = '[]' OR kind IN (SELECT value FROM json_each(@kinds)))
        AND (@reasons = '[]' OR EXISTS (
          SELECT 1 FROM json_each(reasons) WHERE value IN (SELECT value FROM json_each(@reasons))))
        AND (@departments = '[]' OR department IN (SELECT value FROM json_each(@departments)))
        AND ((@days = '[]' AND @outside = 0) OR EXISTS (
          SELECT 1 FROM event_slots
          WHERE event_id = eventId
            AND (day IN (SELECT value FROM json_each(@days)) OR (@outside = 1 AND day NOT BETWEEN first_day AND last_day))))
        AND (@flags = '[]' OR EXISTS (
          SELECT 1 FROM (SELECT value FROM json_each(flags) UNION ALL SELECT value FROM json_each(documentFlags))
          WHERE value IN (SELECT value FROM json_each(@flags))
            -- suspicions are over once somebody has decided
            AND (value NOT IN ('trap', 'fast', 'links', 'words') OR revised OR status IN ('pending', 'changes_requested'))))
        AND (@holders = '[]'
          OR CASE WHEN coordinatorId IS NULL THEN 'personne' WHEN coordinatorId = @me THEN 'moi' ELSE 'autre' END
            IN (SELECT value FROM json_each(@holders)))
        AND (@words = '[]' OR NOT EXISTS (
          SELECT 1 FROM json_each(@words)
          WHERE instr(
            fold(concat_ws(' ', title, organisation, listed.reference, iif(@withPrivate, privateEmail, NULL))), value) = 0))
    `)
    .all(bound)
}

/** What a row of a list shows. */
export type Row = Listed & {
  organisation: string
  editionId: number
  department: string | null
  day: string | null
  attached: number
  occasion: Occasion
  /** a change is proposed to it */
  revised: 0 | 1
  flags: string[]
  documentFlags: string[]
  reasons: Reason[]
  holderId: number | null
  holder: string | null
}

const parsed = ['flags', 'documentFlags', 'reasons'] as const

/** The rows of these, in the order given. */
export function listRows(db: Database, references: string[]): Row[] {
  const rows = db
    .prepare<[string], Record<(typeof parsed)[number], string> & Row>(`
      SELECT
        kind, listed.reference, title, status, since, settledAt, organisation, listed.editionId, department, day, attached,
        occasion, revised, flags, documentFlags, coalesce(reasons, '[]') AS reasons,
        coordinatorId AS holderId,
        who AS holder
      FROM listed
      LEFT JOIN waiting ON waiting.reference = listed.reference
      LEFT JOIN holders ON subject = listed.reference AND since IS NOT NULL
      WHERE listed.reference IN (SELECT value FROM json_each(?))
    `)
    .all(JSON.stringify(references))
    .map((row) => ({ ...row, ...Object.fromEntries(parsed.map((name) => [name, JSON.parse(row[name])])) }))
  const byReference = new Map(rows.map((row) => [row.reference, row]))
  return references.flatMap((reference) => byReference.get(reference) ?? [])
}
