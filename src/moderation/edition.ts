import type { Response } from 'express'
import { type Clock, today } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import { editionFields, readEdition, typedEdition } from '../editions/fields.ts'
import { addEdition, type Edition, findCurrentEdition, reviseEdition } from '../editions/queries.ts'
import { note } from '../journal/queries.ts'
import type { Errors, Typed } from '../web/fields.ts'
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
    if (!content) return showEdition(res.status(422), edition, req.body ?? {}, errors)

    db.transaction(() => {
      if (edition) reviseEdition(db, { ...edition, ...content })
      else addEdition(db, { ...territory, ...content })
      note(db, clock, `coordinator:${coordinatorOf(res).id}`, 'edition-saved', `edition-${content.year}`)
    })()
    res.redirect(303, '/moderation/edition?fait=enregistre')
  })
}

function showEdition(res: Response, edition: Edition | undefined, typed: Typed, errors: Errors, saved = false) {
  privatePage(res, 'moderation/edition', {
    title: edition ? 'L’édition' : 'La première édition',
    fields: editionFields,
    typed,
    errors,
    saved,
  })
}
