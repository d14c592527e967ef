import type { Response } from 'express'
import { type Clock, today } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { publicChange } from '../editions/changes.ts'
import { type EditionContent, editionFields, readEdition, typedEdition } from '../editions/fields.ts'
import { addEdition, type Edition, findCurrentEdition, reviseEdition } from '../editions/queries.ts'
import { countOutside } from '../events/agenda.ts'
import { note } from '../journal/queries.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { count } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'

/** Where an edition takes place until another region opens: the communes that come with the program. */
const territory = { region: '28', regionName: 'Normandie', timeZone: 'Europe/Paris', demonstration: 0 } as const

const firstTyped: Typed = {
  nom: 'La Semaine des achats socialement et écologiquement responsables',
  propositions: 'closes',
}

/** The edition's name, dates, texts and contact: made at the first start, kept up to date afterwards. */
export function openEditionRoom(room: Room, { db, clock }: { db: Database; clock: Clock }) {
  room.get('/edition', (req, res) => {
    const edition = findCurrentEdition(db)
    showEdition(res, edition, edition ? typedEdition(edition) : firstTyped, {}, req.query.fait === 'enregistre')
  })

  room.post('/edition', (req, res) => {
    const edition = findCurrentEdition(db)
    const { content, errors } = readEdition(req.body ?? {}, Number(today(clock, 'Europe/Paris').slice(0, 4)))
    const outside = edition && content ? countOutside(db, edition.id, content.firstDay, content.lastDay) : 0
    if (outside > 0) errors.premier_jour = outsideMessage(outside)
    if (!content || outside > 0) return showEdition(res.status(422), edition, req.body ?? {}, errors)

    saveEdition(db, clock, coordinatorOf(res), edition, content)
    res.redirect(303, '/moderation/edition?fait=enregistre')
  })
}

/** Makes the first edition, or revises the current one. */
function saveEdition(
  db: Database,
  clock: Clock,
  coordinator: Coordinator,
  edition: Edition | undefined,
  content: EditionContent,
) {
  db.transaction(() => {
    if (edition) reviseEdition(db, { ...edition, ...content })
    else addEdition(db, { ...territory, ...content })
    const change = publicChange(edition, content)
    note(db, clock, `coordinator:${coordinator.id}`, 'edition-saved', `edition-${content.year}`, change)
  })()
}

const outsideMessage = (slots: number) =>
  `Premier jour : ${count(slots, 'créneau publié a lieu', 'créneaux publiés ont lieu')} hors de ces dates ; ils disparaîtraient de la semaine`

function showEdition(res: Response, edition: Edition | undefined, typed: Typed, errors: Errors, saved = false) {
  privatePage(res, 'moderation/edition', {
    title: edition ? 'L’édition' : 'La première édition',
    fields: editionFields,
    typed,
    errors,
    saved,
  })
}
