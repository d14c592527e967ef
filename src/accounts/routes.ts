import type { Request, Response } from 'express'
import type { Clock } from '../clock.ts'
import { changeRole, closeAccount, openAccount } from '../coordinators/accounts.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import { type Account, findAccount } from '../coordinators/queries.ts'
import { roles } from '../coordinators/roles.ts'
import type { Database } from '../db/open.ts'
import type { Actor } from '../journal/queries.ts'
import { found, HttpError } from '../web/errors.ts'
import { readFields } from '../web/fields.ts'
import { openRoom } from '../web/room.ts'
import { invitationForm, roleForm } from './form.ts'
import { closingForm, showAccount, showAccounts } from './page.ts'

/** Who may come to the desk: everybody's access, in the hands of those who decide. */
export function accountRoutes({ db, clock }: { db: Database; clock: Clock }) {
  const room = openRoom()
  const accountIn = (req: Request) => found(findAccount(db, Number(req.params.id)))

  room.get('/', (_req, res) => showAccounts(res, db))

  room.post('/', (req, res) => {
    const { values, errors } = readFields(invitationForm, req.body ?? {})
    const role = roleIn(values.role)
    const typed = req.body ?? {}
    if (!values.courriel || !role || Object.keys(errors).length > 0)
      return showAccounts(res.status(422), db, typed, errors)

    const account = openAccount(db, clock, actorOf(res), { email: values.courriel, name: values.nom, role })
    if (!account) return showAccounts(res.status(422), db, typed, { courriel: taken })
    res.redirect(303, '/moderation/acces?fait=invitation')
  })

  room.get('/:id', (req, res) => showAccount(res, db, accountIn(req)))

  room.post('/:id/role', (req, res) => {
    const account = accountIn(req)
    const { values, errors } = readFields(roleForm, req.body ?? {})
    const role = roleIn(values.role)
    if (!role) return showAccount(res.status(422), db, account, req.body ?? {}, errors)

    if (role !== account.role && !changeRole(db, clock, actorOf(res), account, role)) throw refused
    res.redirect(303, isOwn(res, account) ? '/moderation/acces/moi' : `/moderation/acces/${account.id}?fait=role`)
  })

  room.post('/:id/fermeture', (req, res) => {
    const account = accountIn(req)
    const { errors } = readFields(closingForm(account, isOwn(res, account)), req.body ?? {})
    if (Object.keys(errors).length > 0) return showAccount(res.status(422), db, account, req.body ?? {}, errors)

    if (!closeAccount(db, clock, actorOf(res), account.id)) throw refused
    res.redirect(303, '/moderation/acces?fait=fermeture')
  })

  room.post('/:id/ouverture', (req, res) => {
    const { id, email, role, erasedAt } = accountIn(req)
    if (erasedAt || !openAccount(db, clock, actorOf(res), { email, role })) throw refused
    res.redirect(303, `/moderation/acces/${id}?fait=ouverture`)
  })

  return room
}

const actorOf = (res: Response): Actor => `coordinator:${coordinatorOf(res).id}`

export const isOwn = (res: Response, { id }: Account) => coordinatorOf(res).id === id

const roleIn = (slug: string | undefined) => roles.find((role) => role.slug === slug)?.code

const taken = 'Adresse électronique : elle a déjà un accès ouvert, dans la liste ci-dessous'

const refused = new HttpError(
  409,
  'Rien n’a changé : cet accès est le dernier qui décide, ou quelqu’un l’a modifié entre-temps. Ouvrez d’abord un autre accès de coordination.',
)
