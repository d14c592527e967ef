import type { Request, RequestHandler } from 'express'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { contactPage } from '../pages/pages.ts'
import { pageLocals } from '../pages/show.ts'
import { findAnyProposition } from '../propositions/proposition.ts'
import { findRemark } from '../remarks/queries.ts'
import { found } from '../web/errors.ts'
import { formPage, page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { sign, unsign } from '../web/tokens.ts'
import { formFor, readRemark } from './form.ts'
import { writeToCoordination } from './write.ts'

/** Writing to the coordination, about anything or about what is wrong on a page. `limit`: how many may be sent. */
export function contactRoutes(
  { db, clock, secret }: { db: Database; clock: Clock; secret: string },
  { limit }: { limit: RequestHandler[] },
) {
  const room = openRoom()
  // the address itself is in no address, which others keep
  const received = (id: number) => `?recu=${sign(secret, 'remark', id)}`
  const writtenBy = (req: Request) => {
    const [id] = unsign(secret, 'remark', String(req.query.recu ?? '')) ?? []
    return { email: id ? findRemark(db, Number(id))?.email : undefined }
  }

  room.get('/contact', (_req, res) => {
    page(res, contactPage.view, { ...pageLocals(db, contactPage), ...formFor(clock, '/contact') })
  })

  room.post('/contact', ...limit, (req, res) => {
    const read = readRemark(clock, req)
    if (!read.ok) {
      const form = formFor(clock, '/contact', read)
      return formPage(res.status(422), contactPage.view, { ...pageLocals(db, contactPage), ...form })
    }
    const id = writeToCoordination(db, clock, { subject: null, ...read.remark })
    res.redirect(303, `/contact/merci${received(id)}`)
  })

  room.get('/contact/merci', (req, res) => {
    formPage(res, 'contact/thanks', { title: 'Merci, votre message est arrivé', ...writtenBy(req), again: '/contact' })
  })

  room.get('/signalement/:reference', (req, res) => {
    const about = reported(db, req)
    formPage(res, 'contact/report', { ...about, ...formFor(clock, about.action) })
  })

  room.post('/signalement/:reference', ...limit, (req, res) => {
    const about = reported(db, req)
    const read = readRemark(clock, req)
    if (!read.ok)
      return formPage(res.status(422), 'contact/report', { ...about, ...formFor(clock, about.action, read) })

    const id = writeToCoordination(db, clock, { subject: about.reference, ...read.remark })
    res.redirect(303, `${about.action}/merci${received(id)}`)
  })

  room.get('/signalement/:reference/merci', (req, res) => {
    const about = reported(db, req)
    const title = 'Merci, votre signalement est arrivé'
    formPage(res, 'contact/thanks', { ...about, title, ...writtenBy(req), again: about.action })
  })

  return room
}

/** The page that something is wrong on: what is online has one. */
function reported(db: Database, req: Request) {
  const { reference, title, publicAddress, kind } = found(findAnyProposition(db, String(req.params.reference)))
  return {
    title: 'Signaler une erreur',
    reference,
    page: { title, href: found(publicAddress), isEvent: kind === 'evenement' },
    action: `/signalement/${reference}`,
  }
}
