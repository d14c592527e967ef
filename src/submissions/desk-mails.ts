import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '../clock.ts'
import { decisionDay, decisionToken } from '../coordinators/decision-links.ts'
import { findCoordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { type Document, listRevisionDocuments } from '../documents/queries.ts'
import { whereOf } from '../events/event.ts'
import { awaitsDecision } from '../events/lists.ts'
import { hoursText } from '../events/slots.ts'
import { type Mails, replyTo } from '../mail/worker.ts'
import { flagText } from '../propositions/flags.ts'
import { findAnyProposition } from '../propositions/proposition.ts'
import { countWaiting } from '../propositions/waiting.ts'
import { changesOf } from '../revisions/compare.ts'
import { findOpenRevisionOf } from '../revisions/queries.ts'
import { kindLabel } from '../sheets/lists.ts'
import { capital, count, fileSize, fullDay } from '../web/french.ts'
import { namesIn } from './mails.ts'

const attachedBytes = 5_000_000

type Tools = { db: Database; clock: Clock; secret: string; baseUrl: string; folder: string }

export const deskMails = ({ db, clock, secret, baseUrl, folder }: Tools): Mails => ({
  /** To a coordinator: the whole proposition, or what a modification changes, its documents, and the page where it is decided. */
  'proposal-new': async ({ reference, coordinator: id, sent, edits }) => {
    const proposition = findAnyProposition(db, String(reference))
    const coordinator = findCoordinator(db, Number(id))
    if (!proposition || !coordinator) return undefined

    const change = sent === 'revised' ? findOpenRevisionOf(db, proposition) : undefined
    if (sent === 'revised' && !change) return undefined

    const { event, kind } = proposition
    const documents = change ? listRevisionDocuments(db, change.id) : proposition.documents
    const attached = fitting(documents)
    const others = countWaiting(db) - (change || proposition.status === 'pending' ? 1 : 0)
    return {
      locals: {
        ...namesIn(proposition),
        sent: sent ?? 'submitted',
        who: proposition.organisation,
        when: event?.slots.map((slot) => `${capital(fullDay(slot.day))}, ${hoursText(slot)}`).join(' ; '),
        where: event && whereOf(event),
        asked: proposition.message,
        sheets: change ? [] : proposition.sheets.filter(awaitsDecision).map(({ kind: one }) => kindLabel(one)),
        flags: [...(change ?? proposition).flags, ...activeIn(documents)].map(flagText),
        changes: change ? changesOf(change, proposition) : [],
        edits: edits ?? [],
        sections: proposition.sections,
        documents: documents.map(
          (document) =>
            `${document.name} (${[fileSize(document.size), ...document.flags.map(flagText), attached.includes(document) ? 'ci-joint' : 'à ouvrir depuis la page'].join(', ')})`,
        ),
        link: `${baseUrl}/decision/${decisionToken(secret, { kind, reference: proposition.reference, coordinator, day: decisionDay(clock) })}`,
        others: others > 0 ? `${count(others, 'autre proposition', 'autres propositions')} en attente.` : '',
        privateEmail: proposition.privateEmail,
      },
      ...replyTo(proposition.privateEmail),
      attachments: await Promise.all(
        attached.map(async ({ name, type, storedAs }) => ({
          filename: name,
          contentType: type,
          content: await readFile(path.join(folder, storedAs)),
        })),
      ),
    }
  },
})

/** Said at the top too: a document with code in it is not for everyone to open. */
const activeIn = (documents: Document[]) =>
  documents.some(({ flags }) => flags.includes('active-pdf')) ? ['active-pdf'] : []

/** The documents that fit in a mail, five megabytes in all, the first ones first. An image is seen on the page. */
function fitting(documents: Document[]) {
  let left = attachedBytes
  return documents.filter(({ size, widths }) => {
    if (widths) return false
    left -= size
    return left >= 0
  })
}
