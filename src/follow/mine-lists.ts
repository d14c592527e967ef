import type { Database } from '../db/open.ts'
import { lastDraftDay } from '../drafts/erase.ts'
import type { Draft } from '../drafts/queries.ts'
import { currentZone } from '../editions/queries.ts'
import { labelOf, occasions } from '../events/lists.ts'
import { colleagueToken, followToken } from '../propositions/links.ts'
import type { Managed } from '../propositions/person.ts'
import { kindNames, statusOf } from '../propositions/proposition.ts'
import { ordinal, shortSpan } from '../web/french.ts'

/** What an address manages, edition by edition, each with the link that opens its page. */
export function editionsOf(secret: string, email: string, managed: Managed[]) {
  return [...Map.groupBy(managed, ({ edition }) => edition).values()].map((items) => ({
    title: items[0] && editionTitle(items[0]),
    items: items.map((one) => ({
      ...one,
      kindName: kindNames[one.kind],
      state: [statusOf(one), labelOf(occasions, one.occasion), one.revised ? 'modification en attente' : '']
        .filter(Boolean)
        .join(' · '),
      href: `/suivi/${linkOf(secret, email, one)}`,
    })),
  }))
}

const editionTitle = ({ edition, firstDay, lastDay }: Managed) =>
  `${edition}${ordinal(edition)} édition, ${shortSpan(firstDay, lastDay)}`

const linkOf = (secret: string, email: string, { own, colleagueId, ...one }: Managed) =>
  own || colleagueId === null ? followToken(secret, one) : colleagueToken(secret, { id: colleagueId, email }, one)

/** The forms begun and not sent, each with its link and its last day. */
export function draftsOf(db: Database, drafts: Draft[]) {
  const timeZone = currentZone(db)
  return drafts.map((draft) => ({
    title: typeof draft.typed.titre === 'string' ? draft.typed.titre.trim() : '',
    kindName: draftNames[draft.kind],
    corrects: draft.corrects,
    href: `/proposer/${draft.kind}/${draft.key}`,
    until: lastDraftDay(draft, timeZone),
  }))
}

export const draftNames = { ...kindNames, plusieurs: 'Plusieurs événements' } as const
