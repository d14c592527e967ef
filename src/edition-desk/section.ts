import type { Request, Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { clashesOf } from '../editions/clashes.ts'
import { phaseByDate } from '../editions/edition.ts'
import { phaseLabel, phases } from '../editions/phases.ts'
import { type Edition, findCurrentEdition, reviseEdition } from '../editions/queries.ts'
import { type EditionSection, editionSections, wordsOf } from '../editions/sections.ts'
import { type LeftSlot, listLeft } from '../events/agenda.ts'
import { raiseSequences } from '../events/write.ts'
import { note } from '../journal/queries.ts'
import { found } from '../web/errors.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { digest, othersOf, unconfirmed } from '../web/forms.ts'
import { count, dayName } from '../web/french.ts'
import { answering } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { dayIn, type Tools, typedIn } from './tools.ts'
import { zoneWarning } from './zone-warning.ts'

type Sent = { section: EditionSection; typed: Typed; seen: unknown; confirmed: unknown[] }
type Outcome = 'saved' | 'overtaken' | Errors

/** One part of the edition: its form, kept as it was typed when it will not do or when somebody was faster. */
export function openSectionRoom(room: Room, tools: Tools) {
  const { db } = tools

  room.get('/:section', (req, res) => {
    const section = sectionOf(req)
    showSection(res, tools, section, section.typedOf(found(findCurrentEdition(db))))
  })

  room.post('/:section', (req, res) => {
    const section = sectionOf(req)
    const typed = typedIn(req, Object.keys(section.fields))
    const { vu, confirmer = [] } = req.body ?? {}
    const outcome = save(tools, coordinatorOf(res), { section, typed, seen: vu, confirmed: [confirmer].flat() })
    if (outcome === 'saved') return res.redirect(303, '/moderation/edition?fait=enregistre')
    if (outcome === 'overtaken') return showSection(res.status(409), tools, section, typed)
    showSection(res.status(422), tools, section, typed, outcome)
  })
}

const sectionOf = (req: Request) => found(editionSections.find(({ slug }) => slug === req.params.section))

/** What a page of the edition showed: another edition, or other answers, and it is not the same. */
const stateOf = (section: EditionSection, edition: Edition) =>
  digest({ ...section.typedOf(edition), edition: String(edition.id) })

function save({ db, clock }: Tools, { id }: Coordinator, { section, typed, seen, confirmed }: Sent): Outcome {
  return db
    .transaction((): Outcome => {
      const edition = found(findCurrentEdition(db))
      const { content, errors } = section.read(typed, edition)
      const revised = { ...edition, ...content }
      if (content && digest(section.typedOf(revised)) === digest(section.typedOf(edition))) return 'saved'
      if (seen !== undefined && seen !== stateOf(section, edition)) return 'overtaken'
      if (!content) return errors

      const faults = faultsOf(db, edition, revised, confirmed)
      if (Object.keys(faults).length > 0) return faults

      reviseEdition(db, revised)
      if (revised.timeZone !== edition.timeZone) raiseSequences(db, edition.id)
      const change = changeOf(section, edition, revised)
      if (Object.keys(change.after).length > 0)
        note(db, clock, `coordinator:${id}`, 'edition-saved', `edition-${revised.year}`, change)
      return 'saved'
    })
    .immediate()
}

/** What other editions, or events that are online, do not let pass. */
function faultsOf(db: Database, edition: Edition, revised: Edition, confirmed: unknown[]): Errors {
  const left = listLeft(db, edition.id, edition, revised)
  const early = left.filter(({ day }) => day < revised.firstDay)
  const late = left.filter(({ day }) => day >= revised.firstDay)
  const warning = zoneWarning(db, edition, revised.timeZone)
  return {
    ...clashesOf(db, revised, edition.id),
    ...(early.length > 0 ? { premier_jour: leftMessage('Premier jour', early) } : {}),
    ...(late.length > 0 ? { dernier_jour: leftMessage('Dernier jour', late) } : {}),
    ...(warning && !confirmed.includes(warning.name) ? unconfirmed([warning]) : {}),
  }
}

const leftMessage = (label: string, left: LeftSlot[]) =>
  `${label} : à ces dates, ${count(left.length, 'créneau publié serait', 'créneaux publiés seraient')} hors de la Semaine, ${told(left)}`

/** The first few, by name. */
function told(left: LeftSlot[]) {
  const titles = [...new Set(left.map(({ title, day }) => `« ${title} », ${dayName(day)}`))]
  const more = titles.length > 3 ? [`${titles.length - 3} de plus`] : []
  return [...titles.slice(0, 3), ...more].join(' ; ')
}

/** Those that the days as typed would leave out, to be opened. */
function leftBy(db: Database, section: EditionSection, typed: Typed, edition: Edition) {
  const { content } = section.read(typed, edition)
  const slots = content ? listLeft(db, edition.id, edition, { ...edition, ...content }) : []
  return [...new Map(slots.map((slot) => [slot.reference, slot])).values()]
}

/** The answers that change, by their labels. A person's name stays out of a journal that is never erased. */
function changeOf(section: EditionSection, edition: Edition, revised: Edition) {
  const [before, after] = [edition, revised].map((one) => {
    const typed = section.typedOf(one)
    return wordsOf(section, { ...typed, ...(typed.contact_nom ? { contact_nom: '…' } : {}) })
  }) as [Record<string, string>, Record<string, string>]
  const changed = Object.keys(after).filter((label) => before[label] !== after[label])
  const only = (words: Record<string, string>) =>
    Object.fromEntries(changed.map((label) => [label, words[label] ?? '']))
  return { before: only(before), after: only(after) }
}

function showSection(res: Response, { db, clock }: Tools, section: EditionSection, typed: Typed, errors: Errors = {}) {
  const edition = found(findCurrentEdition(db))
  const today = dayIn({ clock }, edition)
  const overtaken = res.statusCode === 409
  answering(res)(res, 'edition-desk/section', {
    title: section.title,
    section,
    form: { typed, errors },
    state: stateOf(section, edition),
    phases,
    derived: phaseLabel(phaseByDate(edition, today)),
    warning: zoneWarning(db, edition, String(typed.fuseau ?? edition.timeZone)),
    left: leftBy(db, section, typed, edition),
    // what somebody else has saved meanwhile
    others: overtaken ? othersOf(section.fields, typed, section.typedOf(edition)) : [],
    overtaken,
    script: section.slug === 'accueil' ? '/js/write.js' : '/js/form.js',
  })
}
