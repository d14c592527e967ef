import type { Request, RequestHandler, Response } from 'express'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { HttpError, type Kept, type Way } from '../web/errors.ts'
import { signInAddress } from './goal.ts'
import { type Questions, writtenIn } from './kept.ts'
import { menuFor, roomOf } from './menu.ts'
import type { Coordinator } from './queries.ts'
import { findSession, noteSeen, type Session, sessionHours } from './sessions.ts'

export type Desk = { db: Database; clock: Clock; secret: string; secure: boolean }

/** Lets whoever has an account in; sends everybody else to the sign-in page. A form must come back with the session's own token. */
export function requireAccount(desk: Desk, questions: Questions): RequestHandler {
  return (req, res, next) => {
    const session = sessionOf(req, desk)
    if (!session) {
      const signIn = signInAddress(req.method, req.originalUrl)
      if (req.method === 'POST' && req.is('multipart/form-data'))
        throw unread('Votre session est terminée', { href: signIn, label: 'Me reconnecter' })
      const written = req.method === 'POST' ? writtenIn(req.body ?? {}, questions) : []
      if (written.length > 0) throw overWhileWriting(signIn, written)
      return res.redirect(303, signIn)
    }
    if (req.method === 'POST' && tokenIn(req) !== session.formToken) {
      if (req.is('multipart/form-data')) throw unread('Cette page a été ouverte dans une autre session')
      throw new HttpError(
        403,
        'Cette page a été ouverte dans une autre session. Rechargez-la, puis recommencez : rien n’a été changé.',
        'Action impossible',
        undefined,
        writtenIn(req.body ?? {}, questions),
      )
    }
    if (req.method === 'POST') noteSeen(desk.db, desk.clock, session.id)
    res.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex')
    res.locals.session = session.id
    res.locals.coordinator = session.coordinator
    res.locals.formToken = session.formToken
    res.locals.deskMenu = menuFor(session.coordinator)
    res.locals.deskRoom = roomOf(res.locals.deskMenu, req.originalUrl)
    next()
  }
}

/** A session may end while a text is being written: the page that says so gives it back as it was. */
const overWhileWriting = (href: string, written: Kept[]) =>
  new HttpError(
    403,
    'Votre session est terminée : rien n’est enregistré. Copiez ce que vous avez écrit, reconnectez-vous, puis rouvrez le formulaire.',
    'Session terminée',
    { href, label: 'Me reconnecter' },
    written,
  )

/** A long form is still in the page before, as it was left. */
const unread = (why: string, way?: Way) =>
  new HttpError(
    403,
    `${why} : rien n’est enregistré. Revenez à la page précédente, ce que vous avez écrit y est ; copiez-le, puis rouvrez le formulaire après vous être reconnecté, et choisissez de nouveau vos fichiers.`,
    'Session terminée',
    way,
  )

/** A form that holds files is not read yet: it brings its token in its address. */
const tokenIn = (req: Request) => (req.is('multipart/form-data') ? req.query.jeton : req.body?.jeton)

/** Behind requireAccount: only those who may decide go on. */
export const requireCoordinator: RequestHandler = (_req, res, next) => {
  if (coordinatorOf(res).role !== 'coordinator') {
    throw new HttpError(
      403,
      'Votre accès permet de lire l’espace coordination. Cette page est réservée à celles et ceux qui décident.',
      'Accès en lecture',
    )
  }
  next()
}

/** The account that requireAccount let in. */
export const coordinatorOf = (res: Response) => res.locals.coordinator as Coordinator

/** The session in which the desk is read. */
export const sessionIdOf = (res: Response) => res.locals.session as number

/** Whether a request comes from somebody who may see what is private. */
export const mayDecide = (req: Request, desk: Desk) => sessionOf(req, desk)?.coordinator.role === 'coordinator'

/** Whose request it is; looked up once, however many doors it passes. */
export function sessionOf(req: Request, { db, clock, secret, secure }: Desk): Session | undefined {
  if (!known.has(req)) {
    const token = cookieOf(req, secure)
    known.set(req, token ? findSession(db, clock, secret, token) : undefined)
  }
  return known.get(req)
}

const known = new WeakMap<Request, Session | undefined>()

export function cookieOf(req: Request, secure: boolean) {
  const name = cookieName(secure)
  const pairs = (req.get('Cookie') ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([key]) => key === name)?.[1]
}

export function setSessionCookie(res: Response, token: string, secure: boolean) {
  res.cookie(cookieName(secure), token, {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    path: '/',
    maxAge: sessionHours * 60 * 60 * 1000,
  })
}

export function clearSessionCookie(res: Response, secure: boolean) {
  res.clearCookie(cookieName(secure), { httpOnly: true, sameSite: 'lax', secure, path: '/' })
}

// The prefix ties the cookie to this host, but needs https, and Safari refuses it on http://localhost.
const cookieName = (secure: boolean) => (secure ? '__Host-session' : 'session')
