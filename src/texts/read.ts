import path from 'node:path'
import type { Logger } from 'pino'
import type { Database } from '../db/open.ts'
import { flagDocument } from '../documents/queries.ts'
import { transcribe } from '../transcription/transcribe.ts'
import { beginReading, keepRead, listToRead } from './queries.ts'

type House = { db: Database; folder: string; log: Pick<Logger, 'info' | 'error'> }

const atOnce = 10
/** A stop of the site may cut a reading short; one that is cut short every time is the file's doing. */
const mostAttempts = 3

/** Reads the files of sheets that wait to be, one after the other. Returns how many. */
export async function readTexts({ db, folder }: Pick<House, 'db' | 'folder'>): Promise<number> {
  const due = listToRead(db, atOnce)
  for (const { id, storedAs, type, attempts } of due) {
    beginReading(db, id)
    const text = attempts < mostAttempts ? await transcribe(path.join(folder, storedAs), type) : undefined
    db.transaction(() => {
      keepRead(db, id, text)
      if (text === undefined && type === 'application/pdf') flagDocument(db, id, 'inaccessible-pdf')
    }).immediate()
  }
  return due.length
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
