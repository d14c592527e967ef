import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { ZipFile } from 'yazl'
import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Folders } from '../documents/erase.ts'
import type { Document } from '../documents/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { gatherPerson } from './export-person.ts'
import { type Gathered, gatherProposition } from './export-proposition.ts'

type House = { db: Database; clock: Clock; folders: Folders }

/** A zip of everything about an address, as a stream: its data in words, and its documents. */
export const packPerson = (house: House, email: string): Readable => pack(house, gatherPerson(house.db, email))

export const sendPersonExport = (res: Response, house: House, email: string) =>
  send(res, 'mes-donnees.zip', packPerson(house, email))

/** The same of one proposition; without its contact for a colleague (`own` is false). */
export const sendPropositionExport = (
  res: Response,
  house: House,
  proposition: Proposition,
  { own }: { own: boolean },
) => send(res, `${proposition.reference}.zip`, pack(house, gatherProposition(house.db, proposition, { own })))

function pack({ clock, folders }: House, { data, files }: Gathered): Readable {
  const zip = new ZipFile()
  const stream = zip.outputStream as Readable
  zip.once('error', (error) => stream.destroy(error))

  const told = { origine: 'Semaine ASER', etabli_le: instant(clock), ...data }
  zip.addBuffer(Buffer.from(`${JSON.stringify(told, null, 2)}\n`), 'donnees.json')
  for (const { document, name } of files) {
    const place = placeOf(folders, document)
    // A backup put back may lack a file: the rest is theirs all the same.
    if (existsSync(place)) zip.addFile(place, name, { mode: 0o100644 })
  }
  zip.end()
  return stream
}

/** An image is given as it is kept, in its largest width. */
const placeOf = (folders: Folders, { storedAs, widths }: Document) =>
  widths ? path.join(folders.images, `${storedAs}-${Math.max(...widths)}.webp`) : path.join(folders.documents, storedAs)

async function send(res: Response, name: string, zip: Readable) {
  res
    .attachment(name)
    .set('Cache-Control', 'no-store')
    .set('Referrer-Policy', 'strict-origin')
    .set('X-Robots-Tag', 'noindex')
  await pipeline(zip, res).catch((error) => res.req.log?.warn({ err: error }, 'export interrupted'))
}
