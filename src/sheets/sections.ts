import { labelOf } from '../events/lists.ts'
import type { Row, Section } from '../events/sections.ts'
import { type Answers, answersOf } from './answers.ts'
import { partsOf } from './forms.ts'
import { authorTypes, type Kind, purchaserTypes } from './lists.ts'
import { fieldsOf, isAnswered, isMet, type Part, type Question } from './questions.ts'
import type { DescribedSheet } from './sheet.ts'
import { wordsOf } from './words.ts'

/**
 * A sheet in labelled words, in the order of its form: the check page, the desk and the mails show the same. What was left
 * open has an empty value; what is optional and was left open has no row.
 */
export const describeSheet = (sheet: DescribedSheet): Section[] =>
  partsOf(sheet.kind, sheet.source)
    .flatMap((part) => sectionsOfPart(part, answersOf(sheet)))
    .filter(({ rows }) => rows.length > 0)

function sectionsOfPart(part: Part, answers: Answers): Section[] {
  const { id, title } = part
  if (id === 'contacts')
    return [
      { id, title: 'Contact publié', private: false, rows: rowsOf(part, answers, publicContact) },
      {
        id: 'contacts-prives',
        title: 'Coordonnées (non publiées)',
        private: true,
        rows: rowsOf(part, answers, privateContact),
      },
    ]
  return [
    { id, title: id === 'accords' ? 'Accords' : title, private: part.private ?? false, rows: rowsOf(part, answers) },
  ]
}

const publicContact = ['contact_fonction', 'contact_public_courriel', 'contact_public_telephone']
const privateContact = ['contact_nom', 'contact_courriel', 'contact_telephone']

function rowsOf(part: Part, answers: Record<string, unknown>, names?: string[]): Row[] {
  const rows = Object.entries<Question>(fieldsOf([part]))
  return rows
    .filter(([name, { when }]) => (names?.includes(name) ?? true) && (!when || isMet(when, answers)))
    .filter(([name, { spare }]) => (name in part.questions && !spare) || isAnswered(answers[name]))
    .map(([name, question]) => rowOf(question, answers[name]))
}

/** One answer under its title. */
export const rowOf = (question: Question, answer: unknown): Row => ({
  label: question.title ?? question.label,
  value: wordsOf(question, answer),
})

/** « Intercommunalité », « Structure de l’ESS » */
export const structureType = (kind: Kind, type: string) => labelOf(kind === 'rex' ? purchaserTypes : authorTypes, type)
