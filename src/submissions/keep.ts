import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { type Folders, removeFiles } from '../documents/erase.ts'
import {
  addDraftDocument,
  findDocument,
  isHandedIn,
  isInDraft,
  listDraftDocuments,
  removeDocument,
} from '../documents/queries.ts'
import { type Draft, type DraftKind, findDraft, keepDraft } from '../drafts/queries.ts'
import { joinTyped } from '../drafts/together.ts'
import { keepImage } from '../uploads/images.ts'
import { keepFile } from '../uploads/keep.ts'
import type { ReceivedFile } from '../uploads/receive.ts'
import type { Typed } from '../web/fields.ts'
import type { FileQuestion } from '../web/forms.ts'

type Sent = {
  key: string
  kind: DraftKind
  typed: Typed
  /** the names of the answers, and the marks of what the form showed of them, see drafts/together.ts */
  shown?: { names: string[]; marks: string }
  /** what a button of the form does to what was typed */
  change?: (typed: Typed) => Typed
  files: ReceivedFile[]
  questions: FileQuestion[]
}
type Stored = Awaited<ReturnType<typeof store>>

/** Keeps what was typed and the files that came with it. A new file takes the place of the oldest one too many under its question. */
export async function keepTyped(db: Database, clock: Clock, folders: Folders, sent: Sent): Promise<Draft> {
  const stored = await Promise.all(sent.files.map((file) => store(file, folders)))

  const withNewFile = stored.some(({ sha256 }) => !isHandedIn(db, sha256))
  const useless: Pick<Stored, 'storedAs' | 'widths'>[] = []
  const draft = db
    .transaction(() => {
      const { typed, replaced } = joined(db, sent)
      const kept = keepDraft(db, clock, { key: sent.key, kind: sent.kind, typed, replaced, withNewFile })
      for (const file of stored) {
        if (kept.sentAs || isInDraft(db, kept.id, file)) {
          useless.push(file)
          continue
        }
        const most = sent.questions.find(({ field }) => field === file.field)?.most ?? 1
        const before = listDraftDocuments(db, kept.id).filter((one) => one.field === file.field)
        for (const document of before.slice(0, Math.max(0, before.length + 1 - most))) {
          removeDocument(db, document)
          useless.push(document)
        }
        addDraftDocument(db, clock, { draftId: kept.id, ...file })
      }
      return kept
    })
    .immediate()

  await removeFiles(folders, useless)
  return draft
}

/** What was typed, with what somebody else has kept under the same key since the form was shown. */
function joined(db: Database, { key, typed: sent, shown, change = (typed) => typed }: Sent) {
  const held = findDraft(db, key)
  if (!shown || !held || held.sentAs) return { typed: change(sent), replaced: {} }

  const { typed, replaced } = joinTyped(shown.names, shown.marks, sent, held.typed)
  return { typed: change(typed), replaced }
}

/** Takes a file out of a draft, from the table and from the disk. */
export async function dropDocument(db: Database, folders: Folders, draft: Draft, id: number) {
  const document = findDocument(db, id)
  if (document?.draftId !== draft.id) return
  removeDocument(db, document)
  await removeFiles(folders, [document])
}

async function store(file: ReceivedFile, folders: Folders) {
  const { field, name, type, size, sha256, flags } = file
  if (!type.startsWith('image/')) {
    const storedAs = await keepFile(file, folders.documents)
    return { field, name, type, size, sha256, flags, storedAs, widths: null, width: null, height: null }
  }
  const image = await keepImage(file, folders.images)
  return { field, name, type: 'image/avif', sha256, flags, ...image }
}
