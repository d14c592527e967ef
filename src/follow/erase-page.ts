import type { Response } from 'express'
import { findCoordinatorByEmail } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { listDraftsOf, listManaged } from '../propositions/person.ts'
import { kindNames } from '../propositions/proposition.ts'
import { choice, choices } from '../web/choice-fields.ts'
import { type Errors, type Field, readFields, type Typed } from '../web/fields.ts'
import { spaced } from '../web/french.ts'
import { formPage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { erasePerson, type Fate, type Fated, fatesOf } from './erase.ts'
import type { MineTools } from './mine.ts'
import { type Opened, opened } from './mine-link.ts'

/** What goes, what stays, and the button that does it. */
export function openEraseRoom(room: Room, tools: MineTools) {
  room.get('/:token/effacement', (req, res) => {
    const mine = opened(tools, req, res)
    if (mine) showErase(res, tools, mine)
  })

  room.post('/:token/effacement', async (req, res) => {
    const mine = opened(tools, req, res)
    if (!mine) return

    const typed: Typed = req.body ?? {}
    const { errors } = readFields(questionsOf(fatesOf(tools, mine.email)), typed)
    if (Object.keys(errors).length > 0) return showErase(res.status(422), tools, mine, typed, errors)

    const staysOnline = (reference: string) => typed[nameOf(reference)] === 'laisser'
    await erasePerson(tools, mine.email, { actor: 'organiser', staysOnline })
    res.redirect(303, '/suivi?fait=effacement')
  })
}

function showErase(res: Response, tools: MineTools, mine: Opened, typed: Typed = {}, errors: Errors = {}) {
  const fated = fatesOf(tools, mine.email)
  formPage(res, 'follow/erase', {
    title: 'Effacer mes données',
    ...mine,
    goes: thoseOf(fated, ['removed']),
    stays: fated.flatMap((one) => wordsOf(one) ?? []),
    shared: sharedWith(tools.db, mine.email),
    drafts: listDraftsOf(tools.db, mine.email).length,
    access: findCoordinatorByEmail(tools.db, mine.email) !== undefined,
    fields: questionsOf(fated),
    form: { typed, errors },
    script: '/js/once.js',
  })
}

const thoseOf = (fated: Fated[], names: Fate['name'][]) =>
  fated
    .filter(({ fate }) => names.includes(fate.name))
    .map(({ one }) => ({ title: one.title, kindName: kindNames[one.kind] }))

/** What is somebody else's, where only the colleague goes. */
const sharedWith = (db: Database, email: string) =>
  listManaged(db, email)
    .filter(({ own }) => !own)
    .map(({ title, kind }) => ({ title, kindName: kindNames[kind] }))

/** What stays of a proposition, in words; nothing of those that go, or that are asked about. */
function wordsOf({ one, fate }: Fated) {
  const named = { title: one.title, kindName: kindNames[one.kind] }
  if (fate.name === 'handed')
    return { ...named, words: `${fate.to.name}, qui gère cette proposition avec vous, en devient le contact` }
  if (fate.name === 'stays') return { ...named, words: 'en ligne dans l’archive de son édition, sans aucun contact' }
  return fate.name === 'stripped' ? { ...named, words: stripped } : undefined
}

const stripped = 'l’adresse de la page, qui dit que c’est retiré : le titre, les dates, la commune et l’organisation'

/** One question for each page that is online in an edition that is not over, then the confirmation. */
function questionsOf(fated: Fated[]): Record<string, Field> {
  const asked = fated
    .filter(({ fate }) => fate.name === 'choice')
    .map(({ one }) => [nameOf(one.reference), onlineField(one.title)])
  return { ...Object.fromEntries(asked), effacer: confirmation }
}

const nameOf = (reference: string) => `page_${reference}`

const onlineField = (title: string) =>
  choice({
    label: spaced(`« ${title} » est en ligne`),
    missing: `« ${title} » : dites si la page est retirée ou si elle reste`,
    options: [
      { slug: 'retirer', label: 'Retirer la page du site' },
      { slug: 'laisser', label: 'La laisser en ligne, sans aucun contact' },
    ],
    as: 'radio',
  })

const confirmation = choices({
  label: 'Confirmation',
  missing: 'Confirmation : cochez la case pour effacer vos données',
  options: [{ slug: 'oui', label: 'J’ai compris, c’est immédiat et définitif' }],
})
