import type { Database } from '../db/open.ts'
import { findAnyProposition, type Proposition } from '../propositions/proposition.ts'
import { findNamedRemark, remarkAddress } from '../remarks/queries.ts'
import { count, series } from '../web/french.ts'

/** What is told of or recalled: a proposition, or what a visitor wrote about none. */
export type Subject = {
  /** what is read in brackets after its title */
  mark: string
  title: string
  organisation: string
} & ({ proposition: Proposition } | { proposition: undefined; address: string })

export function findSubject(db: Database, reference: string): Subject | undefined {
  const proposition = findAnyProposition(db, reference)
  if (proposition)
    return { proposition, mark: reference, title: proposition.title, organisation: proposition.organisation }

  const remark = findNamedRemark(db, reference)
  return (
    remark && {
      proposition: undefined,
      mark: 'message d’un visiteur',
      title: remark.title,
      organisation: '',
      address: remarkAddress(remark),
    }
  )
}

/** « 2 propositions et 1 message » */
export function countSubjects(subjects: Subject[]) {
  const propositions = subjects.filter(({ proposition }) => proposition).length
  const messages = subjects.length - propositions
  return series([
    ...(propositions > 0 ? [count(propositions, 'proposition')] : []),
    ...(messages > 0 ? [count(messages, 'message')] : []),
  ])
}
