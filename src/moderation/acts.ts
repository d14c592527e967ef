import type { Request, RequestHandler, Response } from 'express'
import type { Proposition } from '../propositions/proposition.ts'
import type { Room } from '../web/room.ts'
import { answerAnnouncement, answerDecision, answerIdentity, answerMessage, answerRestoration } from './answer.ts'
import { answerAcceptance, answerRejection } from './answer-change.ts'
import type { Place, Tools } from './page.ts'

type Open = (req: Request, res: Response) => { proposition: Proposition; place: Place }
type Answer = (req: Request, res: Response, tools: Tools, proposition: Proposition, place: Place) => unknown

/** Whatever a coordinator does to a proposition, at the desk and behind a mailed link alike. */
export function openActs(room: Room, address: string, tools: Tools, open: Open) {
  const answering =
    (answer: Answer): RequestHandler =>
    (req, res) => {
      const { proposition, place } = open(req, res)
      answer(req, res, tools, proposition, place)
    }

  room.post(`${address}/fiche`, answering(answerIdentity))
  room.post(`${address}/acceptation`, answering(answerAcceptance))
  room.post(`${address}/rejet`, answering(answerRejection))
  room.post(`${address}/annonce`, answering(answerAnnouncement))
  room.post(`${address}/retablissement`, answering(answerRestoration))
  room.post(`${address}/message`, answering(answerMessage))
  room.post(`${address}/:decision`, answering(answerDecision))
}
