import { addReading } from '../blanks/readings.ts'
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
import { keepDraft } from '../drafts/keep.ts'
import { type Draft, type DraftKind, findDraft, type Late } from '../drafts/queries.ts'
import { joinTyped, marksOf, type PageSent, type Unit } from '../drafts/together.ts'
import { findEvent } from '../events/queries.ts'
import { findRepeatOf } from '../events/repeats.ts'
import { keepImage } from '../uploads/images.ts'
import { keepFile } from '../uploads/keep.ts'
import type { ReceivedFile } from '../uploads/receive.ts'
import type { Typed } from '../web/fields.ts'
import type { FileQuestion } from '../web/forms.ts'
import { mustBeHeld, noLongerHeld } from './held.ts'
import { isRead, type ReturnedFile } from './sheets.ts'

type Sent = {
  key: string
  kind: DraftKind
  /** the draft that the address named: its key may change while files arrive */
  draft?: Draft | undefined
  typed: Typed
  page?: Page | undefined
  /** what a button of the form does to what was typed */
  change?: (typed: Typed) => Typed
  files: ReceivedFile[]
  /** those of the files that are our sheets, or may be */
  returned?: ReturnedFile[]
  questions: FileQuestion[]
  late?: Late | undefined
}

/** The page that sends: its own name, the marks of what it showed, the button that was pressed, and what it asks. */
export type Page = PageSent & { units: Unit[]; asks: (name: string) => boolean; worksOn: (unit: Unit) => boolean }

type Stored = Awaited<ReturnType<typeof store>>

/** Keeps what was typed and the files that came with it. A new file takes the place of the oldest one too many under its question. */
export async function keepTyped(db: Database, clock: Clock, folders: Folders, sent: Sent): Promise<Draft> {
  const stored = await Promise.all(sent.files.map((file) => store(file, folders)))

  const withNewFile = stored.some(({ sha256 }) => !isHandedIn(db, sha256))
  const useless: Pick<Stored, 'storedAs' | 'widths'>[] = []
  const keep = db.transaction(() => {
    if (sent.draft) mustBeThere(db, sent.key, sent.draft)
    const kept = keepDraft(db, clock, {
      key: sent.key,
      kind: sent.kind,
      late: sent.late,
      repeats: repeatsStill(db, sent.key),
      ...joined(db, sent),
      withNewFile,
    })
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
      const returned = sent.returned?.find(({ sha256, field }) => sha256 === file.sha256 && field === file.field)
      const flags = [...(returned?.flags ?? []), ...file.flags]
      const id = addDraftDocument(db, clock, { draftId: kept.id, ...file, flags })
      if (returned && isRead(returned)) addReading(db, id, returned.sheet)
    }
    return kept
  })

  let draft: Draft
  try {
    draft = keep.immediate()
  } catch (error) {
    await removeFiles(folders, stored)
    throw error
  }
  await removeFiles(folders, useless)
  return draft
}

/** Whoever began a correction may have lost it while their files arrived. */
function mustBeThere(db: Database, key: string, draft: Draft) {
  const now = findDraft(db, key)
  if (now?.id !== draft.id) throw noLongerHeld()
  mustBeHeld(db, now)
}

const mostPages = 30

/** What was typed, with what other pages have sent of the same draft. The same page with the same answers and button is one press too many. */
function joined(db: Database, { key, typed: sent, page, change = (typed) => typed }: Sent) {
  const held = findDraft(db, key)
  if (!page) return { typed: change(sent) }

  const record = { page: page.page, marks: marksOf(page.units, sent), act: page.act }
  if (!held || held.sentAs) return { typed: change(sent), pages: [record] }

  const last = held.pages.find((one) => one.page === page.page)
  if (last?.marks === record.marks && last.act === record.act) {
    const { typed, replaced, pages } = held
    return { typed, replaced, pages }
  }

  const { typed, replaced } = joinTyped({ ...page, base: last?.marks ?? page.marks }, sent, held.typed)
  const others = held.pages.filter((one) => one.page !== page.page)
  return { typed: change(typed), replaced, pages: [...others, record].slice(-mostPages) }
}

/** Of a form that is gone back to, the event of a past edition that it takes up again, unless what was sent of it still does. */
function repeatsStill(db: Database, key: string): string | null {
  const { sentAs, repeats } = findDraft(db, key) ?? {}
  const sent = sentAs ? findEvent(db, sentAs) : undefined
  return sent && repeats && !findRepeatOf(db, sent.editionId, repeats) ? repeats : null
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
