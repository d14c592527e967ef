import type { Request } from 'express'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Edition } from '../editions/queries.ts'
import { findWebinar, putWebinarFile, removeWebinarFile, type WebinarPart } from '../editions/webinar.ts'
import { keepFile } from '../uploads/keep.ts'
import { type ReceivedFile, receivedFiles } from '../uploads/receive.ts'
import type { Errors } from '../web/fields.ts'

const parts = new Map<unknown, WebinarPart>([
  ['enregistrement', 'recording'],
  ['sous_titres', 'captions'],
])

/** The recording and its captions, when the site serves them itself. */
export const webinarQuestions = [
  { field: 'enregistrement', accepts: 'recording' as const },
  { field: 'sous_titres', accepts: 'captions' as const },
]

export type KeptFile = [WebinarPart, ReceivedFile & { storedAs: string }]

/** What came with the form, to be kept once all is well with the rest, and what is to be taken out. */
export async function receiveWebinarFiles(req: Request, folder: string) {
  const { accepted, errors } = await receivedFiles(req)
  const removed = [req.body?.retirer ?? []].flat().filter((name) => parts.has(name))
  return {
    errors: errors as Errors,
    removed,
    /** A page gives back what was typed, never a file. */
    lost: (): Errors =>
      Object.fromEntries(
        accepted.map(({ field, name }) => [field, `Fichier : choisissez de nouveau «\u00a0${name}\u00a0»`]),
      ),
    async keep(): Promise<KeptFile[]> {
      const kept: KeptFile[] = []
      for (const file of accepted)
        kept.push([parts.get(file.field) ?? 'recording', { ...file, storedAs: await keepFile(file, folder) }])
      return kept
    },
  }
}

export type Change = { kept: KeptFile[]; removed: unknown[] }

/** Returns the stored names that no longer stand for anything. */
export function changeFiles(db: Database, clock: Clock, edition: Edition, { kept, removed }: Change) {
  const before = findWebinar(db, edition)
  for (const name of removed) removeWebinarFile(db, edition, parts.get(name) ?? 'recording')
  for (const [part, { name, storedAs, type, size, sha256 }] of kept)
    putWebinarFile(db, clock, edition, part, { name, storedAs, type, size, sha256 })
  const after = findWebinar(db, edition)
  const left = [after.recording?.storedAs, after.captions?.storedAs]
  return [before.recording, before.captions].flatMap((file) =>
    file && !left.includes(file.storedAs) ? [file.storedAs] : [],
  )
}
