import path from 'node:path'
import { departmentName } from '../communes/departments.ts'
import type { Database } from '../db/open.ts'
import { type Document, listSheetDocuments } from '../documents/queries.ts'
import { labelOf } from '../events/lists.ts'
import { readCarteBlanche } from '../sheets/carte-blanche.ts'
import { kindLabel, kindSlug, segments } from '../sheets/lists.ts'
import type { Sheet } from '../sheets/queries.ts'
import { readRex } from '../sheets/rex.ts'
import { structureType } from '../sheets/sections.ts'
import { fileSize } from '../web/french.ts'

/** A sheet as a list shows it; one handed in as a file has no summary. */
export const lineOf = (sheet: Sheet) => ({
  href: `/${kindSlug(sheet.kind)}/${sheet.slug}`,
  title: sheet.title,
  summary: sheet.kind === 'rex' ? readRex(sheet)?.resume : readCarteBlanche(sheet)?.chapo,
  organisation: sheet.organisation,
  place: placeOf(sheet),
  segment: labelOf(segments, sheet.segment ?? ''),
})

/** What the page of a sheet says around its text, whatever its kind. */
export const frameOf = (db: Database, sheet: Sheet) => ({
  title: sheet.title ?? kindLabel(sheet.kind),
  sheet,
  kind: kindLabel(sheet.kind),
  back: `/${kindSlug(sheet.kind)}`,
  structure: structureType(sheet.kind, sheet.organisationType ?? ''),
  place: placeOf(sheet),
  segment: labelOf(segments, sheet.segment ?? ''),
  documents: listSheetDocuments(db, sheet.id).map(downloadOf),
})

const placeOf = (sheet: Sheet) => `${sheet.communeName}, ${departmentName(sheet.department ?? '')}`

const downloadOf = ({ id, name, size }: Document) => ({
  href: `/documents/${id}/${encodeURIComponent(name)}`,
  name,
  about: `${path.extname(name).slice(1).toUpperCase()}, ${fileSize(size)}`,
})
