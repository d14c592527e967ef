import type { SitePage } from '../pages/pages.ts'
import type { Version } from '../pages/queries.ts'
import { dayFaultText, readDay } from '../web/dates.ts'
import { type Errors, readFields, type Typed, text } from '../web/fields.ts'
import { refusedLinks } from '../web/markdown.ts'

/** What is said on a page. */
export type Said = Pick<Version, 'text' | 'asOf'>

const hint =
  'Une ligne vide sépare deux paragraphes. ## devant un titre, - devant chaque point d’une liste, **deux étoiles** autour de ce qui compte, [un mot](https://exemple.fr) pour un lien.'
const words = { label: 'Texte', hint, max: 40_000, rows: 18 }
const asOf = text({
  label: 'À jour au',
  hint: 'Le jour où vous avez vérifié ce texte ; par exemple 9 mai 2023.',
  missing: 'À jour au : dites quand vous avez vérifié ce texte',
  max: 40,
})

export const fieldsOf = ({ needed, dated }: SitePage) => ({
  texte: text({ ...words, ...(needed ? { missing: 'Texte : cette page ne peut pas rester vide' } : {}) }),
  ...(dated ? { a_jour: asOf } : {}),
})

/** `year` is the one of a day typed without it. */
export function readText(page: SitePage, typed: Typed, year: number): { said?: Said; errors?: Errors } {
  const { values, errors } = readFields(fieldsOf(page), typed)
  const [refused] = refusedLinks(values.texte ?? '')
  if (refused)
    errors.texte = `Texte : le lien vers « ${refused} » ne mènerait nulle part ; écrivez une adresse complète, comme https://www.exemple.fr, ou une page du site, comme /contact`
  const typedDay = String(values.a_jour ?? '')
  const day = typedDay ? readDay(typedDay, year) : undefined
  if (day && !day.ok) errors.a_jour = dayFaultText(day, 'À jour au', typedDay, '9 mai 2023 ou 09/05/2023')
  if (Object.keys(errors).length > 0) return { errors }
  return { said: { text: values.texte ?? '', asOf: day?.ok ? day.day : null } }
}
