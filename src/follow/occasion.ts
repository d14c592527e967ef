import { type Clock, localNow, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { isOver } from '../editions/edition.ts'
import { ownEdition } from '../editions/queries.ts'
import type { Event } from '../events/event.ts'
import { labelOf, type Occasion, occasions } from '../events/lists.ts'
import { announcedState, occasionFields, readStatement, type Statement } from '../events/occasion-fields.ts'
import { findEventById } from '../events/queries.ts'
import { startStamp } from '../events/slots.ts'
import { stateOccasion } from '../events/status.ts'
import { tellCoordinators } from '../notices/tell.ts'
import { noteAnnouncement } from '../propositions/announcements.ts'
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
    const typed = req.body ?? {}
    const event = announceable(tools, one, typed)
    if (typed.vu !== undefined && typed.vu !== announcedState(event)) {
      const errors = { etat: changedText(event) }
      return showFollow(res.status(409), tools, one, { form: 'etat', typed, errors })
    }
    const { statement, errors } = readStatement(event, typed)
    if (!statement) return showFollow(res.status(422), tools, one, { form: 'etat', typed, errors })
    if (!isConfirmed(req.body)) return askToConfirm(res, one, questionOf(event, statement, answersIn(typed)))

    announce(db, clock, event, statement, one.colleague?.id)
    res.redirect(303, `${one.path}?fait=annonce`)
  })
}

function announceable({ db, clock }: Tools, { proposition: { event } }: Followed, { note }: Typed): Event {
  if (event?.status !== 'published') throw notOnline(note)
  const edition = ownEdition(db, event)
  if (isOver(edition, today(clock, edition.timeZone))) throw weekIsOver()
  return event
}

const weekIsOver = () =>
  new HttpError(
    409,
    'La Semaine est terminée : sa page ne l’annoncerait plus, et rien n’a été changé. Écrivez à la coordination s’il faut que ce soit dit.',
    'Édition terminée',
  )

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

const changedText = ({ occasion }: Event) =>
  `Ce que vous annoncez : le site dit maintenant « ${labelOf(occasions, occasion) || 'comme prévu'} », cela a changé depuis que votre page est ouverte et rien n’a été annoncé`

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
    if (!event || !stateOccasion(db, clock, event, { ...statement, by: 'organiser' })) throw notOnline(statement.note)

    noteAnnouncement(db, clock, 'organiser', event, statement)
    const { occasion, note: precision } = statement
    tellCoordinators(db, {
      name: 'occasion-stated',
      data: { reference, occasion, note: precision, colleague },
      urgent: isUrgent(db, clock, event, occasion),
    })
  }).immediate()
}

const urgentHours = 48

/** People may be on their way: it begins within two days, or has begun today. */
function isUrgent(db: Database, clock: Clock, { slots, editionId }: Event, occasion: Occasion) {
  if (occasion !== 'cancelled' && occasion !== 'full') return false
  const { timeZone } = ownEdition(db, { editionId })
  const soon = localNow({ now: () => clock.now().add({ hours: urgentHours }) }, timeZone)
  return slots.some((slot) => slot.day >= today(clock, timeZone) && startStamp(slot) <= soon)
}

const isSaid = (event: Event, { occasion, note, link }: Statement) =>
  event.occasion === occasion && event.occasionNote === note && event.occasionLink === link

const notOnline = (note: Typed[string] | null | undefined) =>
  new HttpError(
    409,
    `Seul un événement en ligne s’annonce complet, reporté ou annulé, et le vôtre ne l’est pas. Rien n’a été changé.${note ? ` Votre texte, pour ne pas le perdre : « ${note} »` : ''}`,
  )
