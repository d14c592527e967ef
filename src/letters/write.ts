import type { Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { found } from '../web/errors.ts'
import { type Errors, readFields, type Typed, text } from '../web/fields.ts'
import { formPage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { hashToken, randomToken } from '../web/tokens.ts'
import { contentOf } from './content.ts'
import { choicesFor, gaps, listGroup, type Recipient, readGroup } from './group.ts'
import { groupMail, sendToGroup } from './send.ts'
import type { Tools } from './tools.ts'

export const letterFields = {
  objet: text({ label: 'Objet', missing: 'Objet : dites en quelques mots de quoi il s’agit', max: 120 }),
  message: text({
    label: 'Votre message',
    hint: 'Chacun reçoit ensuite la liste de ses propositions, avec son lien personnel.',
    missing: 'Votre message : écrivez-le',
    max: 2000,
    rows: 8,
  }),
} as const

/** Writing to many organisers: who, what, how one of them will read it, then one mail each. */
export function openWritingRoom(room: Room, tools: Tools) {
  room.get('/ecrire', (req, res) => showForm(res, tools, req.query as Typed, {}))

  room.post('/ecrire/apercu', async (req, res) => {
    const typed: Typed = req.body ?? {}
    if (typed.modifier) return showForm(res, tools, typed, {})
    const { recipients, errors, values } = read(tools, typed)
    if (Object.keys(errors).length > 0) return showForm(res.status(422), tools, typed, errors)
    await showPreview(res, tools, { typed, recipients, ...values })
  })

  room.post('/ecrire/envoi', async (req, res) => {
    const typed: Typed = req.body ?? {}
    const { recipients, errors, values, key } = read(tools, typed)
    if (Object.keys(errors).length > 0) return showForm(res.status(422), tools, typed, errors)
    const sent = sendToGroup(tools, coordinatorOf(res), { key, recipients, ...values }, typed.vu === markOf(recipients))
    if (sent === 'changed') return showPreview(res.status(409), tools, { typed, recipients, changed: true, ...values })
    res.redirect(303, `/moderation/courriels?courriel=group-message&fait=ecrit&nombre=${sent}`)
  })
}

function read({ db }: Tools, typed: Typed) {
  const edition = found(findCurrentEdition(db))
  const recipients = listGroup(db, edition, readGroup(edition, typed))
  const { values, errors } = readFields(letterFields, typed)
  const key = String(typed.cle)
  if (recipients.length === 0) errors.statut = 'Le groupe : personne n’y est, élargissez-le'
  if (!/^[\w-]{22}$/.test(key)) errors.objet ??= 'Objet : cette page était trop ancienne, relisez puis recommencez'
  return { recipients, errors, key, values: { subject: values.objet ?? '', text: values.message ?? '' } }
}

/** What she has seen: nobody is written to who was not there. */
const markOf = (recipients: Recipient[]) =>
  hashToken(JSON.stringify(recipients.map(({ email, propositions }) => [email, propositions]))).slice(0, 16)

function showForm(res: Response, { db }: Tools, typed: Typed, errors: Errors) {
  const edition = found(findCurrentEdition(db))
  const group = readGroup(edition, typed)
  formPage(res, 'letters/write', {
    title: 'Écrire à un groupe',
    choices: choicesFor(edition),
    gaps,
    group,
    recipients: listGroup(db, edition, group),
    looking: typed.modifier === 'groupe',
    fields: letterFields,
    form: { typed, errors },
    key: /^[\w-]{22}$/.test(String(typed.cle)) ? typed.cle : randomToken(),
    script: '/js/form.js',
  })
}

type Shown = { typed: Typed; recipients: Recipient[]; subject: string; text: string; changed?: boolean }

async function showPreview(res: Response, tools: Tools, { typed, recipients, changed, ...words }: Shown) {
  const edition = found(findCurrentEdition(tools.db))
  const [first] = recipients
  const coordinator = coordinatorOf(res)
  formPage(res, 'letters/preview', {
    title: 'Relire avant d’envoyer',
    changed,
    recipients,
    first,
    from: coordinator.email,
    content: first && (await contentOf(tools, groupMail(coordinator, first, { key: String(typed.cle), ...words }))),
    answers: { ...readGroup(edition, typed), cle: typed.cle, objet: words.subject, message: words.text },
    mark: markOf(recipients),
    script: '/js/once.js',
  })
}
