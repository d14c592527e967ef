import path from 'node:path'
import type { Logger } from 'pino'
import { type Clock, instantIn, realClock } from './clock.ts'
import { purgeSessions } from './coordinators/sessions.ts'
import type { Database } from './db/open.ts'
import { purgeDecisions } from './decisions/forget.ts'
import { listWithdrawnFilled, removeFiles, takeDocuments } from './documents/erase.ts'
import { type Document, listStoredNames } from './documents/queries.ts'
import { draftDays, warningDays } from './drafts/erase.ts'
import { findDraftById } from './drafts/queries.ts'
import { listDraftsToWarn, listStaleDrafts, markWarned } from './drafts/stale.ts'
import { listStoredWebinars } from './editions/webinar.ts'
import { blankWithdrawnContacts } from './events/erase.ts'
import { blankPrivateContacts, blankPublicContacts, listRefusedEvents } from './events/purge.ts'
import { findEventById } from './events/queries.ts'
import { purgeMails, queueMail } from './mail/outbox.ts'
import { purgeReminders } from './notices/reminders.ts'
import {
  listForsaken,
  removeDraftWhole,
  removeProposition,
  removeRevisionWhole,
  removeSurroundings,
} from './propositions/erase.ts'
import { purgeRemarks } from './remarks/erase.ts'
import { listStoredResources } from './resources/queries.ts'
import { listSettledRevisions } from './revisions/erase.ts'
import { blankWithdrawnSheetContacts } from './sheets/erase.ts'
import { blankPublicSheetContacts, blankSheetContacts, listRefusedSheets } from './sheets/purge.ts'
import { findSheetById } from './sheets/queries.ts'
import { addressOf } from './submissions/draft-link.ts'
import { listStrayImages, removeImage } from './uploads/images.ts'
import { listStrays, removeStored } from './uploads/keep.ts'

const day = 24

/** The delays that the page « Données personnelles » announces, in hours. */
const delays = {
  drafts: draftDays * day,
  draftWarnings: (draftDays - warningDays) * day,
  toReact: warningDays * day,
  mails: 30 * day,
  refused: 183 * day,
  handledRemarks: 183 * day,
  publicContacts: 365 * day,
  privateContacts: 3 * 365 * day,
}

type House = { db: Database; clock: Clock; folder: string; images?: string; log: Logger }

/** Forgets what is past its delay, files included. Run at start and every day; running it twice changes nothing more. */
export async function purge({ db, clock, folder, images = path.join(path.dirname(folder), 'images'), log }: House) {
  const files: Document[] = []
  const ago = (hours: number) => instantIn(clock, -hours)
  const yearAgo = ago(delays.publicContacts).slice(0, 10)
  const done = db.transaction(() => ({
    drafts: forgetDrafts(db, { stale: ago(delays.drafts), told: ago(delays.toReact) }, files),
    warned: warnAuthors(db, clock, ago(delays.draftWarnings)),
    refused: forgetRefused(db, ago(delays.refused), files),
    publicContacts: blankPublicContacts(db, yearAgo) + blankPublicSheetContacts(db, yearAgo),
    privateContacts:
      blankPrivateContacts(db, ago(delays.privateContacts)) +
      blankSheetContacts(db, ago(delays.privateContacts)) +
      blankWithdrawnContacts(db, yearAgo) +
      blankWithdrawnSheetContacts(db, yearAgo) +
      forgetFilled(db, yearAgo, files),
    forsaken: forgetForsaken(db, ago(delays.privateContacts), files),
    remarks: purgeRemarks(db, { handled: ago(delays.handledRemarks), sent: ago(delays.privateContacts) }),
    decisions: purgeDecisions(db),
    mails: purgeMails(db, instantIn(realClock, -delays.mails)),
    reminders: purgeReminders(db, ago(delays.publicContacts)),
    sessions: purgeSessions(db, clock),
  }))()
  await removeFiles({ documents: folder, images }, files)
  const strays =
    (await sweep(db, folder, images)) + (await sweepResources(db, path.join(path.dirname(folder), 'resources')))
  log.info({ ...done, files: files.length + strays }, 'purged')
}

/** Whoever can be told has had a week to take the draft up again, even when the site was stopped for longer. */
function forgetDrafts(db: Database, { stale, told }: { stale: string; told: string }, files: Document[]) {
  let forgotten = 0
  for (const { id, warnedAt } of listStaleDrafts(db, stale)) {
    const draft = findDraftById(db, id)
    if (draft && addressOf(db, draft) && !(warnedAt && warnedAt <= told)) continue
    files.push(...removeDraftWhole(db, id))
    forgotten++
  }
  return forgotten
}

/** Tells whoever began a form, a week before it is forgotten; once, until they change it. */
function warnAuthors(db: Database, clock: Clock, before: string) {
  let warned = 0
  for (const draft of listDraftsToWarn(db, before)) {
    const to = addressOf(db, draft)
    if (!to) continue
    queueMail(db, realClock, { name: 'draft-link', to, data: { key: draft.key, ending: true } })
    markWarned(db, clock, draft)
    warned++
  }
  return warned
}

/** What was never published, and the changes that were decided. */
function forgetRefused(db: Database, before: string, files: Document[]) {
  const sheets = listRefusedSheets(db, before).flatMap((id) => findSheetById(db, id) ?? [])
  for (const { kind, id, reference } of sheets) files.push(...removeProposition(db, { kind, id, reference }))
  const events = listRefusedEvents(db, before).flatMap((id) => findEventById(db, id) ?? [])
  for (const { id, reference } of events) files.push(...removeProposition(db, { kind: 'evenement', id, reference }))
  const revisions = listSettledRevisions(db, before)
  for (const id of revisions) files.push(...removeRevisionWhole(db, id))
  return sheets.length + events.length + revisions.length
}

/** A filled sheet says the contacts that are blanked. */
function forgetFilled(db: Database, before: string, files: Document[]) {
  const filled = takeDocuments(db, listWithdrawnFilled(db, before))
  files.push(...filled)
  return filled.length
}

/** What was said and proposed around something goes with its contact. */
function forgetForsaken(db: Database, before: string, files: Document[]) {
  const forsaken = listForsaken(db, before)
  for (const one of forsaken) files.push(...removeSurroundings(db, one))
  return forsaken.length
}

/** What another file took the place of in the toolbox or the webinar, when its removal was cut short. */
async function sweepResources(db: Database, folder: string) {
  const strays = await listStrays(folder, [...listStoredResources(db), ...listStoredWebinars(db)])
  for (const name of strays) await removeStored(folder, name)
  return strays.length
}

/** Files that no row stands for: a stop between the disk and the database left them. */
async function sweep(db: Database, folder: string, images: string) {
  const known = listStoredNames(db)
  const documents = await listStrays(folder, known)
  for (const name of documents) await removeStored(folder, name)
  const pictures = await listStrayImages(images, known)
  for (const name of pictures) await removeImage(images, name)
  return documents.length + pictures.length
}
