import type { Request } from 'express'
import type { Clock } from '../clock.ts'
import { type DecisionLink, decisionToken, readDecisionToken } from '../coordinators/decision-links.ts'
import type { Database } from '../db/open.ts'
import { sendDocument } from '../documents/send.ts'
import { awaitsDecision } from '../events/lists.ts'
import { found, HttpError } from '../web/errors.ts'
import { openRoom } from '../web/room.ts'
import { answerDecision, answerIdentity } from './answer.ts'
import { type Place, showProposition } from './page.ts'
import { findProposition, type Proposition, type PropositionKind } from './proposition.ts'

/** The page behind a mailed link. Opening it changes nothing: a person presses a button. */
export function decisionRoutes({
  db,
  clock,
  secret,
  folder,
}: {
  db: Database
  clock: Clock
  secret: string
  folder: string
}) {
  const room = openRoom()

  room.get('/:token', (req, res) => {
    const { proposition, place } = open(req)
    showProposition(res, db, proposition, place)
  })

  room.get('/:token/documents/:id', (req, res) => {
    const { proposition } = open(req)
    const documents = awaitsDecision(proposition) ? proposition.documents : []
    res.set('Cache-Control', 'no-store')
    sendDocument(res, folder, found(documents.find(({ id }) => id === Number(req.params.id))))
  })

  room.post('/:token/fiche', (req, res) => {
    const { proposition, place } = open(req)
    answerIdentity(req, res, db, clock, proposition, place)
  })

  room.post('/:token/:decision', (req, res) => {
    const { proposition, place } = open(req)
    answerDecision(req, res, db, clock, proposition, place)
  })

  function open(req: Request): { proposition: Proposition; place: Place } {
    const token = String(req.params.token)
    const link = found(readDecisionToken(db, clock, secret, token))
    if (link === 'over') {
      throw new HttpError(
        410,
        'Ce lien de décision ne sert plus. Connectez-vous à l’espace coordination pour retrouver la proposition.',
        'Ce lien ne sert plus',
      )
    }
    const proposition = found(findProposition(db, link.kind as PropositionKind, link.reference))
    return { proposition, place: placeOf(token, link) }
  }

  const placeOf = (token: string, link: DecisionLink): Place => ({
    base: `/decision/${token}`,
    coordinator: link.coordinator,
    hrefOfSheet: ({ kind, reference }) => `/decision/${decisionToken(secret, { ...link, kind, reference })}`,
    hrefOfDocument: ({ id }) => `/decision/${token}/documents/${id}`,
    atDesk: false,
  })

  return room
}
