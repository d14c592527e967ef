import { listAccounts } from '../../coordinators/queries.ts'
import type { Database } from '../../db/open.ts'
import { flagText } from '../../propositions/flags.ts'
import { listRemarksAbout, type Remark, remarkAddress, unwanted, withoutPerson } from '../../remarks/queries.ts'

type Reader = { mayDecide: boolean }

/** What visitors wrote as an account may read it: who wrote it is for those who decide. */
export function tellRemarks(db: Database, remarks: Remark[], { mayDecide }: Reader) {
  const names = new Map(listAccounts(db).map(({ id, who }) => [id, who]))
  return remarks.map((remark) => ({
    id: remark.id,
    href: remarkAddress(remark),
    title: remark.title,
    text: mayDecide ? remark.text : withoutPerson(remark.text, remark.name),
    who: (mayDecide && remark.name) || 'Un visiteur',
    email: mayDecide ? remark.email : null,
    general: remark.subject === null,
    sentAt: remark.sentAt,
    handledAt: remark.handledAt,
    handledBy: names.get(remark.handledBy ?? 0) ?? 'la coordination',
    reference: remark.reference,
    unwanted: remark.flags.includes(unwanted),
    // once somebody has looked, a suspicion is over
    flags: remark.handledAt === null ? remark.flags.map(flagText) : [],
  }))
}

/** What they say is wrong on the page of a proposition, oldest first. */
export const reportsOf = (db: Database, reference: string, reader: Reader) =>
  tellRemarks(db, listRemarksAbout(db, reference), reader)
