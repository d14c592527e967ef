import { createHash } from 'node:crypto'
import type { Database } from '../../db/open.ts'
import { type Draft, findDraft } from '../../drafts/queries.ts'
import { findCurrentEdition } from '../../editions/queries.ts'
import { labelOf, occasions, statuses } from '../../events/lists.ts'
import { followToken } from '../../propositions/links.ts'
import { findAnyProposition, type Proposition } from '../../propositions/proposition.ts'
import { leftToFinish, questionsIn } from './finish.ts'
import { eventForm } from './form.ts'
import { mostRows } from './rows.ts'

type Outcome = {
  sent: { proposition: Proposition; state: string; href: string }[]
  drafts: { title: string; left: string; href: string }[]
}

/** What came of a table: the propositions sent and where each stands, those finished since included, and the drafts that wait. */
export function outcomeOf(db: Database, secret: string, bulk: Draft): Outcome {
  const drafts = Array.from({ length: mostRows }, (_, index) => findDraft(db, rowKey(bulk, index)) ?? []).flat()
  return {
    sent: drafts.flatMap(({ sentAs, generation }) => {
      const proposition = sentAs ? findAnyProposition(db, sentAs) : undefined
      if (!proposition) return []
      // a link revoked since stays revoked
      const link = { ...proposition, linkGeneration: generation ?? proposition.linkGeneration }
      return [{ proposition, state: stateOf(proposition), href: `/suivi/${followToken(secret, link)}` }]
    }),
    drafts: drafts
      .filter(({ sentAs }) => !sentAs)
      .map((draft) => ({
        title: [draft.typed.titre ?? ''].flat().join(' ') || 'Sans titre',
        left: leftIn(db, draft),
        href: `/proposer/evenement/${draft.key}`,
      })),
  }
}

const stateOf = ({ status, event }: Proposition) =>
  [labelOf(statuses, status), event && labelOf(occasions, event.occasion)].filter(Boolean).join(' · ')

function leftIn(db: Database, draft: Draft): string {
  const edition = findCurrentEdition(db)
  const errors = edition ? leftToFinish(db, eventForm, edition, draft) : {}
  return questionsIn(errors) || 'À relire et envoyer'
}

/** A row's draft is found by the key of its table, which says nothing of it to anybody else. */
export const rowKey = ({ key }: Draft, index: number) =>
  createHash('sha256').update(`${key} ${index}`).digest('base64url').slice(0, 22)
