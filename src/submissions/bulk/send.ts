import { createHash } from 'node:crypto'
import { realClock } from '../../clock.ts'
import { listCoordinators } from '../../coordinators/queries.ts'
import type { Database } from '../../db/open.ts'
import { listDraftDocuments, removeDocument } from '../../documents/queries.ts'
import { type Draft, findDraft, keepDraft, markSent } from '../../drafts/queries.ts'
import type { Edition } from '../../editions/queries.ts'
import { queueMail } from '../../mail/outbox.ts'
import { followToken } from '../../propositions/links.ts'
import { findAnyProposition, type Proposition } from '../../propositions/proposition.ts'
import type { Tools } from '../routes.ts'
import { submit } from '../submit.ts'
import { suspicionsOf } from '../suspicion.ts'
import type { Line } from './dry-run.ts'
import { mostRows } from './rows.ts'

/** Sends what is ready and keeps the rest as drafts, all or nothing, with one mail to each person. A table that was sent already stays so. */
export function sendLines(tools: Tools, edition: Edition, bulk: Draft, lines: Line[]): void {
  const { db, clock } = tools
  db.transaction(() => {
    if (!markSent(db, clock, bulk, 'plusieurs')) return

    const references = lines.flatMap((line, index) => sendLine(tools, edition, line, rowKey(bulk, index)) ?? [])
    // Its content is in the propositions and drafts now.
    for (const document of listDraftDocuments(db, bulk.id)) removeDocument(db, document)
    tellEveryone(db, bulk, references)
  }).immediate()
}

/** Every row has a draft of its own, so that each is sent under the rules of the form; what is not sent stays to be finished. */
function sendLine({ db, clock, baseUrl }: Tools, edition: Edition, { typed, content, warnings }: Line, key: string) {
  const draft = keepDraft(db, clock, { key, kind: 'evenement', typed })
  if (!content) return undefined
  const flags = [...suspicionsOf(clock, typed), ...Object.keys(warnings)]
  return submit(db, clock, { edition, draft, content, uidHost: new URL(baseUrl).hostname, flags }, { tell: false })
}

function tellEveryone(db: Database, bulk: Draft, references: string[]) {
  queueMail(db, realClock, {
    name: 'proposals-received',
    to: String(bulk.typed.contact_courriel),
    data: { key: bulk.key },
  })
  if (references.length === 0) return
  for (const { id, email } of listCoordinators(db)) {
    queueMail(db, realClock, { name: 'proposals-new', to: email, data: { references, coordinator: id } })
  }
}

export type Outcome = { sent: { proposition: Proposition; href: string }[]; drafts: { title: string; href: string }[] }

/** What came of a table: the propositions sent, those finished since included, and the drafts that wait. */
export function outcomeOf(db: Database, secret: string, bulk: Draft): Outcome {
  const drafts = Array.from({ length: mostRows }, (_, index) => findDraft(db, rowKey(bulk, index)) ?? []).flat()
  return {
    sent: drafts.flatMap(({ sentAs, generation }) => {
      const proposition = sentAs ? findAnyProposition(db, sentAs) : undefined
      if (!proposition) return []
      // a link revoked since stays revoked
      const link = { ...proposition, linkGeneration: generation ?? proposition.linkGeneration }
      return [{ proposition, href: `/suivi/${followToken(secret, link)}` }]
    }),
    drafts: drafts.flatMap(({ key, sentAs, typed }) =>
      sentAs
        ? []
        : [{ title: [typed.titre ?? ''].flat().join(' ') || 'Sans titre', href: `/proposer/evenement/${key}` }],
    ),
  }
}

/** A row's draft is found by the key of its table, which says nothing of it to anybody else. */
const rowKey = ({ key }: Draft, index: number) =>
  createHash('sha256').update(`${key} ${index}`).digest('base64url').slice(0, 22)
