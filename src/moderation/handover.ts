import { handOver } from '../propositions/handover.ts'
import { email, readFields, text } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import { showOvertaken, wasRead } from './overtaken.ts'
import { showProposition, type Tools } from './page.ts'
import { kindOfRoom, openAtDesk } from './place.ts'

export const handoverFields = {
  gestion_nom: text({
    label: 'Prénom et nom de l’organisateur',
    missing: 'Prénom et nom de l’organisateur : dites à qui vous la confiez',
    max: 100,
  }),
  gestion_courriel: email({
    label: 'Son adresse électronique',
    hint: 'Son lien personnel y est envoyé. Par exemple nom@exemple.fr',
    missing: 'Son adresse électronique : indiquez-la, nous y envoyons son lien personnel',
  }),
}

/** What has nobody to answer for it gets somebody, with a personal link. */
export function openHandoverRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:room/:reference/gestion', (req, res) => {
    const { proposition, place } = openAtDesk(db, kindOfRoom(req.params.room), req, res)
    const typed = req.body ?? {}
    const { values, errors } = readFields(handoverFields, typed)
    const { gestion_nom: name, gestion_courriel: address } = values
    if (!name || !address)
      return showProposition(res.status(422), tools, proposition, place, { act: 'gestion', typed, errors })

    const by = { actor: `coordinator:${place.coordinator.id}`, name: 'La coordination' } as const
    const free = proposition.privateEmail === null && wasRead(req, proposition)
    if (free && handOver(db, clock, proposition, { name, email: address }, by))
      res.redirect(303, `${place.base}?fait=gestion#statut`)
    else showOvertaken(res, tools, proposition, place, { act: 'gestion', typed })
  })
}
