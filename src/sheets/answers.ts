import type { Commune } from '../communes/commune.ts'
import { departmentName } from '../communes/departments.ts'
import { contactFields } from '../events/contact-fields.ts'
import type { CarteBlancheAnswers } from './carte-blanche-fields.ts'
import { authorType, type Kind } from './lists.ts'
import { isAnswered } from './questions.ts'
import type { RexAnswers } from './rex-fields.ts'
import type { DescribedSheet, ProposedSheet } from './sheet.ts'

// What is filtered, joined or private is in columns; the other answers are the content, under the names of their fields.

/** The answers of either kind, by the names of their fields: those that were given. */
export type Answers = RexAnswers & CarteBlancheAnswers

type Accepted = { kind: Kind; source: ProposedSheet['source']; answers: Answers; commune: Commune }

/** Accepted answers as they are kept. */
export function sheetOf({ kind, source, answers, commune }: Accepted): ProposedSheet {
  const published = answers.publier === 'oui' ? answers.contact_courriel : answers.contact_public_courriel
  return {
    kind,
    source,
    title: answers.titre ?? '',
    organisation: answers.acheteur ?? answers.auteur ?? '',
    organisationType: answers.acheteur_type ?? authorType(answers.auteur_type ?? ''),
    communeCode: commune.code,
    communeName: commune.name,
    department: commune.department,
    segment: answers.segment ?? '',
    content: JSON.stringify(contentOf(answers)),
    consentPublication: isAgreed(answers) ? 1 : 0,
    consentPortal: answers.accord_portail ? (answers.accord_portail === 'oui' ? 1 : 0) : null,
    publicContactRole: answers.contact_fonction ?? null,
    publicContactEmail: published ?? null,
    publicContactPhone: answers.publier === 'oui' ? null : (answers.contact_public_telephone ?? null),
    privateName: answers.contact_nom ?? null,
    privateEmail: answers.contact_courriel ?? null,
    privatePhone: answers.contact_telephone ?? null,
  }
}

/** Whether everyone whose agreement to publication it takes has given it. */
export const isAgreed = ({
  accord_publication,
  accord_acheteur,
}: Pick<Answers, 'accord_publication' | 'accord_acheteur'>) => accord_publication === 'oui' && accord_acheteur !== 'non'

const contentOf = (answers: Answers) =>
  Object.fromEntries(Object.entries(answers).filter(([name, answer]) => !columns.has(name) && isAnswered(answer)))

const columns = new Set([
  'titre',
  'acheteur',
  'auteur',
  'acheteur_type',
  'commune',
  'segment',
  'accord_portail',
  ...Object.keys(contactFields),
])

/** The answers of a sheet: its content, and what its columns say. */
export function answersOf(sheet: DescribedSheet): Answers {
  const content: Answers = JSON.parse(sheet.content)
  const answers = {
    ...content,
    titre: sheet.title,
    ...(sheet.kind === 'rex'
      ? { acheteur: sheet.organisation, acheteur_type: sheet.organisationType }
      : { auteur: sheet.organisation, auteur_type: authorKind(sheet, content) }),
    commune: sheet.communeName && `${sheet.communeName}, ${departmentName(sheet.department ?? '')}`,
    segment: sheet.segment,
    accord_publication: content.accord_publication ?? yesOrNo(sheet.consentPublication),
    accord_portail: yesOrNo(sheet.consentPortal),
    contact_nom: sheet.privateName,
    contact_courriel: sheet.privateEmail,
    contact_telephone: sheet.privatePhone,
    contact_fonction: sheet.publicContactRole,
    contact_public_courriel: sheet.publicContactEmail,
    contact_public_telephone: sheet.publicContactPhone,
  }
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== null)) as Answers
}

/** What the author is in its own words, unless a coordinator has said otherwise since. */
const authorKind = ({ organisationType }: DescribedSheet, { auteur_type: said }: Answers) =>
  said && authorType(said) === organisationType ? said : organisationType

const yesOrNo = (agreed: 0 | 1 | null) => (agreed === null ? null : agreed ? 'oui' : 'non')
