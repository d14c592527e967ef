import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { addDraftDocument, findDocument, isHandedIn, listDraftDocuments, removeDocument } from '../documents/queries.ts'
import { type Draft, keepDraft } from '../drafts/queries.ts'
import { keepFile, removeStored } from '../uploads/keep.ts'
import type { ReceivedFile } from '../uploads/receive.ts'
import type { Typed } from '../web/fields.ts'

/** Keeps what was typed and the files that came with it. A new file takes the place of the one under the same question. */
export async function keepTyped(
  db: Database,
  clock: Clock,
  folder: string,
  sent: { key: string; typed: Typed; files: ReceivedFile[] },
): Promise<Draft> {
  const stored = await Promise.all(
    sent.files.map(async (file) => ({ ...file, storedAs: await keepFile(file, folder) })),
  )

  const withNewFile = stored.some(({ sha256 }) => !isHandedIn(db, sha256))
  const useless: string[] = []
  const draft = db
    .transaction(() => {
      const kept = keepDraft(db, clock, { key: sent.key, typed: sent.typed, withNewFile })
      for (const { field, name, storedAs, type, size, sha256 } of stored) {
        if (kept.sentAs) {
          useless.push(storedAs)
          continue
        }
        for (const document of listDraftDocuments(db, kept.id).filter((one) => one.field === field)) {
          removeDocument(db, document)
          useless.push(document.storedAs)
        }
        addDraftDocument(db, clock, { draftId: kept.id, field, name, storedAs, type, size, sha256 })
      }
      return kept
    })
    .immediate()

  await Promise.all(useless.map((storedAs) => removeStored(folder, storedAs)))
  return draft
}

/** Takes a file out of a draft, from the table and from the disk. */
export async function dropDocument(db: Database, folder: string, draft: Draft, id: number) {
  const document = findDocument(db, id)
  if (document?.draftId !== draft.id) return
  removeDocument(db, document)
  await removeStored(folder, document.storedAs)
}
