import type { Request } from 'express'
import type { Clock } from '../clock.ts'
import { type DecisionLink, decisionToken, readDecisionToken } from '../coordinators/decision-links.ts'
import { signInAddress } from '../coordinators/goal.ts'
import type { Database } from '../db/open.ts'
import type { Document } from '../documents/queries.ts'
import { sendDocument, sendThumbnail } from '../documents/send.ts'
import { deskAddress, findProposition, type Proposition, type PropositionKind } from '../propositions/proposition.ts'
import { isOpenByMail } from '../propositions/waiting.ts'
import { found, HttpError } from '../web/errors.ts'
import { spaced } from '../web/french.ts'
import { openRoom } from '../web/room.ts'
import { openActs } from './acts.ts'
import { type Place, showProposition } from './page.ts'
import { findProposed } from './proposed.ts'
import { givingBack, pageOf } from './written.ts'

/** `folder` holds the documents, `images` the images. */
type Tools = { db: Database; clock: Clock; secret: string; folder: string; images: string }

/** The page behind a mailed link. Opening it changes nothing: a person presses a button. */
export function decisionRoutes(tools: Tools) {
  const { db, clock, secret, folder, images } = tools
  const room = openRoom()

  room.get('/:token', (req, res) => {
    const { proposition, place } = open(req)
    showProposition(res, tools, proposition, place)
  })

  room.get('/:token/documents/:id', (req, res) => {
    const { proposition } = open(req)
    const document = found(documentsToDecide(db, proposition).find(({ id }) => id === Number(req.params.id)))
    res.set('Cache-Control', 'no-store')
    if (document.widths) sendThumbnail(res, images, document)
    else sendDocument(res, folder, document)
  })

  room.param('token', givingBack(pageOf(tools, open)))
  openActs(room, '/:token', tools, open)

  function open(req: Request): { proposition: Proposition; place: Place } {
    const token = String(req.params.token)
    const link = readDecisionToken(db, clock, secret, token)
    if (!link) throw linkCutShort()
    if ('over' in link) throw linkIsOver(link.over as Pick<Proposition, 'kind' | 'reference'>)
    const proposition = found(findProposition(db, link.kind as PropositionKind, link.reference))
    return { proposition, place: placeOf(token, link) }
  }

  const placeOf = (token: string, link: DecisionLink): Place => ({
    base: `/decision/${token}`,
    coordinator: link.coordinator,
    hrefOfSheet: ({ kind, reference }) => `/decision/${decisionToken(secret, { ...link, kind, reference })}`,
    hrefOfDocument: ({ id }) => `/decision/${token}/documents/${id}`,
    hrefOfImage: ({ id }) => `/decision/${token}/documents/${id}`,
    atDesk: false,
    mayDecide: true,
  })

  return room
}

/** What the page lists: the documents of what is open, and those of a change that waits. */
function documentsToDecide(db: Database, proposition: Proposition): Document[] {
  const proposed = findProposed(db, proposition)
  return isOpenByMail(db, proposition) ? [...proposition.documents, ...(proposed?.documents ?? [])] : []
}

const linkCutShort = () =>
  new HttpError(
    404,
    spaced(
      'Un lien de décision s’ouvre en entier : s’il est coupé dans votre courriel, copiez-le jusqu’au bout. Sinon, connectez-vous : la proposition est dans l’espace coordination.',
    ),
    'Ce lien est incomplet',
    { href: '/connexion', label: 'Se connecter' },
  )

const linkIsOver = (of: Pick<Proposition, 'kind' | 'reference'>) =>
  new HttpError(
    410,
    'Ce lien de décision ne sert plus. Connectez-vous à l’espace coordination pour retrouver la proposition.',
    'Ce lien ne sert plus',
    { href: signInAddress('GET', deskAddress(of)), label: 'Se connecter' },
  )
