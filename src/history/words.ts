import { listAccounts } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import type { Actor, PublicValues } from '../journal/queries.ts'
import { actText } from '../journal/words.ts'
import { sitePages } from '../pages/pages.ts'
import { deskAddress } from '../propositions/proposition.ts'
import { remarkAddress } from '../remarks/queries.ts'
import { diffWords } from '../revisions/words.ts'
import { momentOf } from '../web/french.ts'
import type { Line } from './queries.ts'

export type Person = { actor: Actor; who: string }

/** Everybody who may have done something: the accounts that ever were, the organisers, the site itself. */
export const listPeople = (db: Database): Person[] => [
  { actor: 'organiser', who: 'l’organisateur' },
  { actor: 'system', who: 'le site' },
  ...listAccounts(db).map(({ id, who }) => ({ actor: `coordinator:${id}` as const, who })),
]

/** The lines of the journal in words. */
export function describeLines(lines: Line[], people: Person[], timeZone: string) {
  const names = new Map(people.map(({ actor, who }) => [actor, who]))
  return lines.map((line) => ({
    at: line.at,
    when: momentOf(line.at, timeZone),
    who: names.get(line.actor) ?? 'la coordination',
    what: actText(line.act) ?? line.act,
    about: aboutOf(line, names),
    changes: changesOf(valuesIn(line.before), valuesIn(line.after)),
  }))
}

/** On what it was done, with its page at the desk while there is one. */
function aboutOf({ subject, title, kind }: Line, names: Map<Actor, string>): { text: string; href?: string } {
  if (kind === 'courrier')
    return { text: title ?? subject, href: remarkAddress({ id: Number(subject.replace('courrier-', '')) }) }
  if (kind) return { text: title ?? subject, href: deskAddress({ kind, reference: subject }) }
  if (subject.startsWith('courrier-')) return { text: 'Message d’un visiteur, effacé depuis' }
  const [, noun, name] = /^(edition|acces)-(\d+)$/.exec(subject) ?? []
  if (noun === 'edition') return { text: `Édition ${name}`, href: '/moderation/edition' }
  if (noun === 'acces')
    return { text: `Accès de ${names.get(`coordinator:${Number(name)}`)}`, href: `/moderation/acces/${name}` }
  const page = sitePages.find(({ slug }) => subject === `page-${slug}`)
  if (page) return { text: page.title, href: `/moderation/pages/${page.slug}` }
  return known[subject] ?? { text: subject }
}

/** What is one of a kind at the desk. */
const known: Record<string, { text: string; href: string }> = {
  editeur: { text: 'Éditeur et hébergeur', href: '/moderation/pages/editeur' },
  'boite-a-outils': { text: 'Boîte à outils', href: '/moderation/ressources' },
  fiches: { text: 'Fiches à télécharger', href: '/moderation/edition/fiches' },
  portail: { text: 'Portail national', href: '/moderation/portail' },
}

const valuesIn = (json: string | null): PublicValues => (json ? JSON.parse(json) : {})

/** An act may note what it left as it was. */
const changesOf = (before: PublicValues, after: PublicValues) =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((label) => (before[label] ?? '') !== (after[label] ?? ''))
    .map((label) => ({ label, words: diffWords(before[label] ?? '', after[label] ?? '') }))
