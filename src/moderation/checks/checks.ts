import type { Database } from '../../db/open.ts'
import type { Proposition } from '../../propositions/proposition.ts'
import { textOf } from '../../texts/check.ts'
import { privateFlags } from '../publishable.ts'
import { type Check, point } from './check.ts'
import { eventChecks } from './event.ts'
import { isSomebody } from './person.ts'
import { sheetChecks } from './sheet.ts'

/** What the site has looked at by itself, in the order of the page. */
export function checksOf(db: Database, proposition: Proposition): Check[] {
  const { event, sheet } = proposition
  return [
    ...(event ? eventChecks(db, event) : []),
    ...(sheet ? sheetChecks(sheet) : []),
    contactCheck(proposition),
    ...documentChecks(proposition),
    ...textChecks(db, proposition),
  ]
}

/** Whoever answers the public is a service rather than somebody: their name would be online. */
function contactCheck({ event, sheet }: Proposition): Check {
  const life = event ?? sheet
  const reachable = Boolean(life?.publicContactEmail || life?.publicContactPhone)
  if (!life || !reachable) return point('Contact publié', 'partie-contacts', false, '', 'personne à joindre')
  return point(
    'Contact publié',
    'partie-contacts',
    !isSomebody(life),
    'une fonction, pas une personne',
    'ce semble être le nom d’une personne',
  )
}

function documentChecks({ documents }: Proposition): Check[] {
  const files = documents.filter(({ widths }) => !widths)
  if (files.length === 0) return []
  const named = (...wanted: string[]) =>
    files
      .filter(({ flags }) => flags.some((flag) => wanted.includes(flag)))
      .map(({ name }) => name)
      .join(', ')
  const privately = named(...privateFlags)
  const check = (about: string, flag: string, fine: string, wrong: string) =>
    point(about, 'fichiers', named(flag) === '', fine, `${named(flag)} : ${wrong}`)
  return [
    check('Documents sans code', 'active-pdf', 'aucun code ni action', 'contient du code ou des actions'),
    check('Documents analysés', 'not-scanned', 'par l’antivirus', 'aucun antivirus ne l’a lu'),
    ...(privately
      ? [
          point(
            'Documents sans coordonnées privées',
            'fichiers',
            false,
            '',
            `${privately} : à regarder avant de publier`,
          ),
        ]
      : []),
    check('Documents accessibles', 'inaccessible-pdf', 'rien à signaler', 'un lecteur d’écran ne peut pas le lire'),
  ]
}

/** What a sheet that is a file says: only a text that somebody has read again goes online. */
function textChecks(db: Database, { sheet, documents }: Proposition): Check[] {
  const text = sheet && textOf(db, sheet, documents)
  if (!text) return []
  const wrong = text.givenUp ? 'illisible par le site' : text.state === 'none' ? 'pas un mot' : 'à relire'
  return [
    point('Texte du document', 'texte', text.state === 'checked', 'relu', `${wrong}, seul le document serait en ligne`),
  ]
}
