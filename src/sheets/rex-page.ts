import { labelOf } from '../events/lists.ts'
import type { Row } from '../events/sections.ts'
import { queryOf } from '../web/filters.ts'
import { count } from '../web/french.ts'
import { figuresIn } from './page.ts'
import { notApplicable, reservationGrounds, reserved } from './procurement.ts'
import type { Telling } from './telling.ts'

/** A row whose lines lead elsewhere. */
type LinkedRow = Row & { links?: Record<string, string> }

/** A fiche REX as its page shows it: the story, and beside it the facts. */
export const rexPage = (told: Telling) => ({
  rex: storyOf(told),
  market: marketRows(told),
  considerations: considerationRows(told),
  isReserved: told.answers.considerations_sociales?.includes(reserved) ?? false,
  holder: holderRows(told),
  others: told.rest(),
})

const storyOf = ({ take, answers }: Telling) => ({
  resume: take('resume'),
  figures: figuresIn(take('chiffres_cles')),
  size: sizeOf(answers.acheteur_type, take('habitants')),
  contexte: take('contexte') ?? '',
  demarche: take('demarche') ?? '',
  resultats: take('resultats') ?? '',
  suites: take('suites'),
  facteurs: take('facteurs') ?? [],
  difficultes: take('difficultes') ?? [],
  conseils: take('conseils') ?? [],
  partenaires: take('partenaires') ?? [],
  criteres: take('criteres') ?? [],
})

/** How many people a buyer stands for: those who live there, or those who work there. */
function sizeOf(type = '', people?: number) {
  if (!people) return undefined
  const territory = ['commune', 'epci', 'departement', 'region'].includes(type)
  if (territory) return count(people, 'habitant')
  return type === 'syndicat' ? count(people, 'habitant ou agent', 'habitants ou agents') : count(people, 'personne')
}

/** The contract itself, in the order in which a buyer asks. */
const marketRows = ({ take, rows }: Telling): Row[] =>
  [
    ...rows('objet', 'categorie', 'montant', 'tranche', 'duree_mois', 'procedure', 'technique', 'modalite_execution'),
    ...rows('date_notification', 'offres_recues'),
    ...row('Lots', lotsText(take('alloti'), take('nombre_lots'), take('lots_reserves'))),
  ].filter(({ value }) => value !== notApplicable)

function lotsText(inLots?: 'oui' | 'non', lots?: number, reservedLots?: number) {
  if (!inLots) return undefined
  if (inLots === 'non') return 'Marché non alloti'
  return `${lots ? count(lots, 'lot') : 'Marché alloti'}${reservedLots ? `, dont ${count(reservedLots, 'réservé')}` : ''}`
}

/** What makes it a responsible purchase, the legal lever in words. */
const considerationRows = ({ take, rows }: Telling): LinkedRow[] => [
  ...socialRows(take('considerations_sociales'), take('fondement_reservation')),
  ...rows('beneficiaires'),
  ...row('Insertion', insertionText(take)),
  ...rows('considerations_environnementales').map((one) => linked(one, 'environnement')),
  ...rows('clause_environnementale'),
]

/** Each lever leads to the sheets that have it too. */
function socialRows(levers: string[] = [], ground = ''): LinkedRow[] {
  const onGround = labelOf(reservationGrounds, ground)
  const said = levers.map((lever) => (lever === reserved && ground ? onGround : lever))
  return row('Considérations sociales', said.join('\n')).map((one) => ({
    ...linked(one, 'social'),
    links: { ...linked(one, 'social').links, [onGround]: `/rex${queryOf({ levier: ground })}` },
  }))
}

const linked = (one: Row, filter: string): LinkedRow => ({
  ...one,
  links: Object.fromEntries(one.value.split('\n').map((line) => [line, `/rex${queryOf({ [filter]: line })}`])),
})

function insertionText(take: Telling['take']) {
  const [done, expected, people, outcomes] = [
    take('heures_realisees'),
    take('heures_prevues'),
    take('personnes'),
    take('sorties_positives'),
  ]
  return [
    done !== undefined && count(done, 'heure réalisée', 'heures réalisées'),
    expected !== undefined && count(expected, 'heure prévue', 'heures prévues'),
    people !== undefined && count(people, 'personne'),
    outcomes !== undefined && count(outcomes, 'sortie positive', 'sorties positives'),
    take('facilitateur') === 'oui' && 'Avec un facilitateur de clauses',
  ]
    .filter(Boolean)
    .join('\n')
}

/** The holder is named with its own agreement only. */
function holderRows({ answers, rows }: Telling): Row[] {
  const name = rows('titulaire')
  return [
    ...(answers.accord_titulaire === 'oui' ? name : []),
    ...rows('titulaire_type', 'titulaire_departement', 'groupement', 'sous_traitance'),
  ]
}

const row = (label: string, value: string | undefined): Row[] => (value ? [{ label, value }] : [])
