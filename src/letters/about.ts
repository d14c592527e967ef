import type { Database } from '../db/open.ts'
import { referencesOf } from '../mail/about.ts'
import type { Mail } from '../mail/desk.ts'
import { deskAddress, type PropositionKind } from '../propositions/proposition.ts'
import { count } from '../web/french.ts'

type About = { kind: PropositionKind; reference: string; title: string }

/** The propositions that mails are about, in their order. */
export function aboutOf(db: Database, mails: Pick<Mail, 'data'>[]): (mail: Pick<Mail, 'data'>) => About[] {
  const references = mails.flatMap(({ data }) => referencesOf(data))
  const known = new Map(
    db
      .prepare<[string], About>(
        'SELECT kind, reference, title FROM propositions WHERE reference IN (SELECT value FROM json_each(?))',
      )
      .all(JSON.stringify(references))
      .map((one) => [one.reference, one]),
  )
  return ({ data }) => referencesOf(data).flatMap((reference) => known.get(reference) ?? [])
}

/** In a few words: the first of them, and how many more. */
export function aboutText([first, ...others]: About[]) {
  if (!first) return undefined
  return others.length > 0 ? `${first.title}, et ${count(others.length, 'autre', 'autres')}` : first.title
}

const shown = 10

/** The first of them with where each is at the desk, and how many more. */
export const linksTo = (abouts: About[]) => ({
  links: abouts.slice(0, shown).map((about) => ({ title: about.title, href: deskAddress(about) })),
  more: Math.max(0, abouts.length - shown),
})
