import type { Database } from '../db/open.ts'
import type { Errors } from '../web/fields.ts'
import { date, shortSpan } from '../web/french.ts'
import { type Edition, listEditions } from './queries.ts'

/** What cannot be because of the other editions: each has its number and its year, and comes after those before it. */
export function clashesOf(
  db: Database,
  { number, year, firstDay }: Pick<Edition, 'number' | 'year' | 'firstDay'>,
  own?: number,
): Errors {
  const others = listEditions(db).filter(({ id }) => id !== own)
  const sameNumber = others.find((other) => other.number === number)
  const sameYear = others.find((other) => other.year === year)
  const later = others.find((other) => other.lastDay >= firstDay)
  return {
    ...(sameNumber ? { numero: `Numéro de l’édition : le ${number} est celui de ${sameNumber.year}` } : {}),
    ...(sameYear
      ? { premier_jour: `Premier jour : il y a déjà une édition en ${year}, ${spanOf(sameYear)}` }
      : later
        ? { premier_jour: `Premier jour : le ${date(firstDay)} n’est pas après l’édition de ${later.year}` }
        : {}),
  }
}

const spanOf = ({ firstDay, lastDay }: Edition) => shortSpan(firstDay, lastDay)
