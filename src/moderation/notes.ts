import { addNote, listNotes, removeNote } from '../notes/queries.ts'
import { found } from '../web/errors.ts'
import { readFields, text } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import { showProposition, type Tools } from './page.ts'
import { kindOfRoom, openAtDesk } from './place.ts'

export const noteFields = {
  texte_note: text({
    label: 'Nouvelle note',
    hint: 'Pour la coordination seulement : jamais montrée à l’organisateur.',
    missing: 'Nouvelle note : écrivez-la avant de l’enregistrer',
    max: 2000,
    rows: 3,
  }),
}

/** What the desk writes down for itself; each takes away their own. */
export function openNotesRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:room/:reference/notes', (req, res) => {
    const { proposition, place } = openAtDesk(db, kindOfRoom(req.params.room), req, res)
    const typed = req.body ?? {}
    const { values, errors } = readFields(noteFields, typed)
    if (!values.texte_note)
      return showProposition(res.status(422), tools, proposition, place, { act: 'notes', typed, errors })

    const subject = proposition.reference
    const last = listNotes(db, subject).at(-1)
    // the same button pressed twice is one note
    const said = last?.coordinatorId === place.coordinator.id && last.text === values.texte_note
    if (!said) addNote(db, clock, { subject, coordinatorId: place.coordinator.id, text: values.texte_note })
    res.redirect(303, `${place.base}#notes`)
  })

  room.post('/:room/:reference/notes/:id/retrait', (req, res) => {
    const { proposition, place } = openAtDesk(db, kindOfRoom(req.params.room), req, res)
    const own = listNotes(db, proposition.reference).find(({ id }) => id === Number(req.params.id))
    if (own) found(removeNote(db, proposition.reference, own.id, place.coordinator.id) || undefined)
    res.redirect(303, `${place.base}#notes`)
  })
}
