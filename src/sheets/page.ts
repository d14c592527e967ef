import path from 'node:path'
import { departmentName } from '../communes/departments.ts'
import { labelOf } from '../events/lists.ts'
import { fileSize, fold } from '../web/french.ts'
import type { Answers } from './answers.ts'
import { kindLabel, kindSlug, segments } from './lists.ts'
import { leversOf } from './procurement.ts'
import type { Sheet } from './queries.ts'
import { structureType } from './sections.ts'
import { type Telling, telling } from './telling.ts'

/** What a page needs of a document. */
type Paper = { id: number; name: string; size: number; field: string; flags: string[]; widths: number[] | null }

/** A sheet as a list shows it. `text`: how the text of its file begins, if it is one; `query`: the filters that its page leads back to. */
export function lineOf(sheet: Sheet, { text, query = '' }: { text?: string | undefined; query?: string } = {}) {
  const { answers, rows } = telling(sheet)
  const [amount] = rows('montant', 'tranche')
  return {
    href: `/${kindSlug(sheet.kind)}/${sheet.slug}${query}`,
    title: sheet.title,
    summary: answers.resume ?? answers.chapo ?? (text && beginningOf(text)),
    organisation: sheet.organisation,
    structure: besideName(sheet),
    place: placeOf(sheet),
    facts: [labelOf(segments, sheet.segment ?? ''), ...leversOf(answers), ...(amount ? [amount.value] : [])],
  }
}

/** Its first words, without the marks of titles, lists and tables. */
function beginningOf(text: string): string {
  const lines = text.split('\n').map((line) =>
    line
      .replace(/^[#\-| ]+/, '')
      .replaceAll(/\s*\|\s*/g, ' ')
      .trim(),
  )
  const words = lines
    .filter(Boolean)
    .map((line) => line.replace(/(?<=[\p{L}\p{N}])$/u, '.'))
    .join(' ')
  return words.length <= 200 ? words : `${words.slice(0, 200).replace(/\s+\S*$/, '')}…`
}

/** What it is, where its name does not say so: « Commune de Flers » is one. */
function besideName({ kind, organisation, organisationType }: Sheet): string {
  const structure = structureType(kind, organisationType ?? '')
  return fold(organisation ?? '').startsWith(fold(structure)) ? '' : structure
}

/** The key figures, with a minus where a hyphen was typed: « −18 % ». */
export const figuresIn = (figures: Answers['chiffres_cles'] = []) =>
  figures.map((figure) => ({ ...figure, value: figure.value.replace(/^[-–−]\s*(?=\d)/, '−') }))

/** What the page of a sheet says around its text, whatever its kind; the other answers are left to be told. */
export function frameOf<D extends Paper>(sheet: Sheet, documents: D[]) {
  const told = telling(sheet)
  told.rows('titre', 'acheteur', 'acheteur_type', 'auteur', 'commune', 'segment', 'visuel_droits')
  return {
    told,
    frame: {
      title: sheet.title ?? kindLabel(sheet.kind),
      sheet,
      kind: kindLabel(sheet.kind),
      back: `/${kindSlug(sheet.kind)}`,
      structure: besideName(sheet),
      place: placeOf(sheet),
      segment: labelOf(segments, sheet.segment ?? ''),
      images: imagesOf(documents, told),
      documents: documents.filter(({ widths }) => !widths).map(downloadOf),
    },
  }
}

const placeOf = (sheet: Sheet) => `${sheet.communeName}, ${departmentName(sheet.department ?? '')}`

function imagesOf<D extends Paper>(documents: D[], { take }: Telling) {
  const said = {
    visuel: { alt: take('visuel_alt'), credit: take('visuel_credit') },
    visuel_2: { alt: take('visuel_2_alt'), credit: take('visuel_2_credit') },
    visuel_3: { alt: take('visuel_3_alt'), credit: take('visuel_3_credit') },
  }
  return Object.entries(said).flatMap(([field, words]) => {
    const image = documents.find((document) => document.field === field)
    return image ? [{ image, ...words }] : []
  })
}

const downloadOf = ({ id, name, size, flags }: Paper) => ({
  href: `/documents/${id}/${encodeURIComponent(name)}`,
  name,
  about: `${path.extname(name).slice(1).toUpperCase()}${flags.includes('inaccessible-pdf') ? ' non accessible' : ''}, ${fileSize(size)}`,
})
