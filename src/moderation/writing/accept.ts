import type { Clock } from '../../clock.ts'
import type { Coordinator } from '../../coordinators/queries.ts'
import type { Database } from '../../db/open.ts'
import { removeDraft } from '../../drafts/queries.ts'
import { describeForDesk } from '../../events/sections.ts'
import type { Content, Reading } from '../../forms/kinds.ts'
import { publicChanges } from '../../propositions/outside.ts'
import type { Proposition } from '../../propositions/proposition.ts'
import { changesBetween } from '../../revisions/compare.ts'
import { describeSheet } from '../../sheets/sections.ts'
import type { Proposed } from '../proposed.ts'
import { acceptRevision } from '../revise.ts'
import { lostRace } from './lost-race.ts'
import type { Written } from './receive.ts'

type Read = Extract<Reading, { ok: true }>
type Edited = { reading: Read; written: Pick<Written, 'holder' | 'documents'> }

/** Puts a proposed change online in the coordination's words; its author reads what they are. */
export function acceptEdited(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  proposed: Proposed,
  { reading: { content, sections }, written }: Edited,
  coordinator: Coordinator,
) {
  const edited = {
    ...proposed,
    ...inWords(proposed, content),
    changes: changesBetween(proposition.sections, sections),
    endsPublication: false,
    documents: [...proposed.documents, ...written.documents],
  }
  const event = content.kind === 'evenement' ? content.event : undefined
  const edits = publicChanges(wordsOf(proposed), { event, sections })
  db.transaction(() => {
    if (!acceptRevision(db, clock, proposition, edited, coordinator, edits)) throw lostRace
    removeDraft(db, written.holder.id)
  }).immediate()
}

/** Under which questions it was agreed to is the author's. */
function inWords({ into }: Proposed, content: Content): Pick<Proposed, 'into' | 'privateEmail'> {
  if ('sheet' in into && content.kind !== 'evenement') {
    return {
      into: { ...into, merged: { ...into.merged, ...content.sheet } },
      privateEmail: content.sheet.privateEmail,
    }
  } else if ('event' in into && content.kind === 'evenement') {
    return {
      into: { ...into, merged: { ...into.merged, ...content.event } },
      privateEmail: content.event.privateEmail,
    }
  }
  throw new Error(`a change to a ${content.kind} has become one to something else`)
}

const wordsOf = ({ into }: Proposed) =>
  'event' in into
    ? { event: into.merged, sections: describeForDesk(into.merged) }
    : { sections: describeSheet(into.merged) }
