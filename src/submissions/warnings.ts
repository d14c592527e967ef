import { listReadings } from '../blanks/readings.ts'
import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { isHidden } from '../documents/of-sheets.ts'
import type { Document } from '../documents/queries.ts'
import type { Draft } from '../drafts/queries.ts'
import type { Edition } from '../editions/queries.ts'
import { contentOf, type Described } from '../events/event.ts'
import { findLookAlikes, lookAlikeWarning } from '../events/look-alikes.ts'
import { findEvent } from '../events/queries.ts'
import type { Content, Reading } from '../forms/kinds.ts'
import type { Warning } from '../web/forms.ts'
import { date } from '../web/french.ts'
import { likelyAddress } from '../web/mistyped.ts'
import { startOf } from './sending.ts'

type Read = Extract<Reading, { ok: true }>
type House = { db: Database; clock: Clock }

/** What whoever sends a form is asked to confirm: nothing of it is wrong for sure. */
export function warningsOf(
  { db, clock }: House,
  edition: Edition,
  draft: Draft,
  { content, warnings }: Read,
): Warning[] {
  return [
    ...warnings,
    ...(content.kind === 'evenement' ? aboutEvent(db, clock, edition, draft, content.event) : []),
    ...(draft.colleagueId === null ? aboutAddress(content) : []),
  ]
}

/** Those that the coordinator is told of too: the others were for whoever sends. */
export const flagsOf = (warnings: Warning[]) => warnings.map(({ name }) => name).filter((name) => name !== 'adresse')

function aboutEvent(db: Database, clock: Clock, edition: Edition, draft: Draft, event: Described): Warning[] {
  const now = draft.corrects ? findEvent(db, draft.corrects) : undefined
  const alikeTo = (content: Described) => findLookAlikes(db, edition, content, draft.corrects)
  // what looked alike before a correction was confirmed then
  const known = now ? alikeTo(startOf(db, draft, contentOf(now))).map(({ reference }) => reference) : []
  const alike = alikeTo(event).filter(({ reference }) => !known.includes(reference))
  const past = event.slots.map(({ day }) => day).filter((day) => day < today(clock, edition.timeZone))
  return [
    ...(past.length > 0 && !now?.publishedAt ? [pastWarning(past)] : []),
    ...(alike.length > 0 ? [lookAlikeWarning(alike)] : []),
  ]
}

const pastWarning = (days: string[]): Warning => ({
  name: 'passe',
  message: `Le ${[...new Set(days)].map(date).join(', le ')} : c’est déjà passé`,
  confirm: 'Oui, c’est bien ce jour-là',
})

/** Everything that is sent hangs on it. */
function aboutAddress(content: Content): Warning[] {
  const { privateEmail } = content.kind === 'evenement' ? content.event : content.sheet
  const likely = privateEmail ? likelyAddress(privateEmail) : undefined
  if (!likely) return []
  return [
    {
      name: 'adresse',
      message: `Votre adresse électronique : ${privateEmail}. Vouliez-vous dire ${likely} ?`,
      confirm: `Oui, mon adresse est bien ${privateEmail}`,
    },
  ]
}

/** Whether all that tells the story is a filled sheet of ours that could not be read: nobody would have it but the desk, by hand. */
export const isStoryless = (db: Database, { content }: Pick<Read, 'content'>, documents: Document[]) =>
  content.kind !== 'evenement' && isHidden(content.sheet, documents) && listReadings(db, documents).length === 0
