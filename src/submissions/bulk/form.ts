import type { Database } from '../../db/open.ts'
import type { Edition } from '../../editions/queries.ts'
import { eventSections } from '../../events/outline.ts'
import { type FormKind, formKinds } from '../../forms/kinds.ts'
import { found } from '../../web/errors.ts'
import type { Errors, Typed } from '../../web/fields.ts'
import type { FileQuestion } from '../../web/forms.ts'
import { trap } from '../../web/suspicion.ts'
import { mostRows } from './rows.ts'

/** The form of one event, which every row of a table answers. */
export const eventForm = found(formKinds.evenement)

export const tableQuestion: FileQuestion = {
  field: 'tableau',
  label: 'Tableau',
  hint: `Le modèle rempli, en XLSX ou en CSV, ou un calendrier ICS : ${mostRows} événements et 2 Mo au plus.`,
  accepts: 'table',
  missing: 'Tableau : joignez le fichier de vos événements',
}

const contacts = found(eventSections({}).find(({ id }) => id === 'contacts'))

/** The form that a table comes with: the file, and once for all its rows who answers for them. */
export const bulkForm: FormKind = {
  ...eventForm,
  title: 'Proposer plusieurs événements',
  lede: 'À partir de deux événements, un seul fichier suffit. Vous verrez d’abord, ligne par ligne, ce qui est prêt et ce qui manque ; rien ne part avant votre accord.',
  fields: Object.fromEntries(Object.entries(eventForm.fields).filter(([name]) => contacts.fields.includes(name))),
  unasked: [],
  sectionsOf: () => [
    { id: 'fichier', title: 'Le fichier', fields: [tableQuestion.field] },
    {
      ...contacts,
      words:
        'Demandées une fois pour tous les événements du fichier. Elles restent entre vous et la coordination, sauf ce que vous choisissez de publier.',
    },
  ],
  filesOf: () => [tableQuestion],
  allFiles: [tableQuestion],
}

/** What to correct in the answers that all the rows share. */
export function sharedErrors(db: Database, edition: Edition, typed: Typed): Errors {
  const reading = eventForm.read(db, edition, typed, [])
  const errors = reading.ok ? {} : reading.errors
  return Object.fromEntries(Object.entries(errors).filter(([name]) => contacts.fields.includes(name)))
}

/** Those answers, and what a program fell for, as each row takes them over. A table is filled in elsewhere: how long its form was open tells nothing. */
export const sharedAnswers = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => [...contacts.fields, trap].includes(name)))
