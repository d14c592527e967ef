import type { Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { addOwnPasskey, removeOwnPasskey, renewOwnCodes } from '../coordinators/own-passkeys.ts'
import { countPasskeys, listPasskeys, renamePasskey } from '../coordinators/passkeys.ts'
import { findAccount } from '../coordinators/queries.ts'
import { askRegistration, readRegistration } from '../coordinators/webauthn.ts'
import { found } from '../web/errors.ts'
import { readFields } from '../web/fields.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { confirmation, passkeyForm } from './form.ts'
import { type MineTools, showMine } from './mine.ts'

/** The passkeys of an account, in its owner's hands, and the codes for the day when none is there. */
export function openPasskeys(room: Room, tools: MineTools) {
  const { db, clock, secret } = tools

  room.post('/moi/cles/question', async (_req, res) => {
    res.json(await askRegistration(tools, found(findAccount(db, coordinatorOf(res).id))))
  })

  room.post('/moi/cles', async (req, res) => {
    const { id } = coordinatorOf(res)
    const { values, errors } = readFields(passkeyForm, req.body ?? {})
    const passkey = values.cle ? await readRegistration(tools, id, req.body?.reponse) : undefined
    if (!values.cle || !passkey)
      return showMine(res.status(422), tools, req.body ?? {}, { cle: notRegistered, ...errors })

    const done = addOwnPasskey(db, clock, secret, id, { ...passkey, name: values.cle })
    if (!done.added) return showMine(res.status(422), tools, req.body ?? {}, { cle: knownAlready })
    if (done.codes.length > 0) showCodes(res, tools, done.codes)
    else res.redirect(303, '/moderation/acces/moi?fait=cle')
  })

  room.post('/moi/cles/:id/nom', (req, res) => {
    const passkey = found(listPasskeys(db, coordinatorOf(res).id).find(({ id }) => id === Number(req.params.id)))
    const { values, errors } = readFields(passkeyForm, req.body ?? {})
    if (!values.cle) return showMine(res.status(422), tools, {}, errors)

    renamePasskey(db, passkey.id, values.cle)
    res.redirect(303, '/moderation/acces/moi?fait=cle')
  })

  room.post('/moi/cles/:id/retrait', (req, res) => {
    found(removeOwnPasskey(db, clock, coordinatorOf(res).id, Number(req.params.id)) || undefined)
    res.redirect(303, '/moderation/acces/moi?fait=retrait')
  })

  room.post('/moi/codes', (req, res) => {
    const { id } = coordinatorOf(res)
    const { errors } = readFields(confirmation(''), req.body ?? {})
    if (countPasskeys(db, id) === 0) errors.confirmer = 'Codes de secours : ajoutez d’abord une clé d’accès'
    if (errors.confirmer) return showMine(res.status(422), tools, {}, errors)

    showCodes(res, tools, renewOwnCodes(db, clock, secret, id))
  })
}

const showCodes = (res: Response, { baseUrl }: MineTools, codes: string[]) =>
  privatePage(res, 'accounts/codes', {
    title: 'Vos codes de secours',
    codes,
    address: `${baseUrl}/connexion/secours`,
    script: '/js/codes.js',
  })

const knownAlready = 'Clé d’accès : celle-ci est déjà enregistrée. Choisissez-en une autre'

const notRegistered = 'Clé d’accès : elle n’a pas été enregistrée. Recommencez depuis cette page'
