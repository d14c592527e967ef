import path from 'node:path'
import { departmentName } from '../communes/departments.ts'
import { labelOf } from '../events/lists.ts'
import { fileSize } from '../web/french.ts'
import { answersOf } from './answers.ts'
import { kindLabel, kindSlug, segments } from './lists.ts'
import type { Sheet } from './queries.ts'
import { structureType } from './sections.ts'
import { type Telling, telling } from './telling.ts'

/** What a page needs of a document. */
type Paper = { id: number; name: string; size: number; field: string; flags: string[]; widths: number[] | null }

/** A sheet as a list shows it; one handed in as a file has no summary. */
export function lineOf(sheet: Sheet) {
  const { resume, chapo } = answersOf(sheet)
  return {
    href: `/${kindSlug(sheet.kind)}/${sheet.slug}`,
    title: sheet.title,
    summary: resume ?? chapo,
    organisation: sheet.organisation,
    place: placeOf(sheet),
    segment: labelOf(segments, sheet.segment ?? ''),
  }
}

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
      structure: structureType(sheet.kind, sheet.organisationType ?? ''),
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
