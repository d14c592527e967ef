import { today } from '../clock.ts'
import { currentZone } from '../editions/queries.ts'
import type { SitePage } from '../pages/pages.ts'
import type { Version } from '../pages/queries.ts'
import { dayFaultText, readDay } from '../web/dates.ts'
import { type Errors, readFields, type Typed, text } from '../web/fields.ts'
import { count, date } from '../web/french.ts'
import { linkAdvice, linkFaults } from './links.ts'
import type { Tools } from './routes.ts'

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

export function readText(tools: Tools, page: SitePage, typed: Typed): { said?: Said; errors?: Errors } {
  const { values, errors } = readFields(fieldsOf(page), typed)
  const faults = linkFaults(tools, values.texte ?? '')
  if (faults.length > 0)
    errors.texte = [`Texte : corrigez ${count(faults.length, 'lien')}. ${linkAdvice}`, ...faults].join('\n')
  const typedDay = String(values.a_jour ?? '')
  const now = today(tools.clock, currentZone(tools.db))
  const day = typedDay ? readDay(typedDay, Number(now.slice(0, 4))) : undefined
  if (day && !day.ok) errors.a_jour = dayFaultText(day, 'À jour au', typedDay, '9 mai 2023 ou 09/05/2023')
  if (day?.ok && day.day > now) errors.a_jour = `À jour au : le ${date(day.day)} n’est pas encore venu`
  if (Object.keys(errors).length > 0) return { errors }
  return { said: { text: values.texte ?? '', asOf: day?.ok ? day.day : null } }
}
