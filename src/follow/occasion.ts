import { type Clock, realClock } from '../clock.ts'
import { listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import type { Event } from '../events/event.ts'
import { labelOf, type Occasion, occasions } from '../events/lists.ts'
import {
  announcedState,
  occasionFields,
  occasionNoted,
  readStatement,
  type Statement,
} from '../events/occasion-fields.ts'
import { findEventById } from '../events/queries.ts'
import { stateOccasion } from '../events/status.ts'
import { note } from '../journal/queries.ts'
import { queueMail } from '../mail/outbox.ts'
import { HttpError } from '../web/errors.ts'
import type { Typed } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import { askToConfirm, isConfirmed, type Question } from './confirm.ts'
import { type Followed, followed } from './followed.ts'
import { showFollow } from './page.ts'
import type { Tools } from './routes.ts'

/** What cannot wait for a coordinator: cancelled, full, postponed, moved online take effect at once. */
export function openOccasionRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:token/etat', (req, res) => {
    const one = followed(tools, req)
    const event = announceable(one)
    const typed = req.body ?? {}
    if (typed.vu !== undefined && typed.vu !== announcedState(event)) throw changed(event)
    const { statement, errors } = readStatement(event, typed)
    if (!statement) return showFollow(res.status(422), tools, one, { form: 'etat', typed, errors })
    if (!isConfirmed(req.body)) return askToConfirm(res, one, questionOf(event, statement, answersIn(typed)))

    announce(db, clock, event, statement, one.colleague?.id)
    res.redirect(303, `${one.path}?fait=annonce`)
  })
}

function announceable({ proposition: { event } }: Followed): Event {
  if (event?.status === 'published') return event
  throw new HttpError(409, 'Seul un événement publié s’annonce complet, reporté ou annulé. Rien n’a été changé.')
}

const questions: Partial<Record<Occasion, Pick<Question, 'title' | 'button'>>> = {
  cancelled: { title: 'Annuler votre événement ?', button: 'Oui, annoncer l’annulation' },
  full: { title: 'Annoncer que c’est complet ?', button: 'Oui, annoncer qu’il est complet' },
  postponed: { title: 'Annoncer le report ?', button: 'Oui, annoncer le report' },
  moved_online: { title: 'Annoncer qu’il passe en ligne ?', button: 'Oui, annoncer le passage en ligne' },
}

function questionOf(event: Event, { occasion, note, link }: Statement, answers: Typed): Question {
  const asked = questions[occasion]
  if (!asked) {
    return {
      title: 'Revenir à ce qui était prévu ?',
      words: [`« ${labelOf(occasions, event.occasion)} » disparaît aussitôt du site. La coordination en est prévenue.`],
      answers,
      button: 'Oui, il a lieu comme prévu',
    }
  }
  return {
    ...asked,
    announced: { kind: occasion, label: labelOf(occasions, occasion), note },
    words: [
      ...(occasion === 'moved_online' ? [linkText(link)] : []),
      'Dès que vous confirmez, la page de l’événement, l’agenda et les calendriers le disent. La coordination en est prévenue ; vous pourrez revenir en arrière ici.',
      'Le site n’écrit pas aux personnes inscrites : prévenez-les vous-même.',
    ],
    answers,
  }
}

const linkText = (link: string | null) =>
  link
    ? `Le lien de connexion sera publié, le voici : ${link}`
    : 'Le lien de connexion ne sera pas publié : envoyez-le aux personnes inscrites.'

const answersIn = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => name === 'vu' || Object.hasOwn(occasionFields, name)))

const changed = ({ occasion }: Event) =>
  new HttpError(
    409,
    `Le site dit maintenant de votre événement : « ${labelOf(occasions, occasion) || 'comme prévu'} ». Cela a changé depuis que votre page est ouverte ; rien n’a été annoncé.`,
    'L’annonce a changé',
  )

/** Said twice, it is announced once. */
function announce(
  db: Database,
  clock: Clock,
  { id, reference }: Event,
  statement: Statement,
  colleague: number | undefined,
) {
  db.transaction(() => {
    const event = findEventById(db, id)
    if (event && isSaid(event, statement)) return
    if (!event || !stateOccasion(db, clock, event, { ...statement, by: 'organiser' })) throw overtaken()

    const change = occasionNoted(event, statement)
    note(
      db,
      clock,
      'organiser',
      statement.occasion === 'scheduled' ? 'occasion-undone' : 'occasion-stated',
      reference,
      change,
    )
    for (const coordinator of listCoordinators(db)) {
      const { occasion, note } = statement
      const data = { reference, coordinator: coordinator.id, occasion, note, colleague }
      queueMail(db, realClock, { name: 'occasion-stated', to: coordinator.email, data })
    }
  }).immediate()
}

const isSaid = (event: Event, { occasion, note, link }: Statement) =>
  event.occasion === occasion && event.occasionNote === note && event.occasionLink === link

const overtaken = () =>
  new HttpError(409, 'Votre événement n’est plus en ligne : il n’y a rien à annoncer. Rien n’a été changé.')
