import type { Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { type Rhythm, rhythmOf, setRhythm } from '../coordinators/rhythm.ts'
import { choice } from '../web/choice-fields.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import type { Tools } from './tools.ts'

const options = [
  {
    slug: 'un-par-un',
    label: 'Un courriel à chaque fois ; après quatre dans la journée, les suivants sont groupés par heure',
  },
  { slug: 'par-heure', label: 'Groupés, toutes les heures où il s’est passé quelque chose' },
  { slug: 'par-jour', label: 'Groupés, le matin à 8 h des jours ouvrés' },
] as const

const rhythms: Record<(typeof options)[number]['slug'], Rhythm> = {
  'un-par-un': 'single',
  'par-heure': 'hourly',
  'par-jour': 'daily',
}

const fields = {
  rythme: choice({
    label: 'Comment voulez-vous recevoir ces nouvelles ?',
    missing: 'Comment voulez-vous recevoir ces nouvelles ? Choisissez un rythme',
    options,
    as: 'radio',
  }),
} as const

/** How she is told herself of what happens. */
export function openReceptionRoom(room: Room, { db }: Tools) {
  room.get('/reception', (req, res) => {
    const chosen = rhythmOf(db, coordinatorOf(res).id)
    const rythme = options.find(({ slug }) => rhythms[slug] === chosen)?.slug ?? ''
    showReception(res, { typed: { rythme }, errors: {} }, req.query.fait === 'enregistre')
  })

  room.post('/reception', (req, res) => {
    const typed = req.body ?? {}
    const { values, errors } = readFields(fields, typed)
    if (!values.rythme) return showReception(res.status(422), { typed, errors })
    setRhythm(db, coordinatorOf(res).id, rhythms[values.rythme])
    res.redirect(303, '/moderation/courriels/reception?fait=enregistre')
  })
}

const showReception = (res: Response, form: { typed: Typed; errors: Errors }, saved = false) =>
  privatePage(res, 'letters/reception', { title: 'Vos courriels', fields, form, saved })
