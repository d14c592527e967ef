import { createHash } from 'node:crypto'
import type { Response } from 'express'
import type { Clock } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { listReasons, type Purpose, replaceReasons } from '../reasons/queries.ts'
import { type Errors, type Typed, text } from '../web/fields.ts'
import { answering } from '../web/page.ts'
import { openRoom } from '../web/room.ts'

type Tools = { db: Database; clock: Clock }

const most = { reasons: 20, characters: 200 }

/** One reason a line: a list that is written, ordered and shortened like any text. */
const list = (label: string, hint: string) =>
  text({ label, hint, missing: `${label} : gardez-en un au moins`, max: most.reasons * (most.characters + 2), rows: 8 })

export const reasonFields = {
  motifs_correction: list(
    'Motifs d’une demande de correction',
    'Un motif par ligne, dans l’ordre où ils sont proposés.',
  ),
  motifs_refus: list('Motifs d’un refus', 'Un motif par ligne, dans l’ordre où ils sont proposés.'),
} as const

const purposes: Record<keyof typeof reasonFields, Purpose> = {
  motifs_correction: 'correction',
  motifs_refus: 'refusal',
}
const names = Object.keys(reasonFields) as (keyof typeof reasonFields)[]

/** The reasons that are offered with a refusal and with a correction, kept up to date by the coordination. */
export function reasonRoutes({ db, clock }: Tools) {
  const room = openRoom()

  room.get('/', (req, res) => showReasons(res, db, typedReasons(db), {}, { saved: req.query.fait === 'enregistre' }))

  room.post('/', (req, res) => {
    const typed: Typed = req.body ?? {}
    const { lists, errors } = readReasons(typed)
    if (!lists) return showReasons(res.status(422), db, typed, errors)
    if (typed.vu !== undefined && typed.vu !== versionOf(db))
      return showReasons(res.status(409), db, typed, {}, { changed: true })

    saveReasons(db, clock, coordinatorOf(res).id, lists)
    res.redirect(303, '/moderation/motifs?fait=enregistre')
  })
  return room
}

type Lists = Record<Purpose, string[]>

function saveReasons(db: Database, clock: Clock, coordinator: number, lists: Lists) {
  db.transaction(() => {
    for (const name of names) replaceReasons(db, purposes[name], lists[purposes[name]])
    note(db, clock, `coordinator:${coordinator}`, 'reasons-saved', 'motifs')
  }).immediate()
}

function readReasons(typed: Typed): { lists?: Lists; errors: Errors } {
  const errors: Errors = {}
  const lists: Partial<Lists> = {}
  for (const name of names) {
    const read = reasonFields[name].schema.safeParse(typed[name])
    if (!read.success) errors[name] = read.error.issues[0]?.message ?? 'À corriger'
    const lines = [...new Set((read.data ?? '').split('\n').map((line) => line.trim()))].filter(Boolean)
    const long = lines.find((line) => [...line].length > most.characters)
    if (long)
      errors[name] =
        `${reasonFields[name].label} : ${most.characters} caractères au plus pour « ${long.slice(0, 40)}… »`
    if (lines.length > most.reasons) errors[name] = `${reasonFields[name].label} : ${most.reasons} au plus`
    lists[purposes[name]] = lines
  }
  return Object.keys(errors).length > 0 ? { errors } : { lists: lists as Lists, errors }
}

const typedReasons = (db: Database): Typed =>
  Object.fromEntries(names.map((name) => [name, listReasons(db, purposes[name]).join('\n')]))

const versionOf = (db: Database) =>
  createHash('sha256')
    .update(JSON.stringify(typedReasons(db)))
    .digest('base64url')
    .slice(0, 16)

function showReasons(
  res: Response,
  db: Database,
  typed: Typed,
  errors: Errors,
  { saved = false, changed = false }: { saved?: boolean; changed?: boolean } = {},
) {
  answering(res)(res, 'moderation/reasons', {
    title: 'Motifs proposés',
    fields: reasonFields,
    typed,
    errors,
    saved,
    version: versionOf(db),
    /** what somebody else has saved meanwhile */
    current: changed ? typedReasons(db) : undefined,
    script: '/js/form.js',
  })
}
