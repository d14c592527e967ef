import type { RequestHandler, Response } from 'express'
import { coordinatorOf } from '../../coordinators/desk.ts'
import { deskAddress, type Proposition } from '../../propositions/proposition.ts'
import { found } from '../../web/errors.ts'
import type { Room } from '../../web/room.ts'
import { findProposed, type Proposed } from '../proposed.ts'
import { acceptEdited } from './accept.ts'
import { acceptable, keepsOnline, showFormAgain } from './answer.ts'
import { deskKinds } from './kinds.ts'
import { acceptance, changeable, edition, kindIn } from './open.ts'
import { receiveWritten, type Tools, type Written } from './receive.ts'
import { showWriting } from './show.ts'

/** A proposed change is accepted in other words than its author's. */
export function openAcceptanceRoom(room: Room, tools: Tools, receive: RequestHandler) {
  const { db, clock } = tools

  room.get('/:room/:reference/modification', (req, res) => {
    const proposition = changeable(db, req)
    const writing = acceptance(db, proposition, found(findProposed(db, proposition)))
    showWriting(res, db, writing, { typed: writing.today, toLookAt: writing.arriving })
  })

  room.post('/:room/:reference/modification', receive, async (req, res) => {
    changeable(db, req)
    const written = await receiveWritten(tools, deskKinds[kindIn(req)], req)
    const proposition = changeable(db, req)
    const proposed = findProposed(db, proposition)
    if (proposed) accept(res, proposition, proposed, written)
    // decided or taken back meanwhile: what was written may still be the coordination's own change
    else showFormAgain(res, tools, edition(db, proposition), written)
  })

  function accept(res: Response, proposition: Proposition, proposed: Proposed, written: Written) {
    const writing = acceptance(db, proposition, proposed)
    const reading = acceptable(res, tools, writing, written, { online: true, obstacles: keepsOnline })
    if (!reading) return
    if (written.body.vu !== writing.version) return showFormAgain(res, tools, writing, written)

    acceptEdited(db, clock, proposition, proposed, { reading, written }, coordinatorOf(res))
    res.redirect(303, `${deskAddress(proposition)}?fait=acceptation#statut`)
  }
}
