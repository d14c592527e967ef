import type { Request, RequestHandler } from 'express'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { contactPage } from '../pages/pages.ts'
import { pageLocals } from '../pages/show.ts'
import { findAnyProposition } from '../propositions/proposition.ts'
import { found } from '../web/errors.ts'
import { formPage, page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { formFor, readRemark } from './form.ts'
import { writeToCoordination } from './write.ts'

/** Writing to the coordination, about anything or about what is wrong on a page. `limit`: how many may be sent. */
export function contactRoutes({ db, clock }: { db: Database; clock: Clock }, { limit }: { limit: RequestHandler[] }) {
  const room = openRoom()

  room.get('/contact', (_req, res) => {
    page(res, contactPage.view, { ...pageLocals(db, contactPage), ...formFor(clock, '/contact') })
  })

  room.post('/contact', ...limit, (req, res) => {
    const read = readRemark(clock, req)
    if (!read.ok) {
      const form = formFor(clock, '/contact', read)
      return formPage(res.status(422), contactPage.view, { ...pageLocals(db, contactPage), ...form })
    }
    writeToCoordination(db, clock, { subject: null, ...read.remark })
    res.redirect(303, '/contact/merci')
  })

  room.get('/contact/merci', (_req, res) => {
    formPage(res, 'contact/thanks', { title: 'Merci, votre message est arrivé' })
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

    writeToCoordination(db, clock, { subject: about.reference, ...read.remark })
    res.redirect(303, `${about.action}/merci`)
  })

  room.get('/signalement/:reference/merci', (req, res) => {
    formPage(res, 'contact/thanks', { ...reported(db, req), title: 'Merci, votre signalement est arrivé' })
  })

  return room
}

/** The page that something is wrong on: what is online has one. */
function reported(db: Database, req: Request) {
  const { reference, title, publicAddress } = found(findAnyProposition(db, String(req.params.reference)))
  return {
    title: 'Signaler une erreur',
    reference,
    page: { title, href: found(publicAddress) },
    action: `/signalement/${reference}`,
  }
}
