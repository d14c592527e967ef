import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { addMessage, listMessages } from '../messages/queries.ts'
import { tellCoordinators } from '../notices/tell.ts'
import { readFields, text } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import { type Followed, followed } from './followed.ts'
import { showFollow } from './page.ts'
import type { Tools } from './routes.ts'

export const messageFields = {
  message: text({
    label: 'Votre message à la coordination',
    missing: 'Votre message : écrivez-le avant de l’envoyer',
    max: 2000,
    rows: 4,
  }),
} as const

export function openMessageRoom(room: Room, tools: Tools) {
  room.post('/:token/message', (req, res) => {
    const one = followed(tools, req)
    const typed = req.body ?? {}
    const { values, errors } = readFields(messageFields, typed)
    if (!values.message) return showFollow(res.status(422), tools, one, { form: 'message', typed, errors })

    writeToCoordination(tools.db, tools.clock, one, values.message)
    res.redirect(303, `${one.path}?fait=message`)
  })
}

function writeToCoordination(db: Database, clock: Clock, { proposition, colleague }: Followed, text: string) {
  const { reference } = proposition
  db.transaction(() => {
    if (wasJustSaid(db, clock, reference, text)) return
    const written = addMessage(db, clock, {
      subject: reference,
      author: 'organiser',
      colleagueId: colleague?.id ?? null,
      text,
    })
    note(db, clock, 'organiser', 'message', reference)
    tellCoordinators(db, { name: 'message-received', data: { reference, message: written, colleague: colleague?.id } })
  }).immediate()
}

/** The same words within a minute are one press too many. */
function wasJustSaid(db: Database, clock: Clock, reference: string, text: string) {
  const last = listMessages(db, reference).at(-1)
  const ago = last && clock.now().since(last.sentAt).total('seconds')
  return last?.author === 'organiser' && last.text === text && ago !== undefined && ago < 60
}
