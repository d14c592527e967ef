import { realClock } from '../../clock.ts'
import type { Database } from '../../db/open.ts'
import { listDraftDocuments, removeDocument } from '../../documents/queries.ts'
import { keepDraft } from '../../drafts/keep.ts'
import { type Draft, type Late, noteFaults } from '../../drafts/queries.ts'
import { markSent } from '../../drafts/sent.ts'
import type { Edition } from '../../editions/queries.ts'
import { queueMail } from '../../mail/outbox.ts'
import { tellCoordinators } from '../../notices/tell.ts'
import { suspicionsOf } from '../../web/suspicion.ts'
import type { Tools } from '../routes.ts'
import { submit } from '../submit.ts'
import type { Line } from './line.ts'
import { rowKey } from './outcome.ts'

/** Sends what is ready and keeps the rest as drafts, all or nothing, with one mail to each person. A table that was sent already stays so. */
export function sendLines(tools: Tools, edition: Edition, bulk: Draft, lines: Line[]): void {
  const { db, clock } = tools
  db.transaction(() => {
    if (!markSent(db, clock, bulk, { reference: 'plusieurs' })) return

    const references = lines.flatMap(
      (line, index) => sendLine(tools, edition, line, { key: rowKey(bulk, index), late: lateIn(bulk) }) ?? [],
    )
    // Its content is in the propositions and drafts now.
    for (const document of listDraftDocuments(db, bulk.id)) removeDocument(db, document)
    tellEveryone(db, bulk, references)
  }).immediate()
}

type Row = { key: string; late: Late | undefined }

/** What is left of a table sent late may be sent as late. */
const lateIn = ({ lateEdition, lateUntil }: Draft): Late | undefined =>
  lateEdition !== null && lateUntil !== null ? { edition: lateEdition, until: lateUntil } : undefined

/** Every row that was not sent before has a draft of its own, so that each is sent under the rules of the form; what is not sent stays to be finished. */
function sendLine({ db, clock, baseUrl }: Tools, edition: Edition, line: Line, row: Row) {
  const { typed, content, sent, faults, warnings } = line
  if (sent) return undefined
  const draft = keepDraft(db, clock, { ...row, kind: 'evenement', typed })
  if (!content) return void noteFaults(db, draft, faults)
  const flags = [...suspicionsOf(clock, typed), ...Object.keys(warnings)]
  return submit(db, clock, { edition, draft, content, uidHost: new URL(baseUrl).hostname, flags }, { tell: false })
}

function tellEveryone(db: Database, bulk: Draft, references: string[]) {
  queueMail(db, realClock, {
    name: 'proposals-received',
    to: String(bulk.typed.contact_courriel),
    data: { key: bulk.key, references },
  })
  if (references.length > 0) tellCoordinators(db, { name: 'proposals-new', data: { references } })
}
