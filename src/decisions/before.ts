import { type Assignment, giveBack } from '../assignments/queries.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import {
  type Document,
  findDocument,
  giveDocument,
  listRevisionDocuments,
  removeDocument,
} from '../documents/queries.ts'
import { readdressCorrections } from '../drafts/corrections.ts'
import { type Life, putBackEvent, putBackLife, type StoredEvent, storedEvent } from '../events/put-back.ts'
import { lastChange } from '../journal/queries.ts'
import { removeMessage } from '../messages/queries.ts'
import { carryContact } from '../propositions/contact.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { type Revision, reopenRevision } from '../revisions/queries.ts'
import {
  putBackSheet,
  putBackSheetContacts,
  putBackSheetLife,
  type StoredSheet,
  storedSheet,
} from '../sheets/put-back.ts'
import { findSheetById } from '../sheets/queries.ts'

/** What a decision changed, as it was before. */
export type Before = {
  id: number
  /** the line that the decision wrote into the thread */
  message?: number
  /** who took care of it */
  holder?: Omit<Assignment, 'who'>
} & ({ life: Life; revision?: Settled } | { revision: Settled; content?: Content })

/** A proposed change, whose contacts the decision may have changed too, and the documents that came with it; `added`, by the coordination. */
type Settled = Pick<Revision, 'id' | 'base' | 'proposed'> & { documents: number[]; added?: number[] }

/** What a change that was accepted took the place of; `carried` are the sheets that came with an event. */
type Content = { event: StoredEvent; carried: (StoredSheet & { change: number })[] } | { sheet: StoredSheet }

export function lifeBefore({ event, sheet }: Proposition): Before {
  const noun = event ?? sheet
  if (!noun) throw new Error('a proposition is an event or a sheet')
  const { id, status, coordinatorMessage, decidedAt, publishedAt, updatedAt } = noun
  return { id, life: { status, coordinatorMessage, decidedAt, publishedAt, updatedAt } }
}

/** Before what is online is taken down, with the change that is proposed to it. */
export const onlineBefore = (db: Database, proposition: Proposition, revision: Revision | undefined): Before => ({
  ...lifeBefore(proposition),
  ...(revision && { revision: revisionBefore(db, proposition, revision).revision }),
})

/** Before a proposed change is refused. */
export const revisionBefore = (
  db: Database,
  { event, sheet }: Proposition,
  { id, base, proposed }: Revision,
): Before & { revision: Settled } => ({
  id: event?.id ?? sheet?.id ?? 0,
  revision: { id, base, proposed, documents: listRevisionDocuments(db, id).map((document) => document.id) },
})

/** Before it is accepted, with these documents. */
export function contentBefore(
  db: Database,
  proposition: Proposition,
  revision: Revision,
  documents: Document[],
): Before {
  const { event, sheets } = proposition
  const before = revisionBefore(db, proposition, revision)
  const added = documents.filter(({ revisionId }) => revisionId !== revision.id).map(({ id }) => id)
  const carried = sheets.map(({ id, reference }) => ({ ...storedSheet(db, id), change: lastChange(db, reference) }))
  const content = event ? { event: storedEvent(db, before.id), carried } : { sheet: storedSheet(db, before.id) }
  return { ...before, revision: { ...before.revision, added }, content } as Before
}

/** Puts everything back, in a transaction of the caller's. */
export function putBack(db: Database, clock: Clock, proposition: Proposition, before: Before) {
  if (before.message !== undefined) removeMessage(db, before.message)
  if (before.holder) giveBack(db, proposition.reference, before.holder)
  if ('life' in before) {
    if (proposition.event) putBackLife(db, before.id, before.life)
    else putBackSheetLife(db, before.id, before.life)
    if (before.revision) reopenRevision(db, before.revision)
    return
  }

  if (before.content) {
    putBackDocuments(db, before.id, before.revision, before.content)
    putBackContent(db, clock, proposition, before.id, before.content)
  }
  reopenRevision(db, before.revision)
}

/**
 * What came with the change is the change's again, and what it took the place of is in its place. What the coordination
 * added goes, and its bytes are swept.
 */
function putBackDocuments(db: Database, id: number, { id: revisionId, documents, added }: Settled, content: Content) {
  const replaced = listRevisionDocuments(db, revisionId).filter((one) => !documents.includes(one.id))
  const known = (ids: number[] = []) => ids.flatMap((one) => findDocument(db, one) ?? [])
  for (const document of known(added)) removeDocument(db, document)
  for (const document of known(documents)) giveDocument(db, document, { revisionId })
  for (const document of replaced) giveDocument(db, document, 'event' in content ? { eventId: id } : { sheetId: id })
}

function putBackContent(
  db: Database,
  clock: Clock,
  { reference, privateEmail }: Proposition,
  id: number,
  content: Content,
) {
  if ('event' in content) putBackEvent(db, clock, id, content.event)
  else putBackSheet(db, clock, id, content.sheet)
  const { private_name: name, private_email: email } = 'event' in content ? content.event.row : content.sheet.row
  if (email && email !== privateEmail) carryContact(db, reference, { name: String(name ?? ''), email: String(email) })
  if ('event' in content) for (const sheet of content.carried) putBackCarried(db, sheet)
}

/** A sheet that nobody has touched since has its former contacts again; with another address, what is begun of it too. */
function putBackCarried(db: Database, sheet: StoredSheet & { change: number }) {
  const { id, reference, private_name: name, private_email: email, link_generation: generation } = sheet.row
  const now = findSheetById(db, Number(id))
  if (!now || lastChange(db, String(reference)) !== sheet.change) return
  putBackSheetContacts(db, now.id, sheet)
  if (email && now.linkGeneration !== generation)
    readdressCorrections(db, now.reference, Number(generation), { email: String(email), name: String(name ?? '') })
}
