import type { Response } from 'express'
import { isHidden } from '../../documents/of-sheets.ts'
import type { Document } from '../../documents/queries.ts'
import { inFormOrder } from '../../forms/form.ts'
import type { Content, Reading } from '../../forms/kinds.ts'
import type { Errors } from '../../web/fields.ts'
import type { Warning } from '../../web/forms.ts'
import { unconfirmed } from '../publishable.ts'
import { keepsAddress } from './address.ts'
import type { Tools, Written } from './receive.ts'
import { type Attempt, joinedWith, showWriting, type Writing } from './show.ts'

type Read = Extract<Reading, { ok: true }>

type Rules = {
  /** it goes online as it is read */
  online: boolean
  /** why it cannot, by question */
  obstacles?: (content: Content) => Errors
  /** what to confirm before it is saved */
  warnings?: (reading: Read) => Warning[]
}

/** What was written, when it can be saved; undefined when the answer was given: the form again, with what to correct. */
export function acceptable(
  res: Response,
  { db }: Tools,
  writing: Writing,
  written: Written,
  { online, obstacles = () => ({}), warnings = () => [] }: Rules,
): Read | undefined {
  const { kind, edition, received, arriving } = writing
  const { typed, documents, fileErrors, body, atWork } = written
  const attempt = attemptOf(written)
  const refuse = (errors: Errors, more: Partial<Attempt> = {}) => {
    showWriting(res.status(422), db, writing, { ...attempt, ...more, errors })
    return undefined
  }
  if (atWork) {
    if (Object.keys(fileErrors).length > 0) return refuse(fileErrors)
    return void showWriting(res, db, writing, attempt)
  }

  const files = [...documents, ...received].map(({ field }) => field)
  const reading = kind.read(db, edition, typed, files, { atDesk: true })
  const errors = {
    ...(reading.ok ? obstacles(reading.content) : reading.errors),
    ...(reading.ok && online ? shown(reading.content, [...received, ...documents]) : {}),
    ...keepsAddress(writing, typed),
    ...fileErrors,
  }
  const toLookAt = online ? [...arriving, ...documents] : []
  const unseen = unconfirmed(toLookAt, body)
  if (!reading.ok || Object.keys(errors).length + Object.keys(unseen).length > 0)
    return refuse({ ...inFormOrder(kind, typed, errors), ...unseen }, { toLookAt })

  const open = warnings(reading)
  if (open.some(({ name }) => !attempt.confirmed?.includes(name))) return refuse({}, { warnings: open, toLookAt })
  return reading
}

/** The form again, for somebody has changed what it is about: nothing is saved, and nothing that was typed is lost. */
export function showFormAgain(res: Response, { db }: Tools, writing: Writing, written: Written) {
  const attempt = attemptOf(written)
  const typed = joinedWith(writing, attempt.typed, written.body.marques)
  showWriting(res.status(409), db, writing, { ...attempt, typed })
}

/** What is online has its author's agreement; one that is taken back takes it offline, which is another act. */
export const keepsOnline = (content: Content): Errors =>
  content.kind === 'evenement' || content.sheet.consentPublication === 1
    ? {}
    : { accord_publication: 'Publication sur ce site : il y faut l’accord de son auteur, et celui de l’acheteur' }

/** What goes online is not a file that the desk alone may read. */
const shown = (content: Content, documents: Document[]): Errors =>
  content.kind !== 'evenement' && isHidden(content.sheet, documents)
    ? { fiche: 'Votre fiche : ce fichier porte des coordonnées et n’est pas publié tel quel ; saisissez ses réponses' }
    : {}

/** The form as it came back. */
const attemptOf = ({ typed, holder, documents, body }: Written): Attempt => ({
  typed,
  key: holder.key,
  documents,
  confirmed: [body.confirmer ?? []].flat().map(String),
  quiet: body.discret === 'oui',
})
