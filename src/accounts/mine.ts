import type { Response } from 'express'
import type { Clock } from '../clock.ts'
import { renameAccount } from '../coordinators/accounts.ts'
import { clearSessionCookie, coordinatorOf, sessionIdOf } from '../coordinators/desk.ts'
import { deviceOf } from '../coordinators/device.ts'
import { listPasskeys } from '../coordinators/passkeys.ts'
import { findAccount } from '../coordinators/queries.ts'
import { countRecoveryCodes } from '../coordinators/recovery.ts'
import { closeSessionOf, closeSessions, listSessions } from '../coordinators/sessions.ts'
import type { Database } from '../db/open.ts'
import { currentZone } from '../editions/queries.ts'
import { found } from '../web/errors.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { date, dayOf, momentOf } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { confirmation, nameForm, passkeyForm } from './form.ts'
import { describe } from './page.ts'
import { openPasskeys } from './passkeys.ts'

export type MineTools = { db: Database; clock: Clock; secret: string; secure: boolean; baseUrl: string }

/** Everybody's own access: their name, their passkeys and recovery codes, their sessions. */
export function ownAccountRoutes(tools: MineTools) {
  const room = openRoom()
  const { db, secure } = tools

  room.get('/moi', (_req, res) => showMine(res, tools))

  room.post('/moi/nom', (req, res) => {
    const { values, errors } = readFields(nameForm, req.body ?? {})
    if (Object.keys(errors).length > 0 || req.body?.nom === undefined)
      return showMine(res.status(422), tools, req.body ?? {}, errors)

    renameAccount(db, coordinatorOf(res).id, values.nom)
    res.redirect(303, '/moderation/acces/moi?fait=nom')
  })

  openPasskeys(room, tools)

  room.post('/moi/sessions', (req, res) => {
    const { id } = coordinatorOf(res)
    const which = String(req.body?.fermer ?? '')
    if (which === 'toutes') {
      closeSessions(db, id)
      clearSessionCookie(res, secure)
      return res.redirect(303, '/connexion')
    }
    if (which === 'autres') closeSessions(db, id, sessionIdOf(res))
    else if (/^\d+$/.test(which)) closeSessionOf(db, id, Number(which))
    else return showMine(res.status(422), tools, {}, { sessions: 'Sessions : dites lesquelles fermer' })
    res.redirect(303, '/moderation/acces/moi?fait=sessions#sessions')
  })

  return room
}

export function showMine(res: Response, { db, clock }: MineTools, typed: Typed = {}, errors: Errors = {}) {
  const account = found(findAccount(db, coordinatorOf(res).id))
  const zone = currentZone(db)
  const day = (at: string | null) => at && date(dayOf(at, zone))
  privatePage(res, 'accounts/me', {
    title: 'Mon accès',
    account: describe(db, account, account.id),
    passkeys: listPasskeys(db, account.id).map(({ id, name, createdAt, usedAt }) => ({
      id,
      name,
      addedOn: day(createdAt),
      usedOn: day(usedAt),
    })),
    codesLeft: countRecoveryCodes(db, account.id),
    sessions: listSessions(db, clock, account.id).map(({ id, device, openedAt, seenOn }) => ({
      id,
      device,
      opened: momentOf(openedAt, zone),
      seen: seenOn && date(seenOn),
      current: id === sessionIdOf(res),
    })),
    forms: { nom: nameForm.nom, cle: passkeyForm.cle, ...confirmation('Mes codes précédents n’ouvriront plus rien') },
    form: { typed: { nom: account.name ?? '', cle: deviceOf(res.req.get('User-Agent')), ...typed }, errors },
    done: { at: String(res.req.query.fait), text: doneTexts[String(res.req.query.fait)] },
    script: '/js/passkey.js',
  })
}

const doneTexts: Record<string, string> = {
  nom: 'Votre nom est enregistré.',
  cle: 'La clé d’accès est enregistrée.',
  retrait: 'La clé d’accès est retirée.',
  sessions: 'Fermé : de là-bas, il faudra se connecter de nouveau.',
  secours:
    'Vous êtes entré par un code de secours, qui ne servira plus. Si votre clé est perdue, retirez-la ci-dessous et ajoutez-en une autre.',
}
