import type { Request, RequestHandler, Response } from 'express'
import type { Proposition } from '../propositions/proposition.ts'
import { isOpenByMail } from '../propositions/waiting.ts'
import type { Room } from '../web/room.ts'
import {
  answerAnnouncement,
  answerDecision,
  answerIdentity,
  answerMessage,
  answerReopening,
  answerRestoration,
} from './answer.ts'
import { answerAcceptance, answerRejection } from './answer-change.ts'
import { answerSending, answerUndoing } from './answer-hold.ts'
import { openNothing } from './nothing.ts'
import { showOvertaken } from './overtaken.ts'
import type { Place, Tools } from './page.ts'
import { answerReading } from './reading.ts'
import { answerHandling } from './remarks/routes.ts'
import { answerText, answerTextRemoval } from './text.ts'

export type Open = (req: Request, res: Response) => { proposition: Proposition; place: Place }

/** What a form of the page does, and what it answers. */
export type Answer = (req: Request, res: Response, tools: Tools, proposition: Proposition, place: Place) => unknown

/** Whatever a coordinator does to a proposition, at the desk and behind a mailed link alike. */
export function openActs(room: Room, address: string, tools: Tools, open: Open) {
  const answering =
    (answer: Answer, { whileOpen = false } = {}): RequestHandler =>
    (req, res) => {
      const { proposition, place } = open(req, res)
      // a mailed link serves to decide: it may have been passed on since
      if (whileOpen && !place.atDesk && !isOpenByMail(tools.db, proposition))
        showOvertaken(res, tools, proposition, place, { act: '', typed: req.body ?? {} })
      else answer(req, res, tools, proposition, place)
    }

  room.post(`${address}/fiche`, answering(answerIdentity, { whileOpen: true }))
  room.post(`${address}/texte`, answering(answerText, { whileOpen: true }))
  room.post(`${address}/texte/retrait`, answering(answerTextRemoval, { whileOpen: true }))
  room.post(`${address}/acceptation`, answering(answerAcceptance))
  room.post(`${address}/rejet`, answering(answerRejection))
  room.post(`${address}/annulation`, answering(answerUndoing))
  room.post(`${address}/envoi`, answering(answerSending))
  room.post(`${address}/reouverture`, answering(answerReopening, { whileOpen: true }))
  room.post(`${address}/annonce`, answering(answerAnnouncement, { whileOpen: true }))
  room.post(`${address}/retablissement`, answering(answerRestoration, { whileOpen: true }))
  room.post(`${address}/message`, answering(answerMessage, { whileOpen: true }))
  room.post(`${address}/lecture`, answering(answerReading, { whileOpen: true }))
  room.post(`${address}/traitement`, answering(answerHandling, { whileOpen: true }))
  openNothing(room, address, (req, res) => open(req, res).place)
  room.post(`${address}/:decision`, answering(answerDecision))
}
