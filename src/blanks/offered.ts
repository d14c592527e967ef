import type { RequestHandler } from 'express'
import type { Database } from '../db/open.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import type { Kind } from '../sheets/lists.ts'
import type { Setting } from './frame.ts'
import { type Blank, blanks, type Format, formats } from './lists.ts'
import { type Made, madeSheet } from './made.ts'
import { findOfficialBytes, listOfficial, type Official } from './official.ts'

export type Tools = { db: Database; baseUrl: string }

/** A sheet to download as a page offers it. */
export type Offered = {
  slug: string
  kind: Kind
  title: string
  files: { href: string; format: string; size: number }[]
}

/**
 * The sheets to download with their formats and sizes; none before there is an edition. Where there is an official one, ours is
 * not offered beside it in the format that it lacks: they would be two sheets under one name.
 */
export async function offeredSheets(tools: Tools): Promise<Offered[]> {
  const setting = settingOf(tools)
  if (!setting) return []
  const official = listOfficial(tools.db)
  const sizeOf = async (blank: Blank, format: Format) =>
    official.find((one) => one.slug === blank.slug && one.format === format)?.size ??
    (await madeSheet(blank, format, setting)).bytes.length
  return Promise.all(
    blanks.map(async (blank) => ({
      slug: blank.slug,
      kind: blank.kind,
      title: blank.title,
      files: await Promise.all(
        formatsOf(official, blank).map(async (format) => ({
          href: `/fiches/${blank.slug}.${format}`,
          format: format.toUpperCase(),
          size: await sizeOf(blank, format),
        })),
      ),
    })),
  )
}

/** The file of an address: the official one if there is one, else ours; none of ours beside an official one. */
export async function sheetFile(tools: Tools, blank: Blank, format: Format): Promise<Made | undefined> {
  const all = listOfficial(tools.db)
  const official = all.find((one) => one.slug === blank.slug && one.format === format)
  const bytes = official && findOfficialBytes(tools.db, official)
  if (official && bytes) return { bytes, etag: official.sha256.slice(0, 16) }
  if (!formatsOf(all, blank).includes(format)) return undefined
  const setting = settingOf(tools)
  return setting && madeSheet(blank, format, setting)
}

const formatsOf = (official: Official[], { slug }: Blank) => {
  const given = official.filter((one) => one.slug === slug).map((one) => one.format)
  return given.length > 0 ? formats.filter((format) => given.includes(format)) : [...formats]
}

/** Every page behind it may offer the sheets (partials/blanks.ejs). */
export const offerSheets = (tools: Tools): RequestHandler =>
  async function offer(req, res, next) {
    // A page without them is better than none.
    res.locals.blanks = await offeredSheets(tools).catch((error) => {
      req.log?.error({ err: error }, 'the sheets to download were not made')
      return []
    })
    next()
  }

function settingOf({ db, baseUrl }: Tools): Setting | undefined {
  const edition = findCurrentEdition(db)
  if (!edition) return undefined
  const { name, number, firstDay, lastDay, submissionsDeadline, coordinatedBy, contactEmail, contactPhone } = edition
  const reached = { contactEmail, contactPhone }
  return { edition: { name, number, firstDay, lastDay, submissionsDeadline, coordinatedBy, ...reached }, baseUrl }
}
