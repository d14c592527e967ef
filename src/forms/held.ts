import type { Database } from '../db/open.ts'
import type { Draft } from '../drafts/queries.ts'
import { isHeld } from '../propositions/links.ts'
import { HttpError } from '../web/errors.ts'

/** Throws when the link that a correction was begun with no longer opens: its proposition is in other hands. */
export function mustBeHeld(db: Database, draft: Draft) {
  if (!isHeld(db, draft)) throw noLongerHeld()
}

export const noLongerHeld = () =>
  new HttpError(
    410,
    'Cette modification a été commencée depuis un lien qui ne sert plus : la proposition a changé de mains ou d’adresse, ou n’est plus là. Rien n’a été envoyé. Rouvrez votre lien le plus récent ; ce que vous veniez d’écrire est encore à la page précédente.',
    'Ce lien ne sert plus',
  )
