import type { Request, Response } from 'express'
import { ownEdition } from '../editions/queries.ts'
import { lastChange, listChanges } from '../journal/queries.ts'
import { findProposition, type Proposition, statusOf } from '../propositions/proposition.ts'
import { agoOf } from '../web/ago.ts'
import { found } from '../web/errors.ts'
import { type Typed, wordsTyped } from '../web/fields.ts'
import { type Forms, formsOn } from './forms.ts'
import { lineInWords } from './history.ts'
import { type Place, showProposition, type Tools } from './page.ts'

/** Nobody decides of a text that changed after the page was opened: the form says which version was on it. */
export const wasRead = (req: Request, { version }: { version: string }, seen = req.body?.vu) =>
  seen === undefined || seen === version

/** Nor of a change that was replaced. */
export const wasChangeRead = (req: Request, proposed: { version: string }) =>
  wasRead(req, proposed, req.body?.vu_modification ?? req.body?.vu)

/** What is said at the head of a page that comes back because somebody was faster. */
export type Overtaken = {
  title: string
  /** who did what meanwhile */
  lines: string[]
  advice: string
  /** whether what was typed is in its form on the page */
  kept: boolean
  /** what was typed, in full, where it is not */
  words: string
}

type Late = { act: string; typed: Typed; title?: string; advice?: string }

/** The page as it is now: what happened meanwhile, and what was typed, still in its form where it still makes sense. */
export function showOvertaken(
  res: Response,
  tools: Tools,
  { kind, reference }: Pick<Proposition, 'kind' | 'reference'>,
  place: Place,
  { act, typed, title = 'La proposition a changé pendant que vous la lisiez', advice = nothingDone }: Late,
) {
  const now = found(findProposition(tools.db, kind, reference))
  const { kept, words } = wordsIn(typed, formsOn(tools.db, now, place))
  const overtaken = { title, advice, words, kept, lines: meanwhile(tools, now, typed.vu) }
  showProposition(res.status(409), tools, now, place, { act, typed, errors: {}, overtaken })
}

const nothingDone = 'Votre décision n’a rien changé. Voici la proposition telle qu’elle est maintenant.'

/** Of a proposed change: it was replaced, decided or taken back, or what it changes is no longer online. */
export const showOvertakenChange = (
  res: Response,
  tools: Tools,
  proposition: Proposition,
  place: Place,
  late: Pick<Late, 'act' | 'typed'>,
) =>
  showOvertaken(res, tools, proposition, place, {
    ...late,
    title:
      proposition.status === 'published'
        ? 'Cette modification n’est plus celle que vous lisiez'
        : `Cette modification n’a plus d’objet : « ${statusOf(proposition)} »`,
  })

/** What the history says since the version that was read; its last line for who does not say what they read. */
function meanwhile({ db, clock }: Tools, { reference, editionId }: Proposition, seen: unknown): string[] {
  const { timeZone } = ownEdition(db, { editionId })
  const read = /(\d+)$/.exec(String(seen ?? ''))?.[1]
  const after = read === undefined ? lastChange(db, reference) - 1 : Number(read)
  return listChanges(db, reference, after).map((line) => `${lineInWords(db, line)} ${agoOf(clock, line.at, timeZone)}`)
}

/** Every answer that was written or chosen: whether each has its form on the page as it is now, or else all that has none. */
export function wordsIn(sent: Typed, forms: Forms) {
  const { confirmer, sans_prevenir, lien_reserve, vu_texte, vu_modification, de, signalement, ...typed } = sent
  const { adresse_page, ...rest } = typed
  const here = Object.values(forms).flatMap(({ fields }) => Object.keys(fields))
  const lost = Object.entries(rest).filter(([name]) => !here.includes(name))
  const words = wordsTyped(Object.fromEntries(lost)).join('\n\n')
  return { kept: words === '' && wordsTyped(typed).length > 0, words }
}
