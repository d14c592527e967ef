import type { Request, RequestHandler, Response } from 'express'
import { coordinatorOf } from '../../coordinators/desk.ts'
import { removeDraft } from '../../drafts/queries.ts'
import { deskAddress, type Proposition } from '../../propositions/proposition.ts'
import type { Room } from '../../web/room.ts'
import { acceptable, keepsOnline, showFormAgain } from './answer.ts'
import { edit, isUnchanged } from './edit.ts'
import { deskKinds } from './kinds.ts'
import { changeable, edition, kindIn } from './open.ts'
import { receiveWritten, type Tools, type Written } from './receive.ts'
import { showWriting } from './show.ts'

/** The coordination writes a proposition's text itself. */
export function openEditRoom(room: Room, tools: Tools, receive: RequestHandler) {
  const { db, clock } = tools

  room.get('/:room/:reference/saisie', (req, res) => {
    const { writing } = open(req)
    showWriting(res, db, writing, { typed: writing.today })
  })

  room.post('/:room/:reference/saisie', receive, async (req, res) => {
    open(req)
    const written = await receiveWritten(tools, deskKinds[kindIn(req)], req)
    save(res, open(req), written)
  })

  function save(res: Response, { proposition, writing }: ReturnType<typeof open>, written: Written) {
    const online = proposition.status === 'published'
    const reading = acceptable(res, tools, writing, written, { online, ...(online ? { obstacles: keepsOnline } : {}) })
    if (!reading) return
    if (isUnchanged(proposition, reading.sections, written)) return leave(res, proposition, written)
    if (writing.settled || written.body.vu !== writing.version) return showFormAgain(res, tools, writing, written)

    const quiet = written.body.discret === 'oui'
    const told = edit(db, clock, proposition, { content: reading.content, written, quiet }, coordinatorOf(res))
    res.redirect(303, `${deskAddress(proposition)}?fait=${told}#statut`)
  }

  function leave(res: Response, proposition: Proposition, { holder }: Written) {
    removeDraft(db, holder.id)
    res.redirect(303, `${deskAddress(proposition)}?fait=inchange#statut`)
  }

  function open(req: Request) {
    const proposition = changeable(db, req)
    return { proposition, writing: edition(db, proposition) }
  }
}
