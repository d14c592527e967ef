import { type Clock, realClock } from '../clock.ts'
import { addColleague, type Colleague, listColleagues, removeColleague } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { queueMail } from '../mail/outbox.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { isSame } from '../web/addresses.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import { askToConfirm } from './confirm.ts'
import { doubtOf } from './doubt.ts'
import { followed, mainOnly } from './followed.ts'
import { showFollow } from './page.ts'
import { colleagueFields } from './people-fields.ts'
import type { Tools } from './routes.ts'

const mostColleagues = 10

/** Whoever manages the proposition besides the person who handed it in, each with a link that can be taken back. */
export function openColleagueRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:token/collegues', (req, res) => {
    const one = followed(tools, req)
    const typed = req.body ?? {}
    const { colleague, errors } = readColleague(db, one.proposition, typed)
    if (!colleague) return showFollow(res.status(422), tools, one, { form: 'collegue', typed, errors })

    const doubt = doubtOf(colleague.email, typed)
    if (doubt) return askToConfirm(res, one, doubt)

    invite(db, clock, one.proposition, colleague)
    res.redirect(303, `${one.path}?fait=collegue`)
  })

  room.post('/:token/collegues/:id/retrait', (req, res) => {
    const { proposition, path } = mainOnly(followed(tools, req))
    const colleague = listColleagues(db, proposition.reference).find(({ id }) => id === Number(req.params.id))
    if (colleague) dismiss(db, clock, colleague)
    res.redirect(303, `${path}?fait=collegue-retire`)
  })
}

export const colleagueMail = ({ reference }: Proposition, { id, email }: Pick<Colleague, 'id' | 'email'>) => ({
  name: 'colleague-added',
  to: email,
  data: { reference, colleague: id },
})

type Invited = Omit<Colleague, 'id'>

function readColleague(
  db: Database,
  { reference, privateEmail }: Proposition,
  typed: Typed,
): { colleague?: Invited; errors: Errors } {
  const { values, errors } = readFields(colleagueFields, typed)
  const { collegue_nom: name, collegue_courriel: email } = values
  const known = listColleagues(db, reference)
  if (email && isSame(email, privateEmail))
    errors.collegue_courriel = 'Son adresse électronique : c’est celle de la personne qui a remis la proposition'
  else if (email && known.length >= mostColleagues && !known.some((one) => isSame(one.email, email)))
    errors.collegue_courriel = `Son adresse électronique : ${mostColleagues} collègues au plus ; retirez-en un d’abord`

  return name && email && Object.keys(errors).length === 0
    ? { colleague: { subject: reference, name, email }, errors }
    : { errors }
}

/** Asked twice, there is one colleague, who is written to once. */
function invite(db: Database, clock: Clock, proposition: Proposition, invited: Invited) {
  db.transaction(() => {
    const known = listColleagues(db, invited.subject).some(({ email }) => isSame(email, invited.email))
    const id = addColleague(db, clock, invited)
    if (known) return
    note(db, clock, 'organiser', 'colleague-added', invited.subject)
    queueMail(db, realClock, colleagueMail(proposition, { ...invited, id }))
  }).immediate()
}

function dismiss(db: Database, clock: Clock, { id, subject }: Colleague) {
  db.transaction(() => {
    removeColleague(db, id)
    note(db, clock, 'organiser', 'colleague-removed', subject)
  })()
}
