import type { Response } from 'express'
import { goalIn } from '../coordinators/goal.ts'
import { useRecoveryCode } from '../coordinators/recovery.ts'
import { askSignInByPasskey, signInByPasskey } from '../coordinators/webauthn.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { enter, type SignInLimits, type SignInTools } from './enter.ts'
import { recoveryForm } from './form.ts'

/** What opens an account in place of the mail: its passkey, or one of its recovery codes. */
export function openOtherWays(room: Room, desk: SignInTools, { limit, formLimit }: SignInLimits) {
  const { db, clock, secret } = desk

  room.post('/connexion/cle/question', ...formLimit, async (_req, res) => {
    res.set('Cache-Control', 'no-store').json(await askSignInByPasskey(desk))
  })

  room.post('/connexion/cle', ...limit, async (req, res) => {
    const goal = goalIn(req.body?.vers)
    const coordinatorId = await signInByPasskey(desk, req.body?.reponse)
    if (coordinatorId === undefined) return privatePage(res.status(422), 'sign-in/no-passkey', { ...unknown, goal })

    enter(req, res, desk, coordinatorId, goal ?? '/moderation')
  })

  room.get('/connexion/secours', (req, res) => askCode(res, goalIn(req.query.vers)))

  room.post('/connexion/secours', ...limit, (req, res) => {
    const { values, errors } = readFields(recoveryForm, req.body ?? {})
    const { courriel, secours } = values
    const known = courriel && secours ? useRecoveryCode(db, clock, secret, courriel, secours) : undefined
    if (known === undefined) {
      if (Object.keys(errors).length === 0) errors.secours = nothingOpens
      return askCode(res.status(422), goalIn(req.body?.vers), req.body ?? {}, errors)
    }

    enter(req, res, desk, known, goalIn(req.body?.vers) ?? '/moderation/acces/moi?fait=secours')
  })
}

// The same words for an address without an account, and for a code that was used.
const nothingOpens = 'Code de secours : cette adresse et ce code n’ouvrent rien ensemble, ou le code a déjà servi'

const unknown = { title: 'Clé d’accès non reconnue', script: '/js/passkey.js' }

function askCode(res: Response, goal: string | undefined, typed: Typed = {}, errors: Errors = {}) {
  const locals = { title: 'Entrer avec un code de secours', fields: recoveryForm, typed, errors, goal }
  privatePage(res, 'sign-in/recovery', locals)
}
