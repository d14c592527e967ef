import type { Request } from 'express'
import type { Database } from '../db/open.ts'
import { labelOf, type Status, statuses } from '../events/lists.ts'
import { findProposition, type Proposition } from '../propositions/proposition.ts'
import { HttpError } from '../web/errors.ts'

/** Nobody decides of a text that changed after the page was opened: the form says which version was on it. */
export const wasRead = (req: Request, { version }: { version: string }) =>
  req.body?.vu === undefined || req.body.vu === version

export function overtaken(db: Database, { kind, reference }: Proposition, message = '') {
  const status = findProposition(db, kind, reference)?.status ?? 'withdrawn'
  return new HttpError(
    409,
    `Cette proposition a changé pendant que vous la lisiez. Elle est maintenant : « ${labelOf(statuses, status)} ». Votre décision n’a rien changé ; rouvrez la page pour la relire.${kept(message)}`,
    'La proposition a changé',
  )
}

/** Of a proposed change: it was replaced, decided or taken back, or what it changes is no longer online. */
export const overtakenChange = (status: Status, message = '') =>
  new HttpError(
    409,
    `${
      status === 'published'
        ? 'Cette modification n’est plus celle que vous lisiez : elle a été changée, décidée ou retirée entre-temps.'
        : `Cette modification n’a plus d’objet : ce qu’elle change n’est plus en ligne (« ${labelOf(statuses, status)} »).`
    } Votre décision n’a rien changé ; rouvrez la page pour la relire.${kept(message)}`,
    'La modification a changé',
  )

const kept = (message: string) => message && ` Votre texte, pour ne pas le perdre : « ${message} »`
