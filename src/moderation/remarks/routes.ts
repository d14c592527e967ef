import type { Request, Response } from 'express'
import { coordinatorOf } from '../../coordinators/desk.ts'
import type { Database } from '../../db/open.ts'
import { currentZone, findCurrentEdition } from '../../editions/queries.ts'
import { countRemarks, findNamedRemark, listRemarks, listRemarksAbout, remarksPerPage } from '../../remarks/queries.ts'
import { found } from '../../web/errors.ts'
import { readFields } from '../../web/fields.ts'
import { queryOf, readPage } from '../../web/filters.ts'
import { privatePage } from '../../web/page.ts'
import type { Room } from '../../web/room.ts'
import type { Answer } from '../acts.ts'
import { openCharge } from '../charge.ts'
import { openNothing } from '../nothing.ts'
import type { Tools } from '../page.ts'
import { lastRead } from '../reading.ts'
import { givingBack } from '../written.ts'
import { answerVisitor, reopenRemark, settle } from './handle.ts'
import { answerFields, doneTexts, formsOf, openRemark, showRemark } from './page.ts'
import { tellRemarks } from './told.ts'

/** What visitors write, for every account: all of it, then one message. */
export function openRemarkPages(room: Room, { db }: Tools) {
  room.get('/courrier', (req, res) => showRemarks(req, res, db, String(req.query.fait)))

  room.get('/courrier/:id', (req, res) => {
    const { remark, place } = openRemark(db, req, res)
    showRemark(res, db, remark, place)
  })
}

function showRemarks(req: Request, res: Response, db: Database, done: string) {
  const pages = Math.ceil(countRemarks(db) / remarksPerPage)
  const number = readPage(req.query, pages)
  const mayDecide = coordinatorOf(res).role === 'coordinator'
  privatePage(res, 'moderation/remarks/index', {
    title: 'Messages des visiteurs',
    mayDecide,
    done: doneTexts[done],
    remarks: tellRemarks(db, listRemarks(db, number), { mayDecide }),
    timeZone: currentZone(db),
    pages: Array.from({ length: pages }, (_, index) => ({
      number: index + 1,
      href: `/moderation/courrier${queryOf({}, index + 1)}`,
      current: index + 1 === number,
    })),
  })
}

/** What coordinators do with one. */
export function openRemarkActs(room: Room, tools: Tools) {
  const { db, clock } = tools

  openTogether(room, tools)
  room.param(
    'id',
    givingBack((req, res) => {
      const { remark, place } = openRemark(db, req, res)
      return {
        forms: formsOf(remark, place),
        read: true,
        show: (attempt) => showRemark(res, db, remark, place, attempt),
      }
    }),
  )

  for (const [noun, how] of settling)
    room.post(`/courrier/:id/${noun}`, (req, res) => {
      const { remark, place } = openRemark(db, req, res)
      settle(db, clock, remark, place.coordinator, how)
      res.redirect(303, `${place.base}?fait=${noun}#statut`)
    })

  room.post('/courrier/:id/reprise', (req, res) => {
    const { remark, place } = openRemark(db, req, res)
    reopenRemark(db, clock, remark, place.coordinator)
    res.redirect(303, `${place.base}?fait=reprise#statut`)
  })

  openNothing(room, '/courrier/:id', (req, res) => openRemark(db, req, res).place)

  room.post('/courrier/:id/reponse', (req, res) => {
    const { remark, place } = openRemark(db, req, res)
    const typed = req.body ?? {}
    const { values, errors } = readFields(answerFields, typed)
    const { email } = remark
    if (!values.reponse || email === null)
      return showRemark(res.status(422), db, remark, place, { act: 'reponse', typed, errors })

    const words = { text: values.reponse, lastRead: lastRead(req) }
    if (answerVisitor(db, clock, { ...remark, email }, place.coordinator, words) === 'sent')
      res.redirect(303, `${place.base}?fait=reponse#statut`)
    else showRemark(res.status(409), db, remark, place, { act: 'reponse', typed, errors: {}, late: true })
  })

  openCharge(room, '/courrier/:id/prise-en-charge', tools, (req: Request, res: Response) => {
    const { remark, place } = openRemark(db, req, res)
    return { proposition: { reference: remark.reference, editionId: found(findCurrentEdition(db)).id }, place }
  })
}

/** What is done with one that asks for no answer, by the end of its address. */
const settling = [
  ['traitement', 'handled'],
  ['indesirable', 'unwanted'],
] as const

/** The same of those that are ticked, in the list of messages or among what waits. */
function openTogether(room: Room, { db, clock }: Tools) {
  for (const [noun, how] of settling)
    room.post(`/courrier/${noun}`, (req, res) => {
      const chosen = [req.body?.choix ?? []].flat().flatMap((one) => findNamedRemark(db, String(one)) ?? [])
      if (chosen.length === 0) return showRemarks(req, res.status(422), db, 'rien-coche')
      for (const remark of chosen) settle(db, clock, remark, coordinatorOf(res), how)
      res.redirect(303, req.body?.retour === 'liste' ? '/moderation' : `/moderation/courrier?fait=${noun}`)
    })
}

/** « Marquer comme traité », beside a report on the page of its proposition. */
export const answerHandling: Answer = (req, res, { db, clock }, { reference }, place) => {
  const remark = listRemarksAbout(db, reference).find(({ id }) => id === Number(req.body?.signalement))
  if (remark) settle(db, clock, remark, place.coordinator)
  res.redirect(303, `${place.base}?fait=traite#statut`)
}
