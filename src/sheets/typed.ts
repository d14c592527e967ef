import { communeText } from '../communes/commune.ts'
import { findCommune } from '../communes/queries.ts'
import type { Database } from '../db/open.ts'
import type { Typed } from '../web/fields.ts'
import { type Answers, answersOf } from './answers.ts'
import { partsOf } from './forms.ts'
import { fieldsOf, isAnswered, isPair, type Question } from './questions.ts'
import type { DescribedSheet } from './sheet.ts'

/** A sheet as its form would have been typed: how a proposition is taken up again. */
export function typedOfSheet(db: Database, sheet: DescribedSheet): Typed {
  const commune = sheet.communeCode ? findCommune(db, sheet.communeCode) : undefined
  const answers: Record<string, unknown> = {
    ...answersOf(sheet),
    ...contactOf(sheet),
    commune: commune && communeText(commune),
  }
  const given = Object.entries<Question>(fieldsOf(partsOf(sheet.kind, sheet.source))).filter(([name]) =>
    isAnswered(answers[name]),
  )
  return {
    remise: sheet.source === 'file' ? 'fichier' : 'saisie',
    ...Object.fromEntries(given.map(([name, question]) => [name, typedOf(question, answers[name])])),
  }
}

/** Somebody's own address may be the published one. */
function contactOf({ privateEmail, publicContactEmail, publicContactPhone }: DescribedSheet): Answers {
  if (privateEmail === null) return {}
  return publicContactEmail === privateEmail && publicContactPhone === null
    ? { publier: 'oui', contact_public_courriel: undefined }
    : { publier: 'non' }
}

function typedOf({ kind, typed }: Question, answer: unknown): string | string[] {
  if (typed) return typed(answer as never)
  if (kind === 'checkboxes') return [answer].flat().map(String)
  return [answer].flat().map(lineOf).join('\n')
}

const lineOf = (one: unknown) => (isPair(one) ? `${one.label} : ${inDigits(one.value)}` : inDigits(one))

const inDigits = (one: unknown) => (typeof one === 'number' ? String(one).replace('.', ',') : String(one))
