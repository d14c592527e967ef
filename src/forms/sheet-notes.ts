import type { Document } from '../documents/queries.ts'
import { type Kind, kindLabel } from '../sheets/lists.ts'
import type { FileQuestion } from '../web/forms.ts'

export type SheetNote = { text: string; other?: { kind: Kind; name: string } }

/** What whoever joins a file is told of what the site makes of it; of a sheet that fills the form, the form says it. */
export function sheetNote({ flags }: Pick<Document, 'flags'>, question: FileQuestion): SheetNote | undefined {
  const { blank, missing } = question
  if (flags.includes('other-sheet')) return otherSheet(blank)
  if (!blank) return undefined
  const [flag] = flags.filter((one) => Object.hasOwn(words, one))
  if (flag) return { text: words[flag] ?? '' }
  return missing ? { text: otherMake } : undefined
}

const forDesk = 'Elle reste chez la coordination et n’est pas publiée.'

/** In this order: what says most first. */
const words: Record<string, string> = {
  'flat-sheet': `C’est bien notre fiche, mais ses réponses ne peuvent pas être lues sous cette forme (imprimée ou exportée en PDF, ou enregistrée en ODT). Joignez plutôt le DOCX ou le PDF à remplir d’origine, ou répondez ici. ${forDesk}`,
  'blank-sheet': `Cette fiche est encore vide. Remplissez-la, enregistrez-la, puis joignez-la de nouveau ; ou répondez ici.`,
  'example-sheet': `C’est l’exemple rempli, pas votre fiche. Joignez la vôtre, ou répondez ici.`,
  'maybe-private': `Le site n’a pas su lire ce document. Il est gardé tel quel ; avant de le publier, la coordination regarde s’il porte des coordonnées privées. Répondez à ces quelques questions.`,
}

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
