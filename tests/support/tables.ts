import { readSheet } from 'read-excel-file/node'
import type { Response } from 'supertest'
import writeExcelFile, { type Cell } from 'write-excel-file/node'
import type { TestSite } from './site.ts'

export type { Cell }

/** The contact that comes once with a file of several events. */
export const sharedContact = {
  contact_nom: 'Camille Exemple',
  contact_courriel: 'camille@example.org',
  contact_telephone: '',
  contact_fonction: 'Animation du réseau',
  publier: 'non',
  contact_public_courriel: 'reseau@example.org',
  contact_public_telephone: '',
}

/** A row that has all that an event needs, under the labels of the form. */
export const completeRow: Record<string, Cell> = {
  Titre: 'Rencontre du réseau à Lisieux',
  Résumé: 'Une matinée pour acheter autrement.',
  'Type d’événement': 'Atelier',
  Thèmes: 'Insertion et clauses sociales ; reemploi',
  'Publics visés': 'Acheteurs publics',
  Jour: '25 mai',
  'Heure de début': '8 h 30',
  'Heure de fin': '10:00',
  Participation: 'Sur place',
  Commune: 'Lisieux',
  Accès: 'Entrée libre',
  'L’événement est-il gratuit ?': 'oui',
  'Nom de la structure organisatrice': 'Réseau Exemple',
  'Vous êtes': 'Réseau, fédération, tête de réseau',
}

/** The template as the site gives it. */
export async function download({ visitor }: TestSite, kind: 'xlsx' | 'csv'): Promise<Buffer> {
  const { body } = await visitor.get(`/proposer/plusieurs/modele.${kind}`).responseType('blob').expect(200)
  return body
}

/** The template filled in by code as a person would: the rows go below those that it has. */
export async function filledTemplate(site: TestSite, rows: Record<string, Cell>[]): Promise<Buffer> {
  const [headers = [], example = []] = await readSheet(await download(site, 'xlsx'))
  const dated = (example as unknown as Cell[]).map((value) =>
    value instanceof Date ? { value, type: Date, format: 'dd/mm/yyyy' } : value,
  )
  const named = (header: unknown) => String(header).replaceAll('\u00a0', ' ').replace(' (obligatoire)', '')
  const own = rows.map((row) => headers.map((header) => row[named(header)] ?? null))
  return writeExcelFile([{ sheet: 'Événements', data: [headers as unknown as Cell[], dated, ...own] }]).toBuffer()
}

/** A CSV file of rows that all have the questions of the first. */
export function csv(rows: Record<string, string>[], { separator = ';', end = '\r\n' } = {}): string {
  const names = Object.keys(rows[0] ?? {})
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))]
  return lines.map((cells) => cells.map(quoted).join(separator) + end).join('')
}

/** Sends a file with the contact that its rows share; returns where the site leads. */
export async function hand(
  { visitor }: TestSite,
  file: [name: string, content: Buffer | string],
  form: Record<string, string> = {},
): Promise<Response> {
  const [name, content] = file
  return visitor.submit('/proposer/plusieurs', { ...sharedContact, ...form }, { tableau: [name, Buffer.from(content)] })
}

/** Hands a file in and presses the button of the page that checks it; returns the address of what came of it. */
export async function sendTable(site: TestSite, file: [name: string, content: Buffer | string]): Promise<string> {
  const handed = await hand(site, file)
  if (handed.status !== 303) throw new Error(`the form came back (${handed.status}): ${handed.text}`)
  const sent = await site.visitor.post(handed.headers.location ?? '', { confirmer: 'lignes' }).expect(303)
  return sent.headers.location ?? ''
}
