import type { Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { type Facts, factFields, factGroups, findFacts, listMissing, replaceFacts } from '../pages/facts.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { digest, othersOf } from '../web/forms.ts'
import { answering } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import type { Tools } from './routes.ts'

/** What the law wants said: each fact is a question of its own, and may wait. */
export function openFactsRoom(room: Room, tools: Tools) {
  const { db } = tools

  room.get('/editeur', (_req, res) => showFacts(res, db, findFacts(db)))

  room.post('/editeur', (req, res) => {
    const body: Typed = req.body ?? {}
    const typed: Typed = Object.fromEntries(Object.keys(factFields).map((name) => [name, String(body[name] ?? '')]))
    const { values, errors } = readFields(factFields, typed)
    if (body.vu === undefined) errors.editeur_nom = 'Ce formulaire est arrivé incomplet : relisez-le, puis enregistrez'
    if (Object.keys(errors).length > 0) return showFacts(res.status(422), db, typed, errors)

    if (!save(tools, coordinatorOf(res).id, values as Facts, body.vu)) return showFacts(res.status(409), db, typed)
    res.redirect(303, '/moderation/pages/editeur?fait=enregistre')
  })
}

/** False when somebody has said something else since `seen`; saying the same again is one act. */
const save = ({ db, clock }: Tools, coordinator: number, facts: Facts, seen: unknown) =>
  db
    .transaction(() => {
      const before = findFacts(db)
      if (versionOf(facts) === versionOf(before)) return true
      if (seen !== versionOf(before)) return false
      replaceFacts(db, facts)
      note(db, clock, `coordinator:${coordinator}`, 'facts-saved', 'editeur', changeOf(before, facts))
      return true
    })
    .immediate()

/** A person's name stays out of a journal that is never erased. */
const people = ['directeur', 'donnees_delegue']

function changeOf(before: Facts, after: Facts) {
  const changed = Object.keys(factFields).filter((name) => (before[name] ?? '') !== (after[name] ?? ''))
  const only = (facts: Facts) =>
    Object.fromEntries(
      changed.map((name) => [
        factFields[name]?.label ?? name,
        facts[name] ? (people.includes(name) ? '…' : facts[name]) : '',
      ]),
    )
  return { before: only(before), after: only(after) }
}

/** Every fact by its name; what is not known is empty. */
const everyOf = (facts: Facts): Typed =>
  Object.fromEntries(Object.keys(factFields).map((name) => [name, facts[name] ?? '']))

const versionOf = (facts: Facts) => digest(everyOf(facts))

function showFacts(res: Response, db: Database, typed: Typed, errors: Errors = {}) {
  const now = findFacts(db)
  const overtaken = res.statusCode === 409
  answering(res)(res, 'page-desk/facts', {
    title: 'Éditeur et hébergeur',
    factGroups,
    form: { typed, errors },
    vu: versionOf(now),
    missing: listMissing(db),
    done: res.req.query.fait,
    overtaken,
    others: overtaken ? othersOf(factFields, typed, everyOf(now)) : [],
  })
}
