import { findCoordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { type Mails, replyTo } from '../mail/worker.ts'
import { flagText } from '../propositions/flags.ts'
import { deskAddress, findAnyProposition } from '../propositions/proposition.ts'
import { findRemark, remarkAddress } from '../remarks/queries.ts'

export const contactMails = ({ db, baseUrl }: { db: Database; baseUrl: string }): Mails => ({
  /** To a coordinator: what a visitor writes, about a page or about none, and where it is handled. */
  'remark-received': (data) => {
    const remark = findRemark(db, Number(data.remark))
    const proposition = remark?.subject ? findAnyProposition(db, remark.subject) : undefined
    if (!remark || !findCoordinator(db, Number(data.coordinator))) return undefined
    if (remark.subject && !proposition) return undefined

    const address = proposition ? `${deskAddress(proposition)}#signalements` : remarkAddress(remark)
    return {
      locals: {
        title: remark.title,
        about: proposition?.title,
        who: remark.name,
        message: remark.text,
        flags: remark.flags.map(flagText),
        answerable: remark.email !== null,
        link: `${baseUrl}${address}`,
      },
      ...replyTo(remark.email),
    }
  },
})
