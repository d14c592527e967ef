import { readCommuneAnswer } from '../communes/answer.ts'
import type { Commune } from '../communes/commune.ts'
import type { Database } from '../db/open.ts'
import { excuseUnknown } from '../events/contact-fields.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { type Answers, sheetOf } from './answers.ts'
import { partsOf, sourceOf } from './forms.ts'
import type { Kind } from './lists.ts'
import { fieldsOf, filesOf, type Part, type Question, sectionsOf } from './questions.ts'
import { checkAmount, checkAnswersTogether, checkFiles, settleConditions, settleImages } from './rules.ts'
import type { ProposedSheet } from './sheet.ts'

export type { ProposedSheet }

type Reading = { ok: true; sheet: ProposedSheet } | { ok: false; errors: Errors }

/**
 * Reads what was typed about a sheet. Errors come one a field, in the order of the form. `year` is the edition's; `files`
 * are the questions that have a file; `atDesk`, what the coordination does not know may stay open.
 */
export function readSheet(
  db: Database,
  kind: Kind,
  typed: Typed,
  { year, files, atDesk = false }: { year: number; files: string[]; atDesk?: boolean },
): Reading {
  const source = sourceOf(typed)
  const parts = partsOf(kind, source)
  const fields: Record<string, Question> = fieldsOf(parts)
  const { values, errors } = readFields(fields, typed)
  const answers = values as Answers
  const questions = filesOf(parts)
  const images = questions.filter(({ accepts }) => accepts === 'image').map(({ field }) => field)

  settleConditions(fields, answers, errors)
  settleImages(images, files, { fields, answers, errors })
  checkFiles(questions, files, errors)
  if (fields.montant) checkAmount(answers, errors)
  checkAnswersTogether(answers, year, errors)
  if (atDesk) excuseUnknown(typed, errors)
  const commune = readCommune(db, answers, typed, errors)
  if (!commune || Object.keys(errors).length > 0) return { ok: false, errors: inFormOrder(errors, parts) }
  return { ok: true, sheet: sheetOf({ kind, source, answers, commune }) }
}

function readCommune(
  db: Database,
  { commune }: Answers,
  { commune_choix: chosen }: Typed,
  errors: Errors,
): Commune | undefined {
  if (!commune) return undefined
  const answer = readCommuneAnswer(db, 'Commune', commune, typeof chosen === 'string' ? chosen : undefined)
  if (answer.ok) return answer.commune
  errors.commune = answer.message
}

function inFormOrder(errors: Errors, parts: readonly Part[]): Errors {
  const order = sectionsOf(parts).flatMap(({ fields, more }) => [...fields, ...(more?.fields ?? [])])
  return Object.fromEntries(Object.entries(errors).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)))
}
