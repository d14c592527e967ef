import { type Clock, realClock } from '../../clock.ts'
import type { Coordinator } from '../../coordinators/queries.ts'
import type { Database } from '../../db/open.ts'
import { note } from '../../journal/queries.ts'
import { queueMail } from '../../mail/outbox.ts'
import { addMessage, listMessages } from '../../messages/queries.ts'
import { endWhenSettled } from '../../propositions/waiting.ts'
import { handleRemark, type Remark, unwanted, waitAgain } from '../../remarks/queries.ts'

/** « Marquer comme traité », or « Indésirable »: it waits no longer; done already, nothing changes. */
export function settle(
  db: Database,
  clock: Clock,
  remark: Remark,
  { id }: Coordinator,
  how: 'handled' | 'unwanted' = 'handled',
) {
  db.transaction(() => {
    if (!handleRemark(db, clock, remark.id, id, how === 'unwanted' ? unwanted : null)) return
    note(db, clock, `coordinator:${id}`, how === 'unwanted' ? 'remark-unwanted' : 'remark-handled', aboutOf(remark))
    endWhenSettled(db, aboutOf(remark))
  }).immediate()
}

/** « Remettre à traiter »: it waits as before; waiting already, nothing changes. */
export const reopenRemark = (db: Database, clock: Clock, remark: Remark, { id }: Coordinator) =>
  db
    .transaction(() => {
      if (waitAgain(db, remark.id)) note(db, clock, `coordinator:${id}`, 'remark-reopened', aboutOf(remark))
    })
    .immediate()

/**
 * Writes to the visitor, which handles what they wrote; the same words twice are one answer. `late` when somebody else has
 * answered since the page was read.
 */
export const answerVisitor = (
  db: Database,
  clock: Clock,
  remark: Remark & { email: string },
  { id }: Coordinator,
  { text, lastRead }: { text: string; lastRead: number },
): 'sent' | 'late' =>
  db
    .transaction(() => {
      const author = `coordinator:${id}` as const
      const last = listMessages(db, remark.reference).at(-1)
      if (last?.author === author && last.text === text) return 'sent'
      if (last && last.id > lastRead) return 'late'

      const message = addMessage(db, clock, { subject: remark.reference, author, text })
      handleRemark(db, clock, remark.id, id)
      note(db, clock, author, 'remark-answered', aboutOf(remark))
      endWhenSettled(db, aboutOf(remark))
      const data = { reference: aboutOf(remark), remark: remark.id, message, coordinator: id }
      queueMail(db, realClock, { name: 'remark-answered', to: remark.email, data })
      return 'sent'
    })
    .immediate()

/** What the history says it is about: the proposition, or the message itself. */
const aboutOf = ({ subject, reference }: Remark) => subject ?? reference
