import path from 'node:path'
import { type Clock, realClock, today } from '../clock.ts'
import { removeColleagueOf } from '../colleagues/erase.ts'
import { type Colleague, listColleagues, removeColleague } from '../colleagues/queries.ts'
import { eraseAccountOf } from '../coordinators/accounts.ts'
import type { Database } from '../db/open.ts'
import { forgetDecisionsOf } from '../decisions/forget.ts'
import { documentsHolding, type Folders, removeFiles, takeDocuments } from '../documents/erase.ts'
import type { Document } from '../documents/queries.ts'
import { listMainCorrections } from '../drafts/corrections.ts'
import { listDraftsOfColleague } from '../drafts/erase.ts'
import { handOverEvent } from '../events/handover.ts'
import { findEvent } from '../events/queries.ts'
import { markWithdrawn } from '../events/status.ts'
import { type Actor, note } from '../journal/queries.ts'
import { eraseLetters } from '../mail/letters.ts'
import { queueMail } from '../mail/outbox.ts'
import { tellCoordinators } from '../notices/tell.ts'
import { carryContact } from '../propositions/contact.ts'
import {
  documentsOf,
  eraseMentions,
  forgetContact,
  removeDraftWhole,
  removeProposition,
  stripProposition,
} from '../propositions/erase.ts'
import { listDraftsOf, listManaged, type Managed } from '../propositions/person.ts'
import { handOverSheet } from '../sheets/handover.ts'
import { findSheet } from '../sheets/queries.ts'
import { withdrawSheet } from '../sheets/status.ts'
import { documentsSaying } from '../texts/erase.ts'
import { isSame } from '../web/addresses.ts'

type House = { db: Database; clock: Clock; folders: Folders }

/** What becomes of a proposition once its contact is erased. */
export type Fate =
  /** a colleague goes on with it */
  | { name: 'handed'; to: Colleague }
  /** online, in the archive of its edition, without any contact */
  | { name: 'stays' }
  /** online, in an edition that is not over: either stays or is withdrawn */
  | { name: 'choice' }
  /** was online once: what its address still says stays */
  | { name: 'stripped' }
  | { name: 'removed' }

export type Fated = { one: Managed; fate: Fate }

/** What would become of everything that is an address's own. */
export const fatesOf = ({ db, clock }: Pick<House, 'db' | 'clock'>, email: string): Fated[] =>
  listManaged(db, email)
    .filter(({ own }) => own)
    .map((one) => ({ one, fate: fateOf(clock, one, successorOf(db, one, email)) }))

function fateOf(clock: Clock, { status, publishedAt, lastDay, timeZone }: Managed, successor?: Colleague): Fate {
  const taken = status === 'withdrawn' || status === 'refused'
  if (successor && !taken) return { name: 'handed', to: successor }
  if (status === 'published') return { name: today(clock, timeZone) > lastDay ? 'stays' : 'choice' }
  return { name: publishedAt ? 'stripped' : 'removed' }
}

/** Whoever else manages it, or the event that it came with. */
const successorOf = (db: Database, { reference, eventReference }: Managed, email: string) =>
  [reference, eventReference ?? '']
    .flatMap((subject) => listColleagues(db, subject))
    .find((colleague) => !isSame(colleague.email, email))

type Wish = { actor: Actor; staysOnline: (reference: string) => boolean }

/** Forgets an address, and whoever was behind it: afterwards it is in no row and in no file. Only an account that is open stays. */
export async function erasePerson(house: House, email: string, wish: Wish) {
  const { db, folders } = house
  const own = fatesOf(house, email).flatMap(({ one }) => documentsOf(db, one))
  const holding = [...(await documentsHolding(folders, own, email)), ...documentsSaying(db, own, email)]

  const documents = db.transaction(() => eraseRows(house, email, wish, holding)).immediate()
  await removeFiles(folders, documents)
  await eraseLetters(path.join(path.dirname(folders.documents), 'mailbox'), email)
  // What was overwritten is still in the log of changes until it is written back.
  db.pragma('wal_checkpoint(TRUNCATE)')
}

function eraseRows({ db, clock }: House, email: string, wish: Wish, holding: Document[]): Document[] {
  const documents: Document[] = []
  const gone: string[] = []
  const references = fatesOf({ db, clock }, email).map(({ one }) => one.reference)
  documents.push(...forgetDecisionsOf(db, email, references))
  for (const { id } of listDraftsOf(db, email)) documents.push(...removeDraftWhole(db, id))
  for (const { one, fate } of fatesOf({ db, clock }, email)) {
    note(db, clock, wish.actor, 'erased', one.reference)
    if (fate.name === 'removed') gone.push(one.reference)
    documents.push(...eraseOne(db, clock, one, fate, wish))
    const left = documentsOf(db, one).filter(({ id }) => holding.some((document) => document.id === id))
    documents.push(...takeDocuments(db, left))
  }
  for (const id of listDraftsOfColleague(db, email)) documents.push(...removeDraftWhole(db, id))
  removeColleagueOf(db, email)
  eraseAccountOf(db, clock, wish.actor, email)
  eraseMentions(db, clock, email, { own: references, gone, by: wish.actor })
  return documents
}

function eraseOne(db: Database, clock: Clock, one: Managed, fate: Fate, { staysOnline }: Wish): Document[] {
  if (fate.name === 'handed') {
    const begun = listMainCorrections(db, one.reference).flatMap((id) => removeDraftWhole(db, id))
    handOver(db, one, fate.to)
    return begun
  } else if (fate.name === 'removed') {
    return removeProposition(db, one)
  } else if (fate.name === 'stays' || (fate.name === 'choice' && staysOnline(one.reference))) {
    return forgetContact(db, clock, one, { over: fate.name === 'stays' })
  } else {
    if (one.status === 'published') withdraw(db, clock, one)
    return stripProposition(db, clock, one)
  }
}

/** A colleague goes on with it, by a new link: those of whoever leaves no longer open. */
function handOver(db: Database, { kind, reference, linkGeneration }: Managed, { id, subject, name, email }: Colleague) {
  const event = kind === 'evenement' ? findEvent(db, reference) : undefined
  const sheet = findSheet(db, reference)
  if (event) handOverEvent(db, event, { name, email })
  else if (sheet) handOverSheet(db, sheet, { name, email })
  carryContact(db, reference, { name, email }, { id })
  if (subject === reference) removeColleague(db, id)
  queueMail(db, realClock, { name: 'handed-over', to: email, data: { reference, generation: linkGeneration + 1 } })
}

/** Out of the agenda or the library; the coordinators are told, who may not have been looking. */
function withdraw(db: Database, clock: Clock, { reference, kind }: Managed) {
  const event = kind === 'evenement' ? findEvent(db, reference) : undefined
  const sheet = findSheet(db, reference)
  if (event) markWithdrawn(db, clock, event)
  else if (sheet) withdrawSheet(db, clock, sheet)
  tellCoordinators(db, { name: 'proposal-withdrawn', data: { reference, sheets: [] } })
}
