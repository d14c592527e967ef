import { readFile } from 'node:fs/promises'
import type { Request, Response } from 'express'
import { type Blank, blanks, type Format, formats } from '../blanks/lists.ts'
import { offeredSheets } from '../blanks/offered.ts'
import { listOfficial, putOfficial, removeOfficial } from '../blanks/official.ts'
import type { Clock } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import type { Folders } from '../documents/erase.ts'
import { currentZone } from '../editions/queries.ts'
import { note } from '../journal/queries.ts'
import { flagText } from '../propositions/flags.ts'
import { megabyte } from '../uploads/questions.ts'
import type { Quota } from '../uploads/quota.ts'
import { type ReceivedFile, receivedFiles, receiveFiles } from '../uploads/receive.ts'
import { found } from '../web/errors.ts'
import type { Errors } from '../web/fields.ts'
import { momentOf } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'

type Tools = {
  db: Database
  clock: Clock
  baseUrl: string
  folders: Folders
  receiving: { clamd: string | undefined; quota: Quota }
}

const questions = formats.map((format) => ({ field: format, accepts: format, maxBytes: 10 * megabyte }))

/** The official sheets that the coordination puts in the place of ours, and takes away. */
export function officialSheetRoutes(tools: Tools) {
  const room = openRoom()
  const receive = receiveFiles({ folder: tools.folders.documents, questions, ...tools.receiving })

  room.get('/', (_req, res) => showSheets(res, tools))

  room.post('/:sheet', receive, async (req, res) => {
    const blank = blankOf(req)
    const { accepted, errors } = await receivedFiles(req)
    if (Object.keys(errors).length === 0) Object.assign(errors, faultsOf(accepted))
    if (Object.keys(errors).length > 0) return showSheets(res.status(422), tools, blank, errors)

    const files = await Promise.all(accepted.map(async (file) => ({ ...file, bytes: await readFile(file.path) })))
    put(tools, res, blank, files)
    res.redirect(303, `/moderation/edition/fiches?fait=officielle#${blank.slug}`)
  })

  room.post('/:sheet/retrait', (req, res) => {
    const blank = blankOf(req)
    const format = formats.find((one) => one === req.body?.format)
    if (!format) return showSheets(res.status(422), tools)
    putBack(tools, res, blank, format)
    const done = listOfficial(tools.db).some(({ slug }) => slug === blank.slug) ? 'retiree' : 'remise'
    res.redirect(303, `/moderation/edition/fiches?fait=${done}#${blank.slug}`)
  })

  return room
}

const blankOf = (req: Request): Blank => found(blanks.find(({ slug }) => slug === req.params.sheet))

/** One at least. */
const faultsOf = (files: ReceivedFile[]): Errors =>
  files.length === 0 ? { docx: 'Fiche officielle : choisissez un fichier DOCX, un fichier PDF, ou les deux' } : {}

const ours = 'Fiche du site'
const theirs = 'Fiche officielle'
const labelOf = (blank: Blank, format: Format) => `${blank.title} (${format.toUpperCase()})`

function put({ db, clock }: Tools, res: Response, blank: Blank, files: (ReceivedFile & { bytes: Buffer })[]) {
  db.transaction(() => {
    for (const { field, name, bytes, flags } of files) {
      const place = { slug: blank.slug, format: field as Format }
      const before = { [labelOf(blank, place.format)]: isOfficial(db, place) ? theirs : ours }
      const after = { [labelOf(blank, place.format)]: `${theirs} : ${name}` }
      putOfficial(db, clock, place, { name, bytes, flags })
      note(db, clock, `coordinator:${coordinatorOf(res).id}`, 'official-sheet-put', 'fiches', { before, after })
    }
  }).immediate()
}

function putBack({ db, clock }: Tools, res: Response, blank: Blank, format: Format) {
  db.transaction(() => {
    if (!removeOfficial(db, { slug: blank.slug, format })) return
    const label = labelOf(blank, format)
    const change = { before: { [label]: theirs }, after: { [label]: ours } }
    note(db, clock, `coordinator:${coordinatorOf(res).id}`, 'official-sheet-removed', 'fiches', change)
  }).immediate()
}

const isOfficial = (db: Database, { slug, format }: { slug: string; format: Format }) =>
  listOfficial(db).some((one) => one.slug === slug && one.format === format)

async function showSheets(res: Response, tools: Tools, at?: Blank, errors: Errors = {}) {
  const { db } = tools
  const official = listOfficial(db)
  const timeZone = currentZone(db)
  const offered = await offeredSheets(tools)
  privatePage(res, 'downloads/desk', {
    title: 'Fiches à télécharger',
    done: res.req.query.fait,
    at: at?.slug,
    errors,
    sheets: offered.map((sheet) => ({
      ...sheet,
      files: formats.map((code) => {
        const format = code.toUpperCase()
        const one = official.find((each) => each.slug === sheet.slug && each.format === code)
        return {
          code,
          format,
          offered: sheet.files.find((file) => file.format === format),
          official: one && { name: one.name, put: momentOf(one.putAt, timeZone), flags: one.flags.map(flagText) },
        }
      }),
    })),
  })
}
