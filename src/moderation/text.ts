import type { Request, Response } from 'express'
import type { Database } from '../db/open.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { checkText, fileOf, readChecking, textFields, textOf, uncheckText, versionOf } from '../texts/check.ts'
import { showOvertaken } from './overtaken.ts'
import { type Place, showProposition, type Tools } from './page.ts'

/** What the file of a sheet says, as the desk reads it again; nothing where the sheet is no file. */
export function textPart(db: Database, { sheet, documents }: Proposition) {
  const file = sheet && fileOf(sheet, documents)
  const text = sheet && textOf(db, sheet, documents)
  return (
    file && {
      fields: textFields,
      pdf: file.type === 'application/pdf' && !text?.givenUp,
      ...text,
      seen: text && versionOf(text),
    }
  )
}

/** « J’ai relu ce texte » */
export function answerText(req: Request, res: Response, tools: Tools, proposition: Proposition, place: Place) {
  const { db, clock } = tools
  const typed = req.body ?? {}
  const text = proposition.sheet && textOf(db, proposition.sheet, proposition.documents)
  const { content, errors, current } = readChecking(text, typed)
  if (Object.keys(errors).length > 0)
    return showProposition(res.status(422), tools, proposition, place, { act: 'texte', typed, errors })

  const { reference } = proposition
  if (current && text && content && checkText(db, clock, reference, text, content, actorAt(place)))
    res.redirect(303, `${place.base}?fait=texte#texte`)
  else showLate(res, tools, proposition, place, typed)
}

/** The text is no longer on the page. */
export function answerTextRemoval(req: Request, res: Response, tools: Tools, proposition: Proposition, place: Place) {
  const { db, clock } = tools
  const typed = req.body ?? {}
  const text = proposition.sheet && textOf(db, proposition.sheet, proposition.documents)
  const { current } = readChecking(text, typed)
  if (current && text && uncheckText(db, clock, proposition.reference, text, actorAt(place)))
    res.redirect(303, `${place.base}?fait=texte-retire#texte`)
  else showLate(res, tools, proposition, place, typed)
}

const actorAt = ({ coordinator }: Place) => `coordinator:${coordinator.id}` as const

const showLate = (res: Response, tools: Tools, proposition: Proposition, place: Place, typed: Record<string, string>) =>
  showOvertaken(res, tools, proposition, place, {
    act: 'texte',
    typed,
    title: 'Le texte du document a changé pendant que vous le relisiez',
    advice: 'Quelqu’un l’a corrigé, ou un nouveau fichier est arrivé : votre texte n’a pas été enregistré.',
  })
