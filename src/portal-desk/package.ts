import path from 'node:path'
import type { Readable } from 'node:stream'
import type { Database } from '../db/open.ts'
import type { Folders } from '../documents/erase.ts'
import { isForDesk, listSheetDocuments } from '../documents/queries.ts'
import { csvOf, geojsonOf, jsonOf, licence } from '../portal/formats.ts'
import { gatherShared } from '../portal/shared.ts'
import type { Sheet } from '../sheets/queries.ts'
import { count } from '../web/french.ts'
import { type Packed, packZip } from '../web/zip.ts'
import { listWaiting } from './waiting.ts'

type House = { db: Database; folders: Folders; baseUrl: string }

/** What waits for the portal, or what it was handed at one time. */
export function sheetsFor(db: Database, handedAt: unknown): Sheet[] | undefined {
  const { fresh, known } = listWaiting(db)
  return handedAt === undefined ? fresh.map(({ sheet }) => sheet) : known.find(({ at }) => at === handedAt)?.sheets
}

/** Of what waits, those that a page listed and that were ticked, as they are now; undefined when none of them waits any more. */
export function sheetsAmong(db: Database, seen: string[]): Sheet[] | undefined {
  const { fresh, gone } = listWaiting(db)
  const chosen = seen.map((one) => one.split('@')[0])
  const some = [...fresh.map(({ sheet }) => sheet), ...gone].some(({ reference }) => chosen.includes(reference))
  return some ? fresh.flatMap(({ sheet }) => (chosen.includes(sheet.reference) ? [sheet] : [])) : undefined
}

/** Some sheets in one archive, in three formats, with their documents. */
export function packSheets({ db, folders, baseUrl }: House, sheets: Sheet[]): Readable {
  const references = sheets.map(({ reference }) => reference)
  const documents = sheets.flatMap((sheet) => documentsOf(db, folders, sheet))
  const shared = gatherShared(db, baseUrl)
  const some = { ...shared, sheets: shared.sheets.filter(({ id }) => references.includes(id)) }
  return packZip([
    { name: 'LISEZMOI.txt', text: readMe(some.sheets.length, baseUrl, { documents: documents.length > 0 }) },
    { name: 'fiches.json', text: JSON.stringify(jsonOf(some), null, 2) },
    { name: 'fiches.geojson', text: JSON.stringify(geojsonOf(some), null, 2) },
    { name: 'fiches.csv', text: csvOf(some) },
    ...documents,
  ])
}

const documentsOf = (db: Database, folders: Folders, sheet: Sheet): Packed[] =>
  listSheetDocuments(db, sheet.id)
    .filter((one) => !one.widths && !isForDesk(one))
    .map(({ id, name, storedAs }) => ({
      name: `documents/${sheet.reference}/${id}-${name}`,
      place: path.join(folders.documents, storedAs),
    }))

const readMe = (
  sheets: number,
  baseUrl: string,
  { documents }: { documents: boolean },
) => `${count(sheets, 'fiche REX', 'fiches REX')} à reprendre sur le portail national.

fiches.json, fiches.geojson, fiches.csv : le même contenu en trois formats.
${documents ? 'documents/ : les fichiers joints, dans un dossier par fiche.\n' : ''}« supprimees » (dans le CSV, « supprimee_le ») : les fiches à ne plus montrer.

Chaque auteur a accepté cette transmission. Licence : ${licence.name} (${licence.address}).
Les mêmes fichiers, toujours à jour : ${baseUrl}/rex.json, ${baseUrl}/rex.geojson, ${baseUrl}/rex.csv
(?modifie_depuis=2023-05-09 pour celles qui ont changé depuis un jour).
`
