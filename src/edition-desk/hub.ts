import type { Response } from 'express'
import { today } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import { acceptsSubmissions, phaseOf } from '../editions/edition.ts'
import { firstFields, submissionFields } from '../editions/fields.ts'
import { phaseLabel } from '../editions/phases.ts'
import { addEdition, type Edition, findCurrentEdition, type NewEdition } from '../editions/queries.ts'
import { type Read, readContact, readDates, readPurpose, readSubmissions, readWebinar } from '../editions/reading.ts'
import { editionSections, wordsOf } from '../editions/sections.ts'
import { findWebinar, type Webinar } from '../editions/webinar.ts'
import { listFeatured } from '../events/featured.ts'
import { note } from '../journal/queries.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { date } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { listOrganisers } from './organisers.ts'
import { dayIn, type Tools, typedIn } from './tools.ts'

/** Where an edition takes place until another region opens: the communes that come with the program. */
const territory = { region: '28', regionName: 'Normandie', demonstration: 0 } as const

const firstTyped: Typed = {
  nom: 'La Semaine des achats socialement et écologiquement responsables',
  fuseau: 'Europe/Paris',
  propositions: 'closes',
}

/** The edition at a glance, part by part; before there is one, the form that makes it. */
export function openHub(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.get('/', (_req, res) => {
    const edition = findCurrentEdition(db)
    if (edition) showHub(res, tools, edition)
    else showFirst(res, firstTyped)
  })

  room.post('/', (req, res) => {
    const typed = typedIn(req, Object.keys(firstFields))
    const { content, errors } = readFirst(typed, Number(today(clock, 'Europe/Paris').slice(0, 4)))
    if (!content) return showFirst(res.status(422), typed, errors)

    const made = makeFirst(tools, coordinatorOf(res), content)
    if (!made) return showFirst(res.status(409), typed)
    res.redirect(303, '/moderation/edition?fait=enregistre')
  })
}

function readFirst(typed: Typed, year: number): Read<NewEdition> {
  const dates = readDates(typed, year)
  const purpose = readPurpose(typed)
  const submissions = readSubmissions(typed, dates.content?.year ?? year, dates.content?.lastDay)
  const contact = readContact(typed)
  const webinar = readWebinar({ webinaire: typed.webinaire ?? '' }, year)
  if (dates.content && purpose.content && submissions.content && contact.content && webinar.said)
    return {
      content: {
        ...territory,
        ...dates.content,
        ...purpose.content,
        ...submissions.content,
        ...contact.content,
        webinarUrl: webinar.said.webinarUrl,
      },
    }
  return { errors: { ...dates.errors, ...purpose.errors, ...submissions.errors, ...contact.errors, ...webinar.errors } }
}

/** False when somebody else has made one meanwhile. */
const makeFirst = ({ db, clock }: Tools, { id }: Coordinator, content: NewEdition) =>
  db
    .transaction(() => {
      if (findCurrentEdition(db)) return false
      addEdition(db, content)
      note(db, clock, `coordinator:${id}`, 'edition-opened', `edition-${content.year}`)
      return true
    })
    .immediate()

function showFirst(res: Response, typed: Typed, errors: Errors = {}) {
  privatePage(res, 'edition-desk/first', {
    title: 'La première édition',
    fields: firstFields,
    form: { typed, errors },
    overtaken: res.statusCode === 409,
  })
}

function showHub(res: Response, { db, clock }: Tools, edition: Edition) {
  const day = dayIn({ clock }, edition)
  privatePage(res, 'edition-desk/hub', {
    title: 'L’édition',
    done: res.req.query.fait,
    closed: isPastDeadline(edition, day),
    phase: phaseLabel(phaseOf(edition, day)),
    last: listOrganisers(db, edition),
    sections: editionSections.map((section) => ({ ...section, ...describe(section, edition, day) })),
    webinar: describeWebinar(findWebinar(db, edition), edition),
    featured: listFeatured(db, edition.id).map((event) => event.title),
  })
}

/** Where it can be seen again, and what goes with it. */
const describeWebinar = ({ day, recording, captions, transcript }: Webinar, { webinarUrl }: Edition) => [
  { label: 'Lien', value: webinarUrl ?? '' },
  { label: 'Enregistrement', value: recording?.name ?? '' },
  { label: 'Date', value: day ? date(day) : '' },
  { label: 'Sous-titres', value: captions?.name ?? '' },
  { label: 'Transcription', value: transcript ? 'oui' : '' },
]

/** Opened, and closed by the calendar since. */
const isPastDeadline = (edition: Edition, day: string) =>
  edition.submissions === 'open' && !acceptsSubmissions(edition, day)

/** What is there in words; the texts that are empty are the site's own, and not told. */
function describe(section: (typeof editionSections)[number], edition: Edition, day: string) {
  const typed = section.typedOf(edition)
  const late = section.slug === 'propositions' && isPastDeadline(edition, day)
  const kept = Object.fromEntries(
    Object.entries(section.fields).filter(([name]) => !/^(titre|texte)_/.test(name) || typed[name] !== ''),
  )
  return {
    private: false,
    rows: Object.entries(wordsOf({ fields: kept }, typed)).map(([label, value]) => ({
      label,
      value: late && label === submissionFields.propositions.label ? 'Closes : la date limite est passée' : value,
    })),
  }
}
