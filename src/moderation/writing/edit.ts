import type { Clock } from '../../clock.ts'
import type { Coordinator } from '../../coordinators/queries.ts'
import type { Database } from '../../db/open.ts'
import { giveToEvent, giveToSheet } from '../../documents/give.ts'
import type { Document } from '../../documents/queries.ts'
import { removeDraft } from '../../drafts/queries.ts'
import { stateOccasion } from '../../events/status.ts'
import { editEvent } from '../../events/write.ts'
import type { Content } from '../../forms/kinds.ts'
import { note } from '../../journal/queries.ts'
import { carryContact, carryToSheets } from '../../propositions/contact.ts'
import { asNoted, publicChanges } from '../../propositions/outside.ts'
import { findProposition, type Proposition } from '../../propositions/proposition.ts'
import { tellOrganisers } from '../../propositions/told.ts'
import { changesBetween } from '../../revisions/compare.ts'
import { editSheet } from '../../sheets/write.ts'
import { found } from '../../web/errors.ts'
import { count } from '../../web/french.ts'
import { isPutOff } from '../revise.ts'
import { lostRace } from './lost-race.ts'
import type { Written } from './receive.ts'

type Edited = { content: Content; written: Pick<Written, 'holder' | 'documents'>; quiet: boolean }

/** What the coordination writes takes the place of a proposition's text at once, online or not; whoever answers for it is told. */
export function edit(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  { content, written: { holder, documents }, quiet }: Edited,
  { id }: Coordinator,
) {
  const { kind, reference, privateEmail } = proposition
  db.transaction(() => {
    if (!replace(db, clock, proposition, content)) throw lostRace
    give(db, proposition, documents)
    removeDraft(db, holder.id)

    const after = found(findProposition(db, kind, reference))
    if (after.privateEmail && after.privateEmail !== privateEmail)
      carryContact(db, reference, { name: after.privateName ?? '', email: after.privateEmail })
    const changes = publicChanges(proposition, after)
    const files = documents.length > 0 ? count(documents.length, 'nouveau fichier', 'nouveaux fichiers') : ''
    note(
      db,
      clock,
      `coordinator:${id}`,
      'edited',
      reference,
      asNoted(changes, [proposition.privateName, after.privateName], files),
    )
    if (quiet) return
    const privately = changesBetween(privateSections(proposition), privateSections(after)).length > 0
    tellOrganisers(db, after, { name: 'proposal-edited', data: { kind, edits: changes, privately, files } })
  }).immediate()
}

/** Whether saving it would change nothing. */
export const isUnchanged = (
  { sections }: Proposition,
  now: Proposition['sections'],
  { documents }: Pick<Written, 'documents'>,
) => documents.length === 0 && changesBetween(sections, now).length === 0

const privateSections = ({ sections }: Proposition) => sections.filter((section) => section.private)

/** Under which questions it was agreed to does not change. */
function replace(db: Database, clock: Clock, { event, sheet }: Proposition, content: Content): boolean {
  if (content.kind !== 'evenement') return sheet !== undefined && editSheet(db, clock, sheet, content.sheet)
  if (!event) return false

  const { consentVersion, consentAt } = event
  if (!editEvent(db, clock, event, { ...content.event, consentVersion, consentAt })) return false
  carryToSheets(db, event, content.event)
  if (isPutOff(event, content.event)) stateOccasion(db, clock, event, { occasion: 'rescheduled', by: 'coordination' })
  return true
}

function give(db: Database, { event, sheet }: Proposition, documents: Document[]) {
  for (const document of documents) {
    if (event) giveToEvent(db, document, event.id)
    else if (sheet) giveToSheet(db, document, sheet.id)
  }
}
