import { departmentName } from '../communes/departments.ts'
import type { Database } from '../db/open.ts'
import { statuses } from '../events/lists.ts'
import { structureLabel } from '../events/sections.ts'
import { structureType } from '../sheets/sections.ts'
import { fold } from '../web/french.ts'
import { type Cell, type Table, type Told, tableOf } from '../web/tables.ts'
import { privately } from './columns.ts'
import { type Holding, listHoldings } from './holdings.ts'
import type { Wish } from './wish.ts'

type Organiser = Holding[]

/** Those who propose something, one a row whatever case and accents they wrote their name with. */
export function organiserTable(db: Database, wish: Wish): Table {
  return tableOf('Organisateurs', columnsOf(wish), listOrganisers(db, wish))
}

export function listOrganisers(db: Database, { edition, status }: Wish): Organiser[] {
  const organisers = Map.groupBy(listHoldings(db, { editionId: edition.id, status }), ({ organisation }) =>
    fold(organisation),
  )
  return [...organisers].sort(([one], [other]) => one.localeCompare(other, 'fr')).map(([, holdings]) => holdings)
}

const columnsOf = ({ contacts }: Wish): Told<Organiser>[] => [
  // as they last wrote it
  { label: 'Structure', width: 36, cell: (holdings) => holdings.at(-1)?.organisation ?? null },
  { label: 'Ce qu’elle est', width: 30, cell: each(typeText) },
  { label: 'Départements', width: 20, cell: each(({ department }) => department && departmentName(department)) },
  ...counted,
  {
    label: 'États',
    width: 30,
    cell: (holdings) =>
      statuses
        .map(({ code, label }) => ({ label, number: holdings.filter(({ status }) => status === code).length }))
        .filter(({ number }) => number > 0)
        .map(({ label, number }) => `${label} : ${number}`)
        .join('\n'),
  },
  { label: 'Site', width: 30, cell: each(({ website }) => website) },
  { label: 'Fonction ou service publié', width: 30, cell: each(({ publicRole }) => publicRole) },
  { label: 'Adresse électronique publiée', width: 30, cell: each(({ publicEmail }) => publicEmail) },
  { label: 'Téléphone publié', width: 18, cell: each(({ publicPhone }) => publicPhone) },
  ...(contacts ? privateColumns : []),
]

const kinds = [
  { kind: 'evenement', label: 'Événements', published: 'Événements publiés' },
  { kind: 'rex', label: 'Fiches REX', published: 'Fiches REX publiées' },
  { kind: 'carte-blanche', label: 'Cartes blanches', published: 'Cartes blanches publiées' },
]

const counted: Told<Organiser>[] = kinds.flatMap(({ kind, label, published }) => [
  { label, width: 12, cell: (holdings: Organiser) => holdings.filter((one) => one.kind === kind).length },
  {
    label: published,
    width: 12,
    cell: (holdings: Organiser) => holdings.filter((one) => one.kind === kind && one.status === 'published').length,
  },
])

const privateColumns: Told<Organiser>[] = [
  { label: privately('Prénom et nom'), width: 26, cell: each(({ privateName }) => privateName) },
  { label: privately('Adresse électronique'), width: 30, cell: each(({ privateEmail }) => privateEmail) },
  { label: privately('Téléphone'), width: 18, cell: each(({ privatePhone }) => privatePhone) },
]

/** What is said of an organiser in all that it proposes, each thing once. */
function each(said: (holding: Holding) => string | null | undefined) {
  return (holdings: Organiser): Cell => [...new Set(holdings.map(said).filter(Boolean))].join('\n')
}

function typeText({ kind, type, family, qualities }: Holding) {
  if (!type) return null
  if (kind !== 'evenement') return structureType(kind, type)
  return structureLabel({ organiserType: type, organiserFamily: family, organiserQualities: JSON.parse(qualities) })
}
