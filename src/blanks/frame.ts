import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Edition } from '../editions/queries.ts'
import { partsOf } from '../sheets/forms.ts'
import { kindLabel } from '../sheets/lists.ts'
import type { Part } from '../sheets/questions.ts'
import type { Typed } from '../web/fields.ts'
import { fullDay, ordinal, spaced, span } from '../web/french.ts'
import type { Blank } from './lists.ts'
import { maker } from './mark.ts'
import { outlineOf, type Section } from './outline.ts'

/** Everything that a sheet to download says, whatever its format. */
export type Frame = {
  title: string
  /** what is read in the title bar, and in the list of files */
  name: string
  lede: string
  edition: string
  dates: string
  steps: string[]
  address: string
  sections: Section[]
  mark: string
  description: string
}

type Said = Pick<Edition, 'name' | 'number' | 'firstDay' | 'lastDay' | 'submissionsDeadline' | 'coordinatedBy'> &
  Partial<Pick<Edition, 'contactEmail' | 'contactPhone'>>

/** What is said of the edition in a sheet; when it changes, the sheet does. */
export type Setting = { edition: Said; baseUrl: string }

export function frameOf(
  blank: Blank,
  { edition, baseUrl }: Setting,
  parts: readonly Part[] = partsOf(blank.kind, 'typed'),
): Frame {
  const { name, number, firstDay, lastDay } = edition
  const title = blank.example ? `${kindLabel(blank.kind)} : un exemple rempli` : kindLabel(blank.kind)
  return {
    title: spaced(title),
    name: spaced(`${title} – ${name}`),
    lede: spaced(blank.example ? ledes.example : ledes[blank.kind]),
    edition: spaced(name),
    dates: spaced(`${number}${ordinal(number)} édition, ${span(firstDay, lastDay)}`),
    steps: stepsOf(blank, edition).map(spaced),
    address: `${baseUrl}/proposer/${blank.kind}`,
    sections: outlineOf(parts, blank.example ? example : {}),
    mark: markOf(blank, parts),
    description: spaced(ledes[blank.kind]),
  }
}

const ledes = {
  rex: 'Le retour d’expérience d’un marché public réussi, pour les acheteurs qui voudront en faire autant.',
  'carte-blanche':
    'Une page libre sur un achat vertueux, que vous soyez une structure de l’ESS, une collectivité ou une entreprise.',
  example:
    'Une fiche telle qu’elle peut être rendue. L’acheteur et le marché sont inventés : ne gardez que la manière.',
}

function stepsOf({ example }: Blank, { submissionsDeadline, coordinatedBy, contactEmail, contactPhone }: Said) {
  const reached = [contactEmail, contactPhone?.replaceAll(' ', '\u00a0')].filter(Boolean).join(', ')
  const until = submissionsDeadline ? `, jusqu’au ${fullDay(submissionsDeadline)}` : ''
  if (example)
    return ['Pour la vôtre, prenez la fiche vierge, ou remplissez-la directement en ligne à la même adresse.']
  return [
    'Remplissez-la à l’écran, ou à la main sur papier. Les questions marquées d’un astérisque (*) sont obligatoires.',
    `Joignez ce fichier en ligne, à l’adresse ci-dessous${until}, sans l’exporter en PDF : le site y lit vos réponses et vous les montre avant l’envoi.`,
    `Remplie à la main ? Remettez-la à la coordination (${coordinatedBy}), qui la saisira${reached && ` : ${reached}`}.`,
  ]
}

/** REX 1 of the demonstration, as its form would be typed. */
export const example: Typed = JSON.parse(readFileSync(path.join(import.meta.dirname, 'example.json'), 'utf8'))

/** How one of ours is known when it comes back: its kind, whether it began as the example, and the questions it asked. */
const markOf = ({ kind, example }: Blank, parts: readonly Part[]) =>
  [maker, example ? 'exemple' : 'vierge', kind, schemaOf(parts)].join('/')

const schemaOf = (parts: readonly Part[]) =>
  createHash('sha256')
    .update(JSON.stringify(outlineOf(parts)))
    .digest('hex')
    .slice(0, 12)
