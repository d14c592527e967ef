import type { Clock } from '../clock.ts'
import { listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { type Mails, replyTo } from '../mail/worker.ts'
import { listDraftsOf, listManaged, mineToken } from '../propositions/person.ts'
import { count, date, series } from '../web/french.ts'

type Tools = { db: Database; clock: Clock; secret: string; baseUrl: string }

export const mineMails = ({ db, clock, secret, baseUrl }: Tools): Mails => ({
  /** To whoever asked: the link to everything of that address. */
  'my-propositions': ({ email }) => {
    const address = String(email)
    const propositions = listManaged(db, address).length
    const drafts = listDraftsOf(db, address).length
    if (propositions + drafts === 0) return undefined

    const { token, until } = mineToken(secret, clock, address)
    return {
      locals: {
        what: series([
          ...(propositions > 0 ? [count(propositions, 'proposition', 'propositions')] : []),
          ...(drafts > 0 ? [count(drafts, 'brouillon', 'brouillons')] : []),
        ]),
        link: `${baseUrl}/mes-propositions/${token}`,
        until: date(until),
      },
      ...replyTo(listCoordinators(db)[0]?.email),
    }
  },
})
