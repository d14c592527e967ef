import type { Field, Typed } from '../web/fields.ts'
import type { FileQuestion, FormSection } from '../web/forms.ts'
import { carteBlancheParts } from './carte-blanche-fields.ts'
import type { Kind } from './lists.ts'
import { fieldsOf, filesOf, type Part, sectionsOf } from './questions.ts'
import { rexParts } from './rex-fields.ts'
import type { ProposedSheet } from './sheet.ts'

/** The form of a kind of sheet; what it asks depends on how the sheet is handed in. */
export const sheetForm = (kind: Kind) => ({
  fields: fieldsOf(partsOf(kind, 'typed')) as Record<string, Field>,
  sectionsOf: (typed: Typed): FormSection[] => sectionsOf(partsOf(kind, sourceOf(typed))),
  files: (typed: Typed): FileQuestion[] => filesOf(partsOf(kind, sourceOf(typed))),
})

/** How it is handed in: typed here, or as a filled file. */
export const sourceOf = ({ remise }: Typed) => (remise === 'fichier' ? 'file' : 'typed')

/** The parts of a kind. Of a sheet handed in as a file, what must be known of it before it is read. */
export function partsOf(kind: Kind, source: ProposedSheet['source']): readonly Part[] {
  const parts: readonly Part[] = kind === 'rex' ? rexParts : carteBlancheParts
  return source === 'typed'
    ? parts
    : [filled(kind), ...parts.filter(({ filed }) => filed).map(({ more, ...part }): Part => part)]
}

const filled = (kind: Kind): Part => {
  const label = kind === 'rex' ? 'Votre fiche remplie' : 'Votre carte blanche remplie'
  return {
    id: 'document',
    title: 'Votre document',
    questions: {
      fiche: {
        field: 'fiche',
        label,
        hint: 'PDF, DOCX ou ODT, 10 Mo au plus.',
        accepts: 'sheet',
        blank: kind,
        missing: `${label} : joignez-la, ou remplissez le formulaire en ligne`,
      },
    },
  }
}
