import { listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { type Document, listRevisionDocuments } from '../documents/queries.ts'
import { type Mails, replyTo } from '../mail/worker.ts'
import { findAnyProposition, kindPhrase, type Proposition, statusOf } from '../propositions/proposition.ts'
import { linkFor } from '../propositions/told.ts'
import { findOpenRevisionOf } from '../revisions/queries.ts'
import { kindLabel } from '../sheets/lists.ts'
import { isIncomplete } from '../sheets/queries.ts'
import { fileSize } from '../web/french.ts'

type Tools = { db: Database; secret: string; baseUrl: string }

export const submissionMails = ({ db, secret, baseUrl }: Tools): Mails => ({
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
        ...namesIn(proposition),
        sent: sent ?? 'submitted',
        state: statusOf(proposition).toLocaleLowerCase('fr'),
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
})

/** The files that were handed in: of a modification, those that came with it alone, and of the sheets that came with it. */
function arrived(db: Database, proposition: Proposition, sent: unknown): Document[] {
  if (sent !== 'revised') return proposition.documents

  const change = findOpenRevisionOf(db, proposition)
  if (!change) return []
  const sheets = proposition.sheets.filter(({ updatedAt }) => updatedAt >= change.updatedAt)
  return [...listRevisionDocuments(db, change.id), ...sheets.flatMap(({ documents }) => documents)]
}

/** What every mail about a proposition calls it. */
export const namesIn = (proposition: Proposition) => ({
  title: proposition.title,
  reference: proposition.reference,
  status: proposition.status,
  kind: kindPhrase(proposition.kind),
})
