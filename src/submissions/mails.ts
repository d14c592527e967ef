import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '../clock.ts'
import { decisionDay, decisionToken } from '../coordinators/decision-links.ts'
import { findCoordinator, listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { type Document, listRevisionDocuments } from '../documents/queries.ts'
import { lastDraftDay } from '../drafts/erase.ts'
import { findDraft } from '../drafts/queries.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { whereOf } from '../events/event.ts'
import { awaitsDecision, labelOf, statuses } from '../events/lists.ts'
import { hoursText } from '../events/slots.ts'
import { formKinds } from '../forms/kinds.ts'
import { type Mails, replyTo } from '../mail/worker.ts'
import { flagText } from '../propositions/flags.ts'
import { findAnyProposition, kindPhrase, type Proposition } from '../propositions/proposition.ts'
import { linkFor } from '../propositions/told.ts'
import { countWaiting } from '../propositions/waiting.ts'
import { changesOf } from '../revisions/compare.ts'
import { findOpenRevisionOf } from '../revisions/queries.ts'
import { kindLabel } from '../sheets/lists.ts'
import { isIncomplete } from '../sheets/queries.ts'
import { capital, count, date, fileSize, fullDay, momentOf } from '../web/french.ts'
import { titleIn } from './draft-link.ts'

type Tools = { db: Database; clock: Clock; secret: string; baseUrl: string; folder: string }

const attachedBytes = 5_000_000

export const submissionMails = ({ db, clock, secret, baseUrl, folder }: Tools): Mails => ({
  /** To the organiser: it arrived, here is your link. */
  'proposal-received': (data, to) => {
    const { reference, sent, colleague, filed } = data
    const proposition = findAnyProposition(db, String(reference))
    const link = proposition && linkFor(db, secret, proposition, data, to)
    if (!proposition || !link) return undefined

    // those of this sending alone
    const sheets = proposition.sheets.filter(({ kind }) => ((filed ?? [kind]) as string[]).includes(kind))
    return {
      locals: {
        ...wordsOf(proposition),
        sent: sent ?? 'submitted',
        state: labelOf(statuses, proposition.status).toLocaleLowerCase('fr'),
        sheets: sheets.map(({ kind }) => kindLabel(kind)),
        incomplete: sheets.filter(isIncomplete).map(({ kind }) => kindLabel(kind)),
        // a colleague is not told how the main contact is reached
        sections: proposition.sections.filter((section) => !(colleague && section.private)),
        documents: arrived(db, proposition, sent).map(({ name, size }) => `${name} (${fileSize(size)})`),
        link: `${baseUrl}/suivi/${link}`,
      },
      ...replyTo(listCoordinators(db)[0]?.email),
    }
  },

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
        ...wordsOf(proposition),
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

  /** To whoever began a form: the link that takes it up again. */
  'draft-link': ({ key, ending }) => {
    const draft = findDraft(db, String(key))
    const edition = findCurrentEdition(db)
    if (!draft || !edition || draft.sentAs) return undefined

    return {
      locals: {
        title: titleIn(draft),
        begun: momentOf(draft.createdAt, edition.timeZone),
        form: formKinds[draft.kind]?.title ?? 'Proposer plusieurs événements',
        ending: ending === true,
        correcting: draft.corrects !== null,
        until: date(lastDraftDay(draft, edition.timeZone)),
        link: `${baseUrl}/proposer/${draft.kind}/${draft.key}`,
      },
      ...replyTo(listCoordinators(db)[0]?.email),
    }
  },
})

/** Said at the top too: a document with code in it is not for everyone to open. */
const activeIn = (documents: Document[]) =>
  documents.some(({ flags }) => flags.includes('active-pdf')) ? ['active-pdf'] : []

const wordsOf = (proposition: Proposition) => ({
  title: proposition.title,
  reference: proposition.reference,
  status: proposition.status,
  kind: kindPhrase(proposition.kind),
})

/** The files that were handed in: of a modification, those that came with it alone, and of the sheets that came with it. */
function arrived(db: Database, proposition: Proposition, sent: unknown): Document[] {
  if (sent !== 'revised') return proposition.documents

  const change = findOpenRevisionOf(db, proposition)
  if (!change) return []
  const sheets = proposition.sheets.filter(({ updatedAt }) => updatedAt >= change.updatedAt)
  return [...listRevisionDocuments(db, change.id), ...sheets.flatMap(({ documents }) => documents)]
}

/** The documents that fit in a mail, five megabytes in all, the first ones first. An image is seen on the page. */
function fitting(documents: Document[]) {
  let left = attachedBytes
  return documents.filter(({ size, widths }) => {
    if (widths) return false
    left -= size
    return left >= 0
  })
}
