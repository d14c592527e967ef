import type { Database } from '../db/open.ts'
import { findRepeatable } from '../propositions/repeat-links.ts'
import { HttpError } from '../web/errors.ts'
import { spaced } from '../web/french.ts'

/** The event that a link proposes again, and the edition that it is proposed for; a link that does not open says why. */
export function repeatable(db: Database, secret: string, token: string) {
  const one = findRepeatable(db, secret, token)
  if (!one) throw linkCutShort()
  if (one === 'over') throw linkIsOver()
  return one
}

const way = { href: '/proposer', label: 'Proposer un événement' }

const linkCutShort = () =>
  new HttpError(
    404,
    spaced(
      'Ce lien s’ouvre en entier : s’il est coupé dans votre courriel, copiez-le jusqu’au bout. Sinon, répondez à ce courriel : la coordination vous en envoie un autre.',
    ),
    'Ce lien est incomplet',
    way,
  )

const linkIsOver = () =>
  new HttpError(
    410,
    'Ce lien ne sert plus : l’événement a changé de mains ou a été retiré, ou une autre édition a commencé. Vous pouvez proposer un événement depuis la page Contribuer.',
    'Ce lien ne sert plus',
    way,
  )
