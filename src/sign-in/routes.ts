import type { RequestHandler } from 'express'
import { clearSessionCookie, cookieOf, type Desk, sessionOf, setSessionCookie } from '../coordinators/desk.ts'
import { closeSession, openSession } from '../coordinators/sessions.ts'
import { isSignInOpen, signInMinutes, useSignInCode, useSignInLink } from '../coordinators/sign-in.ts'
import { readFields } from '../web/fields.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { randomToken } from '../web/tokens.ts'
import { askSignIn } from './ask.ts'
import { codeForm, emailForm } from './form.ts'

export function signInRoutes(desk: Desk, limit: RequestHandler[]) {
  const room = openRoom()
  const { db, clock, secret, secure } = desk

  room.get('/connexion', (req, res) => {
    const request = req.query.demande
    if (sessionOf(req, desk)) res.redirect(303, '/moderation')
    else if (typeof request === 'string')
      privatePage(res, 'sign-in/code', {
        title: 'Consultez votre messagerie',
        request,
        fields: codeForm,
        typed: {},
        errors: {},
        minutes: signInMinutes,
      })
    else privatePage(res, 'sign-in/email', { title: 'Espace coordination', fields: emailForm, typed: {}, errors: {} })
  })

  room.post('/connexion', ...limit, (req, res) => {
    const { values, errors } = readFields(emailForm, req.body ?? {})
    if (!values.courriel) {
      return privatePage(res.status(422), 'sign-in/email', {
        title: 'Espace coordination',
        fields: emailForm,
        typed: req.body ?? {},
        errors,
      })
    }

    // The same answer whether or not the address has an account: nobody learns who decides here.
    const request = randomToken()
    askSignIn(db, clock, values.courriel, request)
    res.redirect(303, `/connexion?demande=${request}`)
  })

  room.post('/connexion/code', ...limit, (req, res) => {
    const { values, errors } = readFields(codeForm, req.body ?? {})
    const request = String(req.body?.demande ?? '')
    const coordinatorId = values.code ? useSignInCode(db, clock, secret, request, values.code) : undefined
    if (coordinatorId === undefined) {
      errors.code ??=
        'Code à six chiffres : ce code n’ouvre rien, ou plus. Vérifiez-le, ou demandez un nouveau courriel'
      const locals = {
        title: 'Consultez votre messagerie',
        request,
        fields: codeForm,
        typed: req.body ?? {},
        errors,
        minutes: signInMinutes,
      }
      return privatePage(res.status(422), 'sign-in/code', locals)
    }

    setSessionCookie(res, openSession(db, clock, coordinatorId), secure)
    res.redirect(303, '/moderation')
  })

  room.get('/connexion/:token', (req, res) => {
    const open = isSignInOpen(db, clock, req.params.token as string)
    privatePage(res.status(open ? 200 : 410), 'sign-in/link', {
      title: open ? 'Se connecter' : 'Ce lien ne sert plus',
      open,
      token: req.params.token,
    })
  })

  room.post('/connexion/:token', ...limit, (req, res) => {
    const coordinatorId = useSignInLink(db, clock, req.params.token as string)
    if (coordinatorId === undefined) {
      return privatePage(res.status(410), 'sign-in/link', { title: 'Ce lien ne sert plus', open: false, token: '' })
    }

    setSessionCookie(res, openSession(db, clock, coordinatorId), secure)
    res.redirect(303, '/moderation')
  })

  room.post('/deconnexion', (req, res) => {
    closeSession(db, cookieOf(req, secure) ?? '')
    clearSessionCookie(res, secure)
    res.redirect(303, '/connexion')
  })

  return room
}
