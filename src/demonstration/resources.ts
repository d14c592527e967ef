import { createHash } from 'node:crypto'
import { copyFileSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { addGroup } from '../resources/groups.ts'
import { addResource, type Content } from '../resources/queries.ts'
import { randomName } from '../uploads/keep.ts'

const files = path.join(import.meta.dirname, 'files')
const day = '2023-05-02T09:00:00Z'
const clock: Clock = { now: () => Temporal.Instant.from(day) }

/** A toolbox to look at: two short files of our own, a place for the real kit, and where to look for a supplier. */
export function loadResources(db: Database, folder: string) {
  const put = (name: string, type: string): Content => {
    const bytes = readFileSync(path.join(files, name))
    const storedAs = randomName()
    copyFileSync(path.join(files, name), path.join(folder, storedAs))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { file: { name, storedAs, type, size: bytes.length, sha256, flags: [] } }
  }
  const add = (group: number, slug: string, title: string, purpose: string, audience: string, content: Content) =>
    addResource(db, clock, slug, { groupId: group, listed: 1, title, purpose, audience }, content)

  const organising = addGroup(db, 'Organiser un événement')
  add(
    organising,
    'guide-de-l-organisateur',
    'Guide de l’organisateur',
    'Une page : avant de proposer, faire venir, le jour venu et après.',
    'Structures de l’ESS, collectivités et entreprises qui organisent.',
    put('guide-de-l-organisateur.pdf', 'application/pdf'),
  )
  add(
    organising,
    'kit-de-communication',
    'Kit de communication, exemple',
    'Deux annonces à adapter et la place d’un visuel. Sans aucun logo : le kit réel est à fournir par la coordination.',
    'Organisateurs et partenaires.',
    put('kit-de-communication.zip', 'application/zip'),
  )
  const buying = addGroup(db, 'Acheter autrement')
  add(
    buying,
    'le-marche-de-l-inclusion',
    'Le Marché de l’inclusion',
    'Trouver une structure d’insertion, une entreprise adaptée ou un ESAT.',
    'Acheteurs publics et privés.',
    { link: 'https://lemarche.inclusion.gouv.fr' },
  )
  add(
    buying,
    'la-clause-verte',
    'La Clause verte',
    'Des clauses environnementales prêtes à reprendre dans un marché.',
    'Acheteurs publics.',
    { link: 'https://laclauseverte.fr' },
  )
}
