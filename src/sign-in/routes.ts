import type { Response } from 'express'
import { clearSessionCookie, cookieOf, sessionOf } from '../coordinators/desk.ts'
import { goalIn } from '../coordinators/goal.ts'
import { closeSession } from '../coordinators/sessions.ts'
import { isSignInOpen, signInMinutes, useSignInCode, useSignInLink } from '../coordinators/sign-in.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { randomToken } from '../web/tokens.ts'
import { askSignIn } from './ask.ts'
import { enter, type SignInLimits, type SignInTools } from './enter.ts'
import { codeForm, emailForm } from './form.ts'
import { openOtherWays } from './other-ways.ts'

export function signInRoutes(desk: SignInTools, limits: SignInLimits) {
  const room = openRoom()
  const { db, clock, secret, secure } = desk
  const { limit } = limits

  room.get('/connexion', (req, res) => {
    const request = req.query.demande
    const goal = goalIn(req.query.vers)
    if (sessionOf(req, desk)) res.redirect(303, goal ?? '/moderation')
    else if (typeof request === 'string') askCode(res, request, goal)
    else askEmail(res, goal)
  })

  room.post('/connexion', ...limit, (req, res) => {
    const { values, errors } = readFields(emailForm, req.body ?? {})
    const goal = goalIn(req.body?.vers)
    if (!values.courriel) return askEmail(res.status(422), goal, req.body ?? {}, errors)

    // The same answer whether or not the address has an account, or a passkey: nobody learns who decides here.
    const request = randomToken()
    askSignIn(db, clock, values.courriel, { request, goal })
    res.redirect(303, `/connexion?${new URLSearchParams({ ...(goal && { vers: goal }), demande: request })}`)
  })

  room.post('/connexion/code', ...limit, (req, res) => {
    const { values, errors } = readFields(codeForm, req.body ?? {})
    const request = String(req.body?.demande ?? '')
    const entry = values.code ? useSignInCode(db, clock, secret, request, values.code) : undefined
    if (!entry) {
      errors.code ??=
        'Code à six chiffres : ce code n’ouvre rien, ou plus. Vérifiez-le, ou demandez un nouveau courriel'
      return askCode(res.status(422), request, goalIn(req.body?.vers), req.body ?? {}, errors)
    }

    enter(req, res, desk, entry.coordinatorId, entry.goal ?? '/moderation')
  })

  openOtherWays(room, desk, limits)

  room.get('/connexion/:token', (req, res) => {
    const open = isSignInOpen(db, clock, req.params.token as string)
    privatePage(res.status(open ? 200 : 410), 'sign-in/link', {
      title: open ? 'Se connecter' : 'Ce lien ne sert plus',
      open,
      token: req.params.token,
    })
  })

  room.post('/connexion/:token', ...limit, (req, res) => {
    const entry = useSignInLink(db, clock, req.params.token as string)
    if (!entry) {
      return privatePage(res.status(410), 'sign-in/link', { title: 'Ce lien ne sert plus', open: false, token: '' })
    }

    enter(req, res, desk, entry.coordinatorId, entry.goal ?? '/moderation')
  })

  room.post('/deconnexion', (req, res) => {
    closeSession(db, cookieOf(req, secure) ?? '')
    clearSessionCookie(res, secure)
    res.redirect(303, '/connexion')
  })

  return room
}

function askEmail(res: Response, goal: string | undefined, typed: Typed = {}, errors: Errors = {}) {
  const locals = { title: 'Espace coordination', fields: emailForm, typed, errors, goal, script: '/js/passkey.js' }
  privatePage(res, 'sign-in/email', locals)
}

function askCode(res: Response, request: string, goal: string | undefined, typed: Typed = {}, errors: Errors = {}) {
  privatePage(res, 'sign-in/code', {
    title: 'Consultez votre messagerie',
    request,
    fields: codeForm,
    typed,
    errors,
    goal,
    minutes: signInMinutes,
    script: '/js/passkey.js',
  })
}
