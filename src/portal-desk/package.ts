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

/** What waits for the portal, in one archive: the sheets in three formats, and their documents. */
export function packWaiting({ db, folders, baseUrl }: House): Readable {
  const { fresh } = listWaiting(db)
  const references = fresh.map(({ sheet }) => sheet.reference)
  const shared = gatherShared(db, baseUrl)
  const some = { ...shared, sheets: shared.sheets.filter(({ id }) => references.includes(id)) }
  return packZip([
    { name: 'LISEZMOI.txt', text: readMe(some.sheets.length, baseUrl) },
    { name: 'fiches.json', text: JSON.stringify(jsonOf(some), null, 2) },
    { name: 'fiches.geojson', text: JSON.stringify(geojsonOf(some), null, 2) },
    { name: 'fiches.csv', text: csvOf(some) },
    ...fresh.flatMap(({ sheet }) => documentsOf(db, folders, sheet)),
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
) => `${count(sheets, 'fiche REX', 'fiches REX')} à reprendre sur le portail national.

fiches.json, fiches.geojson, fiches.csv : le même contenu en trois formats.
documents/ : les fichiers joints, dans un dossier par fiche.
« supprimees » (dans le CSV, « supprimee_le ») : les fiches à ne plus montrer.

Chaque auteur a accepté cette transmission. Licence : ${licence.name} (${licence.address}).
Les mêmes fichiers, toujours à jour : ${baseUrl}/rex.json, ${baseUrl}/rex.geojson, ${baseUrl}/rex.csv
(?modifie_depuis=2023-05-09 pour celles qui ont changé depuis un jour).
`
