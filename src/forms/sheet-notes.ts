import type { Document } from '../documents/queries.ts'
import { type Kind, kindLabel } from '../sheets/lists.ts'
import { odtType } from '../uploads/office.ts'
import type { Errors } from '../web/fields.ts'
import type { FileQuestion } from '../web/forms.ts'

export type SheetNote = { text: string; other?: { kind: Kind; name: string } }

type File = Pick<Document, 'flags' | 'type'>

/** What whoever joins a file is told of what the site makes of it; of a sheet that fills the form, the form says it. */
export function sheetNote(file: File, question: FileQuestion): SheetNote | undefined {
  const { blank, missing } = question
  if (file.flags.includes('other-sheet')) return otherSheet(blank)
  if (!blank) return undefined
  const flag = told.find((one) => file.flags.includes(one))
  if (flag)
    return {
      text: words[flag](file, missing ? 'ou répondez ici' : 'ou répondez depuis votre page de suivi, après l’envoi'),
    }
  return missing ? { text: otherMake } : undefined
}

const forDesk = 'Elle reste chez la coordination et n’est pas publiée.'

/** In this order: what says most first. */
const told = ['flat-sheet', 'blank-sheet', 'example-sheet', 'maybe-private'] as const

/** `answer`: where else its questions are. */
const words: Record<(typeof told)[number], (file: File, answer: string) => string> = {
  'flat-sheet': ({ type }, answer) =>
    `C’est bien notre fiche, mais ses réponses ne peuvent pas être lues sous cette forme (${formOf(type)}). Joignez plutôt le DOCX ou le PDF à remplir d’origine, ${answer}. ${forDesk}`,
  'blank-sheet': (_, answer) =>
    `Cette fiche est encore vide. Remplissez-la, enregistrez-la, puis joignez-la de nouveau ; ${answer}.`,
  'example-sheet': (_, answer) => `C’est l’exemple rempli, pas votre fiche. Joignez la vôtre, ${answer}.`,
  'maybe-private': (_, answer) =>
    `${unread} ${answer === 'ou répondez ici' ? 'Répondez à ces quelques questions.' : ''}`.trim(),
}

const unread =
  'Le site n’a pas su lire ce document. Il est gardé tel quel ; avant de le publier, la coordination regarde s’il porte des coordonnées privées.'

const formOf = (type: string) =>
  type === 'application/pdf'
    ? 'imprimée ou exportée en PDF'
    : type === odtType
      ? 'enregistrée en ODT'
      : 'ses champs à remplir n’y sont plus : recopiée, ou enregistrée par un autre logiciel'

/** The same once it is sent, or about to be: what becomes of it. */
export function paperNotes({ flags }: Pick<Document, 'flags'>): string[] {
  if (flags.includes('blank-sheet')) return ['C’est la fiche à remplir, encore vide : elle ne sera pas publiée.']
  if (flags.includes('example-sheet')) return ['C’est l’exemple du site, pas votre fiche : il ne sera pas publié.']
  if (flags.includes('filled-sheet'))
    return ['Pour la coordination seulement : elle porte vos coordonnées et n’est pas publiée.']
  return [...waitingNotes({ flags }), ...(flags.includes('inaccessible-pdf') ? [inaccessible] : [])]
}

/** What is looked at before it is published. */
export const waitingNotes = ({ flags }: Pick<Document, 'flags'>): string[] =>
  flags.includes('maybe-private') ? [unread] : []

const inaccessible =
  'PDF non accessible : sans texte ou sans structure, un lecteur d’écran ne peut pas le lire. Pour y remédier, exportez-le depuis votre traitement de texte avec l’option « PDF balisé ».'

const otherMake =
  'Ce n’est pas une fiche que le site sait lire : elle est gardée telle quelle, et peut être publiée. N’y laissez pas de coordonnées privées, et répondez à ces quelques questions.'

function otherSheet(asked: FileQuestion['blank']): SheetNote {
  if (!asked)
    return {
      text: `C’est une fiche à remplir de la Semaine, avec des coordonnées. ${forDesk} Retirez-la si ce n’était pas le bon fichier.`,
    }
  const kind = asked === 'rex' ? 'carte-blanche' : 'rex'
  return {
    text: `C’est une ${nameOf(kind)} de la Semaine, et non une ${nameOf(asked)}. ${forDesk} Retirez-la, puis :`,
    other: { kind, name: nameOf(kind) },
  }
}

/** « fiche REX », in a sentence */
const nameOf = (kind: Kind) => kindLabel(kind).replace(/^./, (letter) => letter.toLocaleLowerCase('fr'))

/** The blank and the example tell nothing: they do not stand for a sheet. By the name of their question. */
export const emptySheets = (questions: FileQuestion[], documents: Document[]): Errors =>
  Object.fromEntries(
    documents.flatMap(({ field, flags }) => {
      const question = questions.find((one) => one.field === field && one.blank)
      const what = flags.includes('blank-sheet') ? 'la fiche vide' : flags.includes('example-sheet') ? 'l’exemple' : ''
      if (!question || !what) return []
      const other = question.missing ? 'remplissez le formulaire en ligne' : 'retirez ce fichier'
      return [[field, `${question.label} : le fichier joint est ${what} ; joignez la vôtre remplie, ou ${other}`]]
    }),
  )
