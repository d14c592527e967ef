import type { Response } from 'express'
import type { Clock } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import { type Decision, listBatch } from '../decisions/decision.ts'
import { type Stands, sendBatch, undoBatch, whyItStands } from '../decisions/undo.ts'
import { actText } from '../journal/words.ts'
import { deskAddress, findAnyProposition } from '../propositions/proposition.ts'
import { found } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { standsText } from './answer-hold.ts'
import { minutesLeft } from './hold.ts'

type Tools = { db: Database; clock: Clock }

/** What was decided together: sent at once, or undone as a whole, while its mails wait. */
export function openBatches(room: Room, { db, clock }: Tools) {
  const batchOf = (batch: unknown) => {
    const decisions = listBatch(db, String(batch))
    return found(decisions.length > 0 ? decisions : undefined)
  }

  room.get('/:batch', (req, res) => showBatch(res, db, batchOf(req.params.batch), req.query.fait))

  room.post('/:batch/annulation', (req, res) => {
    const [{ batch }] = batchOf(req.params.batch) as [Decision]
    answer(res, batch, 'annulation', undoBatch(db, clock, batch, coordinatorOf(res)))
  })

  room.post('/:batch/envoi', (req, res) => {
    const [{ batch }] = batchOf(req.params.batch) as [Decision]
    answer(res, batch, 'envoi', sendBatch(db, batch))
  })

  function answer(res: Response, batch: string, act: string, stands: Stands | undefined) {
    if (stands) showBatch(res.status(409), db, listBatch(db, batch), undefined, standsText[stands])
    else res.redirect(303, `/moderation/groupe/${batch}?fait=${act}`)
  }
}

function showBatch(res: Response, db: Database, decisions: Decision[], fait: unknown, refused?: string) {
  const [first] = decisions as [Decision]
  const undone = first.undoneAt !== null
  const stands = whyItStands(db, decisions)
  privatePage(res, 'moderation/group-done', {
    title: 'Décidé ensemble',
    base: `/moderation/groupe/${first.batch}`,
    rows: decisions.flatMap(({ reference, act, told }) => {
      const proposition = findAnyProposition(db, reference)
      if (!proposition) return []
      const { title, organisation } = proposition
      return { reference, title, organisation, act: actText(act), told, href: deskAddress(proposition) }
    }),
    told: decisions.some(({ told }) => told),
    undone,
    refused,
    sent: fait === 'envoi' && !undone,
    minutes: stands ? undefined : minutesLeft(first),
  })
}
