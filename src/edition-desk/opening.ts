import type { Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import { clashesOf } from '../editions/clashes.ts'
import { isOver } from '../editions/edition.ts'
import { dateFields } from '../editions/fields.ts'
import { addEdition, type Edition, findCurrentEdition } from '../editions/queries.ts'
import { readDates } from '../editions/reading.ts'
import { note } from '../journal/queries.ts'
import { countWaitingOf } from '../propositions/waiting.ts'
import { found } from '../web/errors.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { unconfirmed, type Warning } from '../web/forms.ts'
import { date, span } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { dayIn, type Tools, typedIn } from './tools.ts'

const { fuseau, ...fields } = dateFields

/** The next edition, from the last one: what is kept, what starts again, and what happens at once. */
export function openOpeningRoom(room: Room, tools: Tools) {
  const { db } = tools

  room.get('/nouvelle', (_req, res) => {
    const edition = found(findCurrentEdition(db))
    showOpening(res, tools, edition, proposed(edition))
  })

  room.post('/nouvelle', (req, res) => {
    const typed = typedIn(req, Object.keys(fields))
    const { vu, confirmer = [] } = req.body ?? {}
    const outcome = open(tools, coordinatorOf(res), typed, { seen: vu, confirmed: [confirmer].flat() })
    if (outcome === 'opened') return res.redirect(303, '/moderation/edition?fait=ouverte')
    const edition = found(findCurrentEdition(db))
    if (outcome === 'overtaken') return showOpening(res.status(409), tools, edition, typed)
    showOpening(res.status(422), tools, edition, typed, outcome)
  })
}

const weeksInAYear = 52

/** The same days of the week, a year later. */
function proposed({ name, number, firstDay, lastDay }: Edition): Typed {
  const nextYear = (day: string) => date(Temporal.PlainDate.from(day).add({ weeks: weeksInAYear }).toString())
  return { nom: name, numero: String(number + 1), premier_jour: nextYear(firstDay), dernier_jour: nextYear(lastDay) }
}

type Pressed = { seen: unknown; confirmed: unknown[] }

function open(tools: Tools, { id }: Coordinator, typed: Typed, { seen, confirmed }: Pressed) {
  const { db, clock } = tools
  return db
    .transaction((): 'opened' | 'overtaken' | Errors => {
      const edition = found(findCurrentEdition(db))
      if (seen !== undefined && seen !== String(edition.id)) return 'overtaken'

      const { content, errors } = readDates({ ...typed, fuseau: edition.timeZone }, edition.year + 1)
      if (!content) return errors
      const warning = earlyWarning(tools, edition)
      const faults = {
        ...clashesOf(db, content),
        ...(warning && !confirmed.includes(warning.name) ? unconfirmed([warning]) : {}),
      }
      if (Object.keys(faults).length > 0) return faults

      addEdition(db, { ...edition, ...content, ...startingAgain })
      note(db, clock, `coordinator:${id}`, 'edition-opened', `edition-${content.year}`)
      return 'opened'
    })
    .immediate()
}

/** What a new edition does not take from the last one. */
const startingAgain = { submissions: 'closed', submissionsDeadline: null, webinarUrl: null, phase: null } as const

/** The site is about one edition at a time. */
function earlyWarning(tools: Tools, edition: Edition): Warning | undefined {
  if (isOver(edition, dayIn(tools, edition))) return undefined
  const { firstDay, lastDay, year } = edition
  return {
    name: 'en-cours',
    message: `L’édition ${span(firstDay, lastDay)} n’est pas terminée : l’accueil et l’agenda la quitteraient dès maintenant`,
    confirm: `Oui, passer à la suivante ; l’édition de ${year} se lira dans les archives`,
  }
}

function showOpening(res: Response, tools: Tools, edition: Edition, typed: Typed, errors: Errors = {}) {
  privatePage(res, 'edition-desk/opening', {
    title: 'Ouvrir une nouvelle édition',
    fields,
    form: { typed, errors },
    last: edition,
    waiting: countWaitingOf(tools.db, edition.id),
    warning: earlyWarning(tools, edition),
    overtaken: res.statusCode === 409,
  })
}
