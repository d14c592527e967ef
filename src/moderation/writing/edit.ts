import { type Clock, realClock } from '../../clock.ts'
import type { Coordinator } from '../../coordinators/queries.ts'
import type { Database } from '../../db/open.ts'
import { giveToEvent, giveToSheet } from '../../documents/give.ts'
import type { Document } from '../../documents/queries.ts'
import { removeDraft } from '../../drafts/queries.ts'
import { stateOccasion } from '../../events/status.ts'
import { editEvent } from '../../events/write.ts'
import type { Content } from '../../forms/kinds.ts'
import { note } from '../../journal/queries.ts'
import { queueMail } from '../../mail/outbox.ts'
import { carryContact, carryToSheets } from '../../propositions/contact.ts'
import { asNoted, publicChanges } from '../../propositions/outside.ts'
import { findProposition, type Proposition } from '../../propositions/proposition.ts'
import { tellOrganisers } from '../../propositions/told.ts'
import { changesBetween } from '../../revisions/compare.ts'
import { editSheet } from '../../sheets/write.ts'
import { found } from '../../web/errors.ts'
import { count } from '../../web/french.ts'
import { isPutOff } from '../revise.ts'
import { correctAddress } from './address.ts'
import { lostRace } from './lost-race.ts'
import type { Written } from './receive.ts'

type Edited = { content: Content; written: Pick<Written, 'holder' | 'documents'>; quiet: boolean }

/** Who is told, as the page says it that follows: whoever answers for it, nobody, or above all the address that is new. */
type Told = 'saisie' | 'discret' | 'nouvelle-adresse'

/** What the coordination writes takes the place of a proposition's text at once, online or not; whoever answers for it is told. Returns who was. */
export function edit(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  { content, written: { holder, documents }, quiet }: Edited,
  { id }: Coordinator,
): Told {
  const { kind, reference, privateEmail } = proposition
  const actor = `coordinator:${id}` as const
  return db
    .transaction(() => {
      const moved = correctAddress(db, clock, proposition, content, actor)
      if (!replace(db, clock, proposition, content)) throw lostRace
      give(db, proposition, documents)
      removeDraft(db, holder.id)

      const after = found(findProposition(db, kind, reference))
      if (!privateEmail && after.privateEmail)
        carryContact(db, reference, { name: after.privateName ?? '', email: after.privateEmail })
      const changes = publicChanges(proposition, after)
      const files = documents.length > 0 ? count(documents.length, 'nouveau fichier', 'nouveaux fichiers') : ''
      note(db, clock, actor, 'edited', reference, asNoted(changes, [proposition.privateName, after.privateName], files))
      const privately = changesBetween(privateSections(proposition), privateSections(after)).length > 0
      const mail = { name: 'proposal-edited', data: { kind, reference, edits: changes, privately, moved, files } }
      if (!quiet) tellOrganisers(db, after, mail)
      // the new address has no link yet: it is told of its own
      else if (moved && after.privateEmail) queueMail(db, realClock, { ...mail, to: after.privateEmail })
      return moved ? 'nouvelle-adresse' : quiet ? 'discret' : 'saisie'
    })
    .immediate()
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
