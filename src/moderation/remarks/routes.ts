import type { Request, Response } from 'express'
import { coordinatorOf } from '../../coordinators/desk.ts'
import { findCurrentEdition } from '../../editions/queries.ts'
import { countRemarks, listRemarks, listRemarksAbout, remarksPerPage } from '../../remarks/queries.ts'
import { found } from '../../web/errors.ts'
import { readFields } from '../../web/fields.ts'
import { queryOf, readPage } from '../../web/filters.ts'
import { privatePage } from '../../web/page.ts'
import type { Room } from '../../web/room.ts'
import type { Answer } from '../acts.ts'
import { openCharge } from '../charge.ts'
import type { Tools } from '../page.ts'
import { lastRead } from '../reading.ts'
import { givingBack } from '../written.ts'
import { answerVisitor, settle } from './handle.ts'
import { answerFields, formsOf, openRemark, showRemark } from './page.ts'
import { tellRemarks } from './told.ts'

/** What visitors write, for every account: all of it, then one message. */
export function openRemarkPages(room: Room, { db }: Tools) {
  room.get('/courrier', (req, res) => {
    const pages = Math.ceil(countRemarks(db) / remarksPerPage)
    const number = readPage(req.query, pages)
    privatePage(res, 'moderation/remarks/index', {
      title: 'Messages des visiteurs',
      remarks: tellRemarks(db, listRemarks(db, number), { mayDecide: coordinatorOf(res).role === 'coordinator' }),
      timeZone: findCurrentEdition(db)?.timeZone ?? 'Europe/Paris',
      pages: Array.from({ length: pages }, (_, index) => ({
        number: index + 1,
        href: `/moderation/courrier${queryOf({}, index + 1)}`,
        current: index + 1 === number,
      })),
    })
  })

  room.get('/courrier/:id', (req, res) => {
    const { remark, place } = openRemark(db, req, res)
    showRemark(res, db, remark, place)
  })
}

/** What coordinators do with one. */
export function openRemarkActs(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.use(
    '/courrier/:id',
    givingBack((req, res) => {
      const { remark, place } = openRemark(db, req, res)
      return { forms: formsOf(remark, place), show: (attempt) => showRemark(res, db, remark, place, attempt) }
    }),
  )

  room.post('/courrier/:id/traitement', (req, res) => {
    const { remark, place } = openRemark(db, req, res)
    settle(db, clock, remark, place.coordinator)
    res.redirect(303, `${place.base}?fait=traite#statut`)
  })

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

/** « Marquer comme traité », beside a report on the page of its proposition. */
export const answerHandling: Answer = (req, res, { db, clock }, { reference }, place) => {
  const remark = listRemarksAbout(db, reference).find(({ id }) => id === Number(req.body?.signalement))
  if (remark) settle(db, clock, remark, place.coordinator)
  res.redirect(303, `${place.base}?fait=traite#statut`)
}
