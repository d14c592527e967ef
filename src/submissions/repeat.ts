import type { Request, Response } from 'express'
import { today } from '../clock.ts'
import { keepDraft } from '../drafts/keep.ts'
import { type Draft, findDraft } from '../drafts/queries.ts'
import { type Edition, findEdition } from '../editions/queries.ts'
import { againIn } from '../events/again.ts'
import { contentOf, type Described, type Event, type Slot } from '../events/event.ts'
import { findEvent } from '../events/queries.ts'
import { countRepeatsOf, findRepeatOf } from '../events/repeats.ts'
import { hoursText } from '../events/slots.ts'
import { typedOf } from '../events/typed.ts'
import { type Content, formKinds, type Reading } from '../forms/kinds.ts'
import { followToken } from '../propositions/links.ts'
import { repeatKey } from '../propositions/repeat-links.ts'
import { found } from '../web/errors.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { digest, unconfirmed, type Warning } from '../web/forms.ts'
import { capital, dayName, fullDay } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { addressOfDraft } from './address.ts'
import { openEdition } from './open.ts'
import { repeatable } from './repeat-link.ts'
import type { Tools } from './routes.ts'
import { sentPath } from './sent-path.ts'
import { submit } from './submit.ts'
import { warningsOf } from './warnings.ts'

const kind = found(formKinds.evenement)

/** An event of a past edition, and what it would be in this one. */
type Again = {
  token: string
  edition: Edition
  past: Edition
  event: Event
  again: Described
  key: string
  typed: Typed
  reading: Reading
  warnings: Warning[]
}

/** Last year's event, in one press: the page shows it as it would be sent, and nothing is sent before the button. */
export function openRepeatRoom(room: Room, tools: Tools) {
  room.get('/reprise/:token', (req, res) => {
    const again = againFor(tools, req)
    if (isFirst(res, tools, again)) showRepeat(res, tools, again)
  })

  room.post('/reprise/:token', (req, res) => {
    const again = againFor(tools, req)
    if (!isFirst(res, tools, again)) return
    const { key, reading } = again
    if (!reading.ok || findDraft(tools.db, key)) res.redirect(303, begin(tools, again))
    else if (isAgreed(req, res, tools, again)) res.redirect(303, send(tools, again, reading.content))
  })

  room.post('/reprise/:token/brouillon', (req, res) => {
    const again = againFor(tools, req)
    if (isFirst(res, tools, again)) res.redirect(303, begin(tools, again))
  })
}

/** Whether what was read is what would be sent, and all that was to confirm is; otherwise the page says what is not. */
function isAgreed(req: Request, res: Response, tools: Tools, again: Again): boolean {
  const { vu, confirmer = [] } = req.body ?? {}
  const open = again.warnings.filter(({ name }) => ![confirmer].flat().includes(name))
  if (vu !== undefined && vu !== digest(again.typed)) showRepeat(res.status(409), tools, again)
  else if (open.length > 0) showRepeat(res.status(422), tools, again, unconfirmed(open))
  else return true
  return false
}

function send(tools: Tools, { edition, key, typed, event, warnings }: Again, content: Content) {
  const { db, clock, baseUrl } = tools
  const draft = keepDraft(db, clock, { key, kind: kind.slug, typed, repeats: event.reference })
  const uidHost = new URL(baseUrl).hostname
  const flags = warnings.map(({ name }) => name).filter((name) => name !== 'adresse')
  submit(db, clock, { edition, draft, content, uidHost, flags })
  return sentPath(tools, draft.key)
}

/** The draft where it is changed first: begun once. */
function begin({ db, clock }: Tools, { key, typed, event }: Again) {
  const draft = findDraft(db, key) ?? keepDraft(db, clock, { key, kind: kind.slug, typed, repeats: event.reference })
  return addressOfDraft(draft)
}

function againFor(tools: Tools, req: Request): Again {
  const { db, secret } = tools
  const token = String(req.params.token)
  const { event, edition } = repeatable(db, secret, token)
  const past = found(findEdition(db, event.editionId))
  const again = againIn(past, edition, contentOf(event))
  const typed = typedOf(db, again)
  const reading = kind.read(db, edition, typed, [])
  const key = repeatKey(secret, event, edition, countRepeatsOf(db, edition.id, event.reference))
  const warnings = reading.ok ? warningsOf(tools, edition, notSent, reading) : []
  return { token, edition, past, event, again, key, typed, reading, warnings }
}

// what is asked about a draft before there is one
const notSent = { corrects: null, colleagueId: null } as Draft

/** Whether it may still be proposed: otherwise the page says that it was, or that propositions are closed. */
function isFirst(res: Response, tools: Tools, { event, edition, past }: Again): boolean {
  const known = findEvent(tools.db, findRepeatOf(tools.db, edition.id, event.reference) ?? '')
  if (!known) return openEdition(res, tools) !== undefined
  const same = known.privateEmail !== null && known.privateEmail === event.privateEmail
  privatePage(res.status(res.req.method === 'POST' ? 409 : 200), 'submissions/repeated', {
    title: 'Déjà proposé de nouveau',
    event: known,
    past,
    // its own link opens for whoever answers for both
    path: same ? `/suivi/${followToken(tools.secret, known)}` : undefined,
  })
  return false
}

function showRepeat(res: Response, tools: Tools, one: Again, errors: Errors = {}) {
  const { reading, typed, key, past, event, again, token } = one
  const draft = findDraft(tools.db, key)
  privatePage(res, 'submissions/repeat', {
    title: 'Proposer à nouveau',
    event,
    past,
    path: `/proposer/reprise/${token}`,
    today: today(tools.clock, one.edition.timeZone),
    slots: again.slots.map((slot, index) => ({
      now: whenText(slot),
      before: dayName(event.slots[index]?.day ?? slot.day),
    })),
    published: again.publicContactEmail === again.privateEmail ? again.privateEmail : undefined,
    sections: reading.ok ? reading.sections : [],
    missing: reading.ok ? [] : Object.values(reading.errors),
    begun: draft && addressOfDraft(draft),
    state: digest(typed),
    overtaken: res.statusCode === 409,
    warnings: one.warnings,
    confirmed: [],
    errors,
    script: '/js/once.js',
  })
}

const whenText = (slot: Slot) => `${capital(fullDay(slot.day))}, ${hoursText(slot)}`
