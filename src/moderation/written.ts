import type { Request, RequestParamHandler, Response } from 'express'
import type { Errors, Typed } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import type { Open } from './acts.ts'
import { type Forms, formsOn } from './forms.ts'
import { wasChangeRead, wasRead, wordsIn } from './overtaken.ts'
import { showProposition, type Tools } from './page.ts'
import { kindOfRoom, openAtDesk } from './place.ts'
import { findProposed } from './proposed.ts'

/** The questions whose answers on the page are not those that it started from, by the form that asks them. */
export const unsavedIn = (forms: Forms, sent: Typed) =>
  Object.entries(forms).flatMap(([act, { fields, typed }]) =>
    Object.entries(fields).flatMap(([name, { label, options }]) =>
      name in sent && plain(sent[name]) !== plain(typed[name])
        ? [{ act, name, label, chosen: options !== undefined }]
        : [],
    ),
  )

/** What would become public as it was before: what is published is what was read again. */
export const unsavedText = (forms: Forms, sent: Typed): Errors =>
  Object.fromEntries(
    unsavedIn(forms, sent)
      .filter(({ act }) => act === 'texte' || act === 'fiche')
      .map(({ act, name, label }) => [
        name,
        `${label} : vous l’avez changé ; pressez « ${saving[act]} », puis publiez`,
      ]),
  )

const saving: Record<string, string> = { texte: 'J’ai relu ce texte', fiche: 'Enregistrer' }

/** What an act did, when something was being written elsewhere: whether it is still in its form, or else its words to copy. */
export type GivenBack = { done: string; left: boolean; words: string }

/** A page that is one form, as it is now: what it asks, whether it is what was read, and how it comes back with what was typed. */
type Page = {
  forms: Forms
  read: boolean
  show: (attempt: { typed: Typed; errors: Errors } & GivenBack) => void
}

/** The page of a proposition, at the desk. */
export function keepWritten(room: Room, tools: Tools) {
  const open = (req: Request, res: Response) => openAtDesk(tools.db, kindOfRoom(req.path.split('/')[1]), req, res)
  room.param('reference', givingBack(pageOf(tools, open)))
}

export const pageOf =
  (tools: Tools, open: Open) =>
  (req: Request, res: Response): Page => {
    const { proposition, place } = open(req, res)
    const proposed = findProposed(tools.db, proposition)
    return {
      forms: formsOn(tools.db, proposition, place),
      read: wasRead(req, proposition) && (!proposed || wasChangeRead(req, proposed)),
      show: (attempt) => showProposition(res, tools, proposition, place, attempt),
    }
  }

/** Whatever is done, what is being written elsewhere on the page comes back, still to be sent. */
export const givingBack =
  (page: (req: Request, res: Response) => Page): RequestParamHandler =>
  (req, res, next, named: string) => {
    if (req.method !== 'POST' || req.is('multipart/form-data') || res.locals.givesBack) return next()
    res.locals.givesBack = true
    const sent: Typed = req.body ?? {}
    const act = req.path.split(`/${named}/`)[1]
    const { forms: before, read } = page(req, res)
    // what was looked at is not what is there now: it is ticked again
    const elsewhere = unsavedIn(before, sent).filter(
      ({ act: of, name }) => of !== act && (read || name !== 'confirmer'),
    )
    const redirect = res.redirect.bind(res) as (status: number, url: string) => void
    const leave = (status: number, url: string) => {
      const { forms, show } = page(req, res)
      const typed = answersTo(elsewhere, sent)
      const hasForm = ({ name }: { name: string }) => Object.values(forms).some(({ fields }) => name in fields)
      const here = elsewhere.filter(hasForm)
      // a reason that was only chosen is nothing to copy
      const words = elsewhere.every((one) => one.chosen || hasForm(one)) ? '' : wordsIn(typed, forms).words
      if (here.length === 0 && words === '') return redirect(status, url)
      // which text was corrected: another may have come meanwhile
      show({
        typed: { ...typed, vu_texte: sent.vu_texte ?? '' },
        errors: {},
        done: doneIn(url),
        left: here.some(({ name }) => name !== 'confirmer'),
        words,
      })
    }
    if (elsewhere.length > 0) Object.assign(res, { redirect: leave })
    next()
  }

const answersTo = (asked: { name: string }[], sent: Typed): Typed =>
  Object.fromEntries(asked.map(({ name }) => [name, sent[name] ?? '']))

/** What the address that follows an act says of it. */
const doneIn = (url: string) => new URL(url, 'http://ici.invalid').searchParams.get('fait') ?? ''

/** As the form would read it: how a browser ends its lines says nothing. */
const plain = (value: Typed[string] = '') =>
  [value]
    .flat()
    .map((one) => one.replaceAll(/\r\n?/g, '\n').trim())
    .filter(Boolean)
    .join('\n')
