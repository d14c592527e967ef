import type { Response } from 'express'
import type { Occasion } from '../events/lists.ts'
import type { Option, Typed } from '../web/fields.ts'
import { formPage } from '../web/page.ts'
import type { Followed } from './followed.ts'

/** What is asked before something that many people see, or that cannot be taken back. */
export type Question = {
  title: string
  words: string[]
  /** what the public will read */
  announced?: { kind: Occasion; label: string; note: string | null }
  /** what else may be decided with it, nothing ticked beforehand */
  choices?: { name: string; legend: string; options: Option[] }
  /** what was answered so far, sent again with the confirmation */
  answers?: Typed
  button: string
}

/** The page between a press and its effect: the same form is sent again, by somebody who has read what it does. */
export function askToConfirm(res: Response, { path, proposition }: Followed, question: Question) {
  formPage(res, 'follow/confirm', {
    title: question.title,
    question,
    path,
    proposition,
    action: res.req.originalUrl,
    script: '/js/once.js',
  })
}

export const isConfirmed = ({ confirme }: Record<string, unknown> = {}) => confirme === 'oui'
