import { listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { type Mails, replyTo } from '../mail/worker.ts'
import { followToken } from '../propositions/links.ts'
import { findAnyProposition, type Proposition } from '../propositions/proposition.ts'
import { isSame } from '../web/addresses.ts'

type Tools = { db: Database; secret: string; baseUrl: string }

export const feedbackMails = ({ db, secret, baseUrl }: Tools): Mails => ({
  /** To an organiser, once after the week: how did it go? What is no longer theirs, or no longer online, is not asked about. */
  'feedback-asked': ({ references }, to) => {
    const events = [references]
      .flat()
      .flatMap((reference) => findAnyProposition(db, String(reference)) ?? [])
      .filter((proposition) => proposition.status === 'published' && isContact(proposition, to))
      .map((proposition) => ({
        title: proposition.title,
        link: `${baseUrl}/suivi/${followToken(secret, proposition)}#bilan`,
      }))
    if (events.length === 0) return undefined
    return { locals: { events }, ...replyTo(listCoordinators(db)[0]?.email) }
  },
})

const isContact = ({ privateEmail }: Proposition, to: string) => isSame(privateEmail, to)
