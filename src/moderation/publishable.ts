import { isHidden } from '../documents/of-sheets.ts'
import { type Document, isForDesk } from '../documents/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { answersOf } from '../sheets/answers.ts'
import type { Sheet } from '../sheets/queries.ts'
import type { Proposed } from './proposed.ts'

/** Why a proposition cannot be published as it is, as what to do about it; undefined when it can. */
export function obstacleTo({ sheet, documents }: Proposition): string | undefined {
  if (!sheet) return undefined
  if (answersOf(sheet).accord_acheteur === 'non')
    return 'l’acheteur n’est pas d’accord pour que la fiche soit publiée ; demandez son accord par une correction.'
  if (sheet.consentPublication !== 1)
    return 'l’accord de publication de son auteur manque ; demandez-le par une correction.'
  if (isHidden(sheet, documents))
    return 'sa fiche porte des coordonnées et n’est pas publiée telle quelle. Reprenez ses réponses par « Modifier moi-même », puis enregistrez.'
  return isComplete(sheet) ? undefined : 'complétez la fiche.'
}

/** The same of a change to what is online: nothing public would be left of the sheet. */
export function obstacleToChange({ documents }: Proposition, proposed: Proposed): string | undefined {
  const { into, endsPublication } = proposed
  if (!('sheet' in into) || endsPublication || !isHidden(into.merged, [...documents, ...proposed.documents]))
    return undefined
  return 'le nouveau fichier porte des coordonnées et n’est pas publié tel quel. Reprenez ses réponses par « Modifier avant d’accepter », dans l’espace coordination, ou refusez en demandant le fichier d’origine.'
}

/** A fiche REX that came with an event: nobody has said yet whether the buyer agrees. Its own form asks. */
function lacksPurchaser(sheet: Sheet) {
  const { remis_par: by, accord_acheteur: agreed } = answersOf(sheet)
  return sheet.kind === 'rex' && by === undefined && agreed === undefined
}

/** Whether somebody has said what the sheet is, whose, and whether they agree. */
export const isComplete = (sheet: Sheet) => {
  const { title, organisation, organisationType, communeCode, segment } = sheet
  return Boolean(title && organisation && organisationType && communeCode && segment) && !lacksPurchaser(sheet)
}

/** The documents that a publication makes public: those of the sheets of an event go with their own. */
export const publishedDocuments = ({ event, documents }: Proposition) =>
  documents.filter((document) => !isForDesk(document) && (!event || document.eventId !== null))

/**
 * What somebody must have opened before it is public: code in a PDF, a file that no antivirus has read, or that may be a filled
 * sheet of ours. An image is drawn again when it arrives.
 */
export const doubtful = (documents: Document[]) =>
  documents.filter(({ flags, widths }) => !widths && flags.some((flag) => doubts.includes(flag)))

/** What may be private in a file: nobody could read it, or its text says what its own form does not publish. */
export const privateFlags = ['maybe-private', 'private-email', 'private-phone', 'private-name']
const doubts = ['active-pdf', 'not-scanned', ...privateFlags]

/** What to tick before they are published. */
export const confirmationOf = (documents: unknown[]) =>
  documents.length > 1 ? 'Je les ai regardés : ils peuvent être publics' : 'Je l’ai regardé : il peut être public'

/** The message when a publication is not confirmed that must be. */
export function unconfirmed(documents: Document[], body: Record<string, unknown> = {}): Record<string, string> {
  const unsure = doubtful(documents)
  return unsure.length > 0 && body.confirmer !== 'oui'
    ? { confirmer: `${unsure.length > 1 ? 'Documents' : 'Document'} à regarder : cochez « ${confirmationOf(unsure)} »` }
    : {}
}
