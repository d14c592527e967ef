import type { Logger } from 'pino'
import { type Clock, instantIn, realClock } from './clock.ts'
import { purgeSessions } from './coordinators/sessions.ts'
import type { Database } from './db/open.ts'
import { listDraftDocuments, listSheetDocuments, listStoredNames, removeDocument } from './documents/queries.ts'
import { listStaleDrafts, removeDraft } from './drafts/queries.ts'
import { blankPrivateContacts, blankPublicContacts, listRefusedEvents, removeEvent } from './events/purge.ts'
import { purgeMails } from './mail/outbox.ts'
import {
  blankPublicSheetContacts,
  blankSheetContacts,
  listRefusedSheets,
  releaseSheets,
  removeSheet,
} from './sheets/purge.ts'
import { listStrays, removeStored } from './uploads/keep.ts'

const day = 24

/** The delays that the page « Données personnelles » announces, in hours. */
const delays = {
  drafts: 60 * day,
  mails: 30 * day,
  refused: 183 * day,
  publicContacts: 365 * day,
  privateContacts: 3 * 365 * day,
}

/** Forgets what is past its delay, files included. Run at start and every day; running it twice changes nothing more. */
export async function purge({ db, clock, folder, log }: { db: Database; clock: Clock; folder: string; log: Logger }) {
  const files: string[] = []
  const ago = (hours: number) => instantIn(clock, -hours)
  const yearAgo = ago(delays.publicContacts).slice(0, 10)
  const done = db.transaction(() => ({
    drafts: forgetDrafts(db, ago(delays.drafts), files),
    refused: forgetRefused(db, ago(delays.refused), files),
    publicContacts: blankPublicContacts(db, yearAgo) + blankPublicSheetContacts(db, yearAgo),
    privateContacts:
      blankPrivateContacts(db, ago(delays.privateContacts)) + blankSheetContacts(db, ago(delays.privateContacts)),
    mails: purgeMails(db, instantIn(realClock, -delays.mails)),
    sessions: purgeSessions(db, clock),
  }))()
  files.push(...(await listStrays(folder, listStoredNames(db))))
  await Promise.all(files.map((file) => removeStored(folder, file)))
  log.info({ ...done, files: files.length }, 'purged')
}

function forgetDrafts(db: Database, before: string, files: string[]) {
  const stale = listStaleDrafts(db, before)
  for (const id of stale) {
    for (const document of listDraftDocuments(db, id)) {
      files.push(document.storedAs)
      removeDocument(db, document)
    }
    removeDraft(db, id)
  }
  return stale.length
}

function forgetRefused(db: Database, before: string, files: string[]) {
  const sheets = listRefusedSheets(db, before)
  for (const id of sheets) {
    for (const document of listSheetDocuments(db, id)) {
      files.push(document.storedAs)
      removeDocument(db, document)
    }
    removeSheet(db, id)
  }
  const events = listRefusedEvents(db, before)
  for (const id of events) {
    releaseSheets(db, id)
    removeEvent(db, id)
  }
  return sheets.length + events.length
}
