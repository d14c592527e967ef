import { departmentName } from '../communes/departments.ts'
import type { Database } from '../db/open.ts'
import type { Event } from '../events/event.ts'
import { type EventFieldName, eventFields } from '../events/fields.ts'
import { labelOf, occasions, statuses } from '../events/lists.ts'
import { eventSections } from '../events/outline.ts'
import { listEvents } from '../events/queries.ts'
import { hoursText } from '../events/slots.ts'
import { typedOf } from '../events/typed.ts'
import { flagText } from '../propositions/flags.ts'
import { deskAddress } from '../propositions/proposition.ts'
import type { Field, Typed } from '../web/fields.ts'
import { capital, fullDay } from '../web/french.ts'
import { type Cell, type Table, type Told, tableOf } from '../web/tables.ts'
import { day, isPrivate, lifeColumns, privately } from './columns.ts'
import { listAll } from './queries.ts'
import type { Wish } from './wish.ts'

type Answered = Event & { typed: Typed }
type Columns = Told<Answered>[]

/** The events of an edition, one a row, every question of the form under its own label. */
export function eventTable(db: Database, wish: Wish, baseUrl: string): Table {
  const { edition, status } = wish
  const events = listAll((from) => listEvents(db, { editionId: edition.id, status, ...from }))
  return tableOf(
    'Événements',
    columnsOf(wish, baseUrl),
    // the commune has columns of its own, and is not looked up again
    events.map((event) => ({ ...event, typed: typedOf(db, { ...event, communeCode: null }) })),
  )
}

const columnsOf = (wish: Wish, baseUrl: string): Columns => [
  { label: 'Référence', width: 11, cell: ({ reference }) => reference },
  { label: 'État', cell: ({ status }) => labelOf(statuses, status) },
  { label: 'Annonce', cell: ({ occasion }) => labelOf(occasions, occasion) },
  { label: 'Précision de l’annonce', width: 30, cell: ({ occasionNote }) => occasionNote },
  { label: 'Lien annoncé', width: 30, cell: ({ occasionLink }) => occasionLink },
  ...questionColumns(wish),
  { label: 'À noter dans votre agenda', width: 12, cell: ({ featured }) => (featured ? 'Oui' : 'Non') },
  { label: 'À vérifier', width: 30, cell: ({ flags }) => flags.map(flagText).join('\n') },
  {
    label: 'Page publique',
    width: 40,
    cell: ({ status, slug }) => (status === 'published' ? `${baseUrl}/agenda/${slug}` : null),
  },
  {
    label: 'Page de l’espace coordination',
    width: 40,
    cell: ({ reference }) => baseUrl + deskAddress({ kind: 'evenement', reference }),
  },
  ...lifeColumns(wish),
]

const questionColumns = (wish: Wish): Columns =>
  eventSections({}).flatMap(({ id, fields, more }) =>
    id === 'quand' ? slotColumns : [...fields, ...(more?.fields ?? [])].flatMap((name) => questionColumn(name, wish)),
  )

const slotColumns: Columns = [
  { label: 'Premier jour', width: 12, cell: ({ slots }) => day(slots[0]?.day) },
  { label: 'Dernier jour', width: 12, cell: ({ slots }) => day(slots.at(-1)?.day) },
  {
    label: 'Créneaux',
    width: 44,
    cell: ({ slots }) => slots.map((slot) => `${capital(fullDay(slot.day))}, ${hoursText(slot)}`).join('\n'),
  },
]

const questions: Record<string, Field> = eventFields
/** Of the questions that are put to whoever proposes: a column says what it holds. */
const titles: { [N in EventFieldName]?: string } = {
  organisateur_type: 'Famille de la structure',
  publier: 'Publication de l’adresse électronique',
}
// Files are in a table of their own; what may be done with them is answered for each.
const notOfTheEvent = ['fiche_rex', 'carte_blanche', 'programme', 'visuel', 'accord']

function questionColumn(name: string, wish: Wish): Columns {
  const field = questions[name]
  if (!field || notOfTheEvent.includes(name) || (isPrivate(name) && !wish.contacts)) return []
  const cell = sharper(wish)[name as EventFieldName] ?? (({ typed }: Answered) => wordsOf(field, typed[name]))
  const width = field.kind === 'textarea' || field.kind === 'checkboxes' ? 44 : 24
  const label = titles[name as EventFieldName] ?? field.label
  return [{ label: isPrivate(name) ? privately(label) : label, width, cell }, ...(besides[name] ?? [])]
}

/** What is more than words, or is kept otherwise than it is asked. */
const sharper = ({ contacts }: Wish): { [N in EventFieldName]?: (event: Answered) => Cell } => ({
  commune: ({ communeName }) => communeName,
  lien_en_ligne: ({ onlineLink, onlineLinkReserved }) => (onlineLinkReserved && !contacts ? null : onlineLink),
  date_limite: ({ registrationDeadline }) => day(registrationDeadline),
  places: ({ seats }) => seats,
  contact_public_courriel: ({ publicContactEmail }) => publicContactEmail,
})

const besides: Record<string, Columns> = {
  commune: [
    { label: 'Code postal', width: 12, cell: ({ postalCode }) => postalCode },
    { label: 'Département', cell: ({ department }) => department && departmentName(department) },
    { label: 'Latitude', width: 12, cell: ({ latitude }) => latitude },
    { label: 'Longitude', width: 12, cell: ({ longitude }) => longitude },
  ],
}

const wordsOf = ({ options }: Field, typed: string | string[] | undefined): Cell =>
  [typed ?? []]
    .flat()
    .map((one) => (options ? labelOf(options, one) : one))
    .join('\n')
