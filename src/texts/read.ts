import path from 'node:path'
import type { Logger } from 'pino'
import type { Database } from '../db/open.ts'
import { flagDocument } from '../documents/queries.ts'
import { findSheetById } from '../sheets/queries.ts'
import { transcribe } from '../transcription/transcribe.ts'
import { privateIn } from './private.ts'
import { beginReading, type Due, keepRead, listToRead, mostAttempts } from './queries.ts'

type House = { db: Database; folder: string; log: Pick<Logger, 'info' | 'error'> }

const atOnce = 10

/** Reads the files of sheets that wait to be, one after the other. Returns how many. */
export async function readTexts({ db, folder }: Pick<House, 'db' | 'folder'>): Promise<number> {
  const due = listToRead(db, atOnce)
  for (const one of due) {
    beginReading(db, one.id)
    if (one.attempts < mostAttempts) await readOne(db, folder, one)
    else keepRead(db, one.id, undefined)
  }
  return due.length
}

/** One that fails is left begun: another time may be better. */
async function readOne(db: Database, folder: string, { id, sheetId, storedAs, type }: Due) {
  const read = await transcribe(path.join(folder, storedAs), type).then(
    (text) => ({ text }),
    () => undefined,
  )
  if (!read) return
  db.transaction(() => {
    keepRead(db, id, read.text)
    const sheet = findSheetById(db, sheetId)
    for (const flag of read.text && sheet ? privateIn(read.text, sheet) : []) flagDocument(db, id, flag)
    if (read.text === undefined && type === 'application/pdf') flagDocument(db, id, 'inaccessible-pdf')
  }).immediate()
}

/** The round that does so: it never keeps the others waiting, nor runs twice at a time. */
export function openReading(house: House) {
  let atWork = false
  const read = async () => {
    atWork = true
    try {
      const read = await readTexts(house)
      if (read > 0) house.log.info({ read }, 'texts read')
    } catch (error) {
      house.log.error({ err: error }, 'texts could not be read')
    } finally {
      atWork = false
    }
  }
  return () => {
    if (!atWork) void read()
  }
}
