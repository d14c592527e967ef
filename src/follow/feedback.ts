import { type Clock, localNow } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { ownEdition } from '../editions/queries.ts'
import type { Event } from '../events/event.ts'
import { stageOf } from '../events/slots.ts'
import { type Answers, feedbackFields, readFeedback, satisfactionLabel, typedFeedback } from '../feedback/fields.ts'
import { findFeedback, keepFeedback } from '../feedback/queries.ts'
import { note } from '../journal/queries.ts'
import { kindPhrase, type Proposition } from '../propositions/proposition.ts'
import { sumsOf } from '../totals/queries.ts'
import { HttpError } from '../web/errors.ts'
import { count } from '../web/french.ts'
import type { Room } from '../web/room.ts'
import { followed } from './followed.ts'
import { showFollow } from './page.ts'
import type { Tools } from './routes.ts'

/** « Votre bilan »: how many came, and how it went. It may be changed. */
export function openFeedbackRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:token/bilan', (req, res) => {
    const one = followed(tools, req)
    const event = held(db, clock, one.proposition.event)
    const typed = req.body ?? {}
    const { answers, errors } = readFeedback(typed)
    if (!answers) return showFollow(res.status(422), tools, one, { form: 'bilan', typed, errors })

    tellFeedback(db, clock, event, answers)
    res.redirect(303, `${one.path}?fait=bilan#bilan`)
  })
}

function held(db: Database, clock: Clock, event: Event | undefined): Event {
  if (event && tookPlace(db, clock, event)) return event
  throw new HttpError(409, 'Le bilan se donne une fois l’événement passé, quand il a eu lieu.')
}

function tellFeedback(db: Database, clock: Clock, { id, reference }: Event, answers: Answers) {
  db.transaction(() => {
    keepFeedback(db, clock, id, answers)
    note(db, clock, 'organiser', 'feedback-given', reference)
  }).immediate()
}

/** What the page shows of it: nothing before the event is over, then the form as it was last answered. */
export function feedbackOf(db: Database, clock: Clock, event: Event | undefined) {
  if (!event || !tookPlace(db, clock, event)) return undefined
  const answers = findFeedback(db, event.id)
  return {
    fields: feedbackFields,
    typed: answers ? typedFeedback(answers) : {},
    told: answers && wordsOf(answers),
  }
}

const wordsOf = ({ participants, buyers, satisfaction, comment }: Answers) =>
  [
    count(participants, 'participant'),
    buyers === null ? '' : `dont ${count(buyers, 'acheteur')}`,
    satisfactionLabel(satisfaction).toLocaleLowerCase('fr'),
    comment === null ? '' : `avec ce mot : « ${comment} »`,
  ]
    .filter(Boolean)
    .join(', ')

function tookPlace(db: Database, clock: Clock, { status, occasion, slots, editionId }: Event) {
  const now = localNow(clock, ownEdition(db, { editionId }).timeZone)
  return (
    status === 'published' &&
    occasion !== 'cancelled' &&
    occasion !== 'postponed' &&
    slots.length > 0 &&
    slots.every((slot) => stageOf(slot, now) === 'passed')
  )
}

/** « Vu 34 fois, ajouté 5 fois à un calendrier. »: of what is online, since it is. */
export function readingsOf(db: Database, { reference, status, event, kind }: Proposition) {
  if (status !== 'published') return undefined
  const { view, calendar, download } = sumsOf(db, reference)
  const told = [
    `${kindPhrase(kind).feminine ? 'Vue' : 'Vu'} ${count(view, 'fois', 'fois')}`,
    ...(event ? [`ajouté ${count(calendar, 'fois', 'fois')} à un calendrier`] : []),
    ...(download > 0 ? [count(download, 'document téléchargé', 'documents téléchargés')] : []),
  ]
  return `${told.join(', ')}. Compté sans cookie, à la minute près.`
}
