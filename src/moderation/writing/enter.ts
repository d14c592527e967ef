import { type Clock, instant } from '../../clock.ts'
import type { Coordinator } from '../../coordinators/queries.ts'
import type { Database } from '../../db/open.ts'
import { newReference } from '../../db/reference.ts'
import { giveToEvent, giveToSheet } from '../../documents/give.ts'
import type { Document } from '../../documents/queries.ts'
import { findDraft } from '../../drafts/queries.ts'
import { markSent } from '../../drafts/sent.ts'
import type { Edition } from '../../editions/queries.ts'
import type { Described } from '../../events/event.ts'
import { findEventById } from '../../events/queries.ts'
import { slugFor } from '../../events/slugs.ts'
import { markPublished } from '../../events/status.ts'
import { addPendingEvent } from '../../events/write.ts'
import type { Content } from '../../forms/kinds.ts'
import { note } from '../../journal/queries.ts'
import { consentOf, isTaken } from '../../propositions/handed-in.ts'
import { findProposition } from '../../propositions/proposition.ts'
import { tellOrganisers } from '../../propositions/told.ts'
import { findSheetById } from '../../sheets/queries.ts'
import type { ProposedSheet } from '../../sheets/sheet.ts'
import { sheetSlugFor } from '../../sheets/slugs.ts'
import { markSheetPublished } from '../../sheets/status.ts'
import { addPendingSheet } from '../../sheets/write.ts'
import { found } from '../../web/errors.ts'
import type { Written } from './receive.ts'

type Entered = {
  edition: Edition
  content: Content
  written: Pick<Written, 'holder' | 'documents'>
  uidHost: string
  /** what is to be looked at twice */
  flags: string[]
  /** online at once, or still to be decided of */
  publish: boolean
}

/** Adds what reached the coordination by other ways, with its files. Returns the reference; the same form twice gives the same. */
export function enter(db: Database, clock: Clock, entered: Entered, { id }: Coordinator): string {
  const { content, written, publish } = entered
  return db
    .transaction(() => {
      const already = findDraft(db, written.holder.key)?.sentAs
      if (already) return already

      const reference = newReference(isTaken(db))
      markSent(db, clock, written.holder, { reference })
      if (content.kind === 'evenement') enterEvent(db, clock, entered, content.event, reference)
      else enterSheet(db, clock, entered, content.sheet, reference)

      note(db, clock, `coordinator:${id}`, 'entered', reference)
      if (publish) note(db, clock, `coordinator:${id}`, 'published', reference)
      const { kind } = content
      tellOrganisers(db, found(findProposition(db, kind, reference)), { name: 'proposal-entered', data: { kind } })
      return reference
    })
    .immediate()
}

const lifeOf = (clock: Clock, { edition, flags }: Entered) => ({
  editionId: edition.id,
  flags,
  submittedAt: instant(clock),
})

function enterEvent(db: Database, clock: Clock, entered: Entered, event: Described, reference: string) {
  const { uidHost, written, publish } = entered
  // nobody has answered the questions about publication but the coordination itself
  const consent = { consentVersion: null, consentAt: null }
  const id = addPendingEvent(db, event, { ...lifeOf(clock, entered), ...consent, reference, uidHost })
  for (const document of written.documents) giveToEvent(db, document, id)
  if (publish) markPublished(db, clock, found(findEventById(db, id)), slugFor(db, event.title))
}

/** A sheet says itself who agrees to what. */
function enterSheet(db: Database, clock: Clock, entered: Entered, sheet: ProposedSheet, reference: string) {
  const { written, publish } = entered
  const life = { ...lifeOf(clock, entered), ...consentOf(clock), reference, eventId: null }
  const id = addPendingSheet(db, { ...sheet, ...life })
  for (const document of written.documents as Document[]) giveToSheet(db, document, id)
  if (publish) markSheetPublished(db, clock, found(findSheetById(db, id)), sheetSlugFor(db, sheet.title))
}
