import type { Edition } from '../../editions/queries.ts'
import { csvLine, csvStart } from '../../web/csv.ts'
import { date } from '../../web/french.ts'
import type { Cell } from './cells.ts'
import { columns } from './columns.ts'

/** The rows that the template comes with: the questions, then an example that is left aside when the file comes back. */
export const templateRows = (edition: Edition): Cell[][] => [
  columns.map(({ header }) => header),
  columns.map(({ name }) => exampleOf(edition)[name] ?? null),
]

const exampleOf = ({ firstDay }: Edition): Record<string, Cell> => ({
  titre: 'Exemple : visite d’un atelier de réemploi (laissez cette ligne, elle n’est pas envoyée)',
  resume: 'Une heure pour voir ce que deviennent les meubles et le matériel dont un acheteur se sépare.',
  type: 'Visite d’entreprise ou de site',
  themes: 'Réemploi et économie circulaire ; Insertion et clauses sociales',
  publics: 'Acheteurs publics ; Élues et élus',
  mots_cles: 'mobilier ; seconde vie',
  jour: new Date(`${firstDay}T00:00Z`),
  debut: hours(14),
  fin: hours(15.5),
  participation: 'Sur place',
  commune: '14100 Lisieux',
  lieu: 'Atelier Exemple',
  adresse: '8 boulevard de l’Exemple',
  inscription: 'Sur inscription',
  inscription_url: 'https://www.exemple.fr/inscription',
  gratuit: 'Oui',
  places: 20,
  organisateur: 'Association Exemple',
  organisateur_type: 'Association',
})

/** An hour of the day as a spreadsheet keeps it: before its first day. */
const hours = (number: number) => new Date(Date.UTC(1899, 11, 30) + number * 60 * 60 * 1000)

/** The template for whoever has no spreadsheet that reads XLSX: separated by semicolons, as a French Excel opens it. */
export const templateCsv = (edition: Edition): string =>
  csvStart +
  templateRows(edition)
    .map((cells) => csvLine(cells.map(textOf)))
    .join('')

function textOf(cell: Cell): string {
  if (!(cell instanceof Date)) return String(cell ?? '')
  const [day = '', time = ''] = cell.toISOString().split('T')
  return cell.getUTCFullYear() < 1900 ? time.slice(0, 5) : date(day)
}
