import type { contactFields } from '../events/contact-fields.ts'
import type { Cell, Told } from '../web/tables.ts'
import type { Wish } from './wish.ts'

const privateQuestions: string[] = [
  'contact_nom',
  'contact_courriel',
  'contact_telephone',
] satisfies (keyof typeof contactFields)[]

/** Whether a question is about the contact that is never published. */
export const isPrivate = (name: string) => privateQuestions.includes(name)

export const privately = (label: string) => `${label} (non publié)`

type Life = {
  submittedAt: string
  decidedAt: string | null
  publishedAt: string | null
  updatedAt: string
  consentAt: string | null
  coordinatorMessage: string | null
}

/** When what happened to a proposition, and what was answered to whoever proposed it. */
export const lifeColumns = ({ edition, contacts }: Wish): Told<Life>[] => [
  { label: 'Envoyé le', width: 16, cell: ({ submittedAt }) => moment(submittedAt, edition) },
  { label: 'Décidé le', width: 16, cell: ({ decidedAt }) => moment(decidedAt, edition) },
  { label: 'Publié le', width: 16, cell: ({ publishedAt }) => moment(publishedAt, edition) },
  { label: 'Modifié le', width: 16, cell: ({ updatedAt }) => moment(updatedAt, edition) },
  { label: 'Accords donnés le', width: 16, cell: ({ consentAt }) => moment(consentAt, edition) },
  ...(contacts
    ? [
        {
          label: privately('Message de la coordination'),
          width: 44,
          cell: ({ coordinatorMessage }: Life) => coordinatorMessage,
        },
      ]
    : []),
]

export const day = (day: string | null | undefined): Cell => (day ? { day } : null)

/** An instant as the clocks of the edition's zone show it. */
export const moment = (instant: string | null, { timeZone }: Wish['edition']): Cell =>
  instant && {
    moment: Temporal.Instant.from(instant)
      .toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' }),
  }
