import type { Request, Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { note } from '../journal/queries.ts'
import { addGroup, findGroup, findGroupByTitle, type Group, removeGroup, renameGroup } from '../resources/groups.ts'
import { moveGroup } from '../resources/order.ts'
import { found } from '../web/errors.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { groupTitle } from './fields.ts'
import { wayIn } from './order.ts'
import type { Tools } from './routes.ts'

const title = groupTitle('Titre du groupe', 'Titre du groupe : écrivez-le')

/** The groups of the toolbox, and their order. */
export function openGroupRoom(room: Room, tools: Tools) {
  const { db } = tools

  room.post('/groupes', (req, res) => {
    const typed: Typed = req.body ?? {}
    const { said, errors } = readTitle(tools, typed)
    if (!said) return showGroup(res.status(422), undefined, typed, errors)
    arrange(tools, coordinatorOf(res).id, () => addGroup(db, said))
    res.redirect(303, '/moderation/ressources?fait=rangee')
  })

  room.get('/groupes/:id', (req, res) => {
    const group = groupOf(tools, req)
    showGroup(res, group, { titre: group.title })
  })

  room.post('/groupes/:id', (req, res) => {
    const group = groupOf(tools, req)
    const typed: Typed = req.body ?? {}
    const { said, errors } = readTitle(tools, typed, group.id)
    if (!said) return showGroup(res.status(422), group, typed, errors)
    arrange(tools, coordinatorOf(res).id, () => renameGroup(db, group.id, said))
    res.redirect(303, '/moderation/ressources?fait=rangee')
  })

  room.post('/groupes/:id/ordre', (req, res) => {
    const group = groupOf(tools, req)
    arrange(tools, coordinatorOf(res).id, () => moveGroup(db, group, wayIn(req)))
    res.redirect(303, `/moderation/ressources#g-${group.id}`)
  })

  room.post('/groupes/:id/retrait', (req, res) => {
    const group = groupOf(tools, req)
    const errors = { titre: 'Ce groupe n’est pas vide : déplacez d’abord ses ressources' }
    if (!arrange(tools, coordinatorOf(res).id, () => removeGroup(db, group.id)))
      return showGroup(res.status(422), group, { titre: group.title }, errors)
    res.redirect(303, '/moderation/ressources?fait=rangee')
  })
}

const groupOf = ({ db }: Tools, req: Request) => found(findGroup(db, Number(req.params.id)))

function readTitle({ db }: Tools, typed: Typed, id = 0): { said?: string | undefined; errors: Errors } {
  const { values, errors } = readFields({ titre: title }, typed)
  const known = values.titre ? findGroupByTitle(db, values.titre) : undefined
  if (known && known.id !== id) errors.titre = 'Titre du groupe : un autre groupe s’appelle déjà ainsi'
  return Object.keys(errors).length > 0 ? { errors } : { said: values.titre, errors }
}

const arrange = <T>({ db, clock }: Tools, coordinator: number, act: () => T): T =>
  db
    .transaction(() => {
      const done = act()
      if (done !== false) note(db, clock, `coordinator:${coordinator}`, 'toolbox-arranged', 'boite-a-outils')
      return done
    })
    .immediate()

function showGroup(res: Response, group: Group | undefined, typed: Typed, errors: Errors = {}) {
  privatePage(res, 'resource-desk/group', {
    title: group ? 'Un groupe de ressources' : 'Nouveau groupe',
    group,
    fields: { titre: title },
    form: { typed, errors },
  })
}
