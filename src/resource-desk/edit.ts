import type { Request, Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { note } from '../journal/queries.ts'
import { describeResource, findResource, type Resource, removeResource } from '../resources/queries.ts'
import { presented } from '../resources/toolbox.ts'
import { removeStored } from '../uploads/keep.ts'
import { found } from '../web/errors.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { type Described, fieldsOf, groupIdOf, link, readDescription } from './fields.ts'
import type { Tools } from './routes.ts'

/** What is said of a resource; what stands behind it is replaced apart. */
export function openEditRoom(room: Room, tools: Tools) {
  const { db, folder } = tools

  room.get('/:slug', (req, res) => {
    const resource = resourceOf(tools, req)
    showResource(res, tools, resource, typedOf(resource))
  })

  room.post('/:slug', (req, res) => {
    const resource = resourceOf(tools, req)
    const typed: Typed = req.body ?? {}
    const { described, errors } = readDescription(db, typed)
    if (!typed.titre) errors.titre = 'Titre : écrivez-le'
    if (!described || Object.keys(errors).length > 0)
      return showResource(res.status(422), tools, resource, typed, errors)

    if (!describe(tools, coordinatorOf(res).id, resource, described, Number(typed.vu ?? resource.version)))
      return showResource(res.status(409), tools, resource, typed)
    res.redirect(303, '/moderation/ressources?fait=enregistree')
  })

  room.post('/:slug/retrait', async (req, res) => {
    const resource = resourceOf(tools, req)
    if (req.body?.confirmer !== 'oui') {
      const errors = { retirer: 'À confirmer : cochez « Oui, la retirer »' }
      return showResource(res.status(422), tools, resource, typedOf(resource), errors)
    }
    remove(tools, coordinatorOf(res).id, resource)
    if (resource.storedAs) await removeStored(folder, resource.storedAs)
    res.redirect(303, '/moderation/ressources?fait=retiree')
  })
}

export const resourceOf = ({ db }: Tools, req: Request) => found(findResource(db, String(req.params.slug)))

export const typedOf = (resource: Resource): Typed => ({
  titre: resource.title,
  a_quoi: resource.purpose ?? '',
  pour_qui: resource.audience ?? '',
  groupe: String(resource.groupId),
  montrer: resource.listed ? 'oui' : 'non',
})

/** False when somebody has changed it since `seen`. */
const describe = ({ db, clock }: Tools, coordinator: number, before: Resource, said: Described, seen: number) =>
  db
    .transaction(() => {
      const { group, title, ...rest } = said
      const after = { ...rest, title: title ?? before.title, groupId: groupIdOf(db, group) }
      if (!describeResource(db, { id: before.id, version: seen }, after)) return false
      note(db, clock, `coordinator:${coordinator}`, 'resource-saved', 'boite-a-outils', {
        before: { Titre: before.title },
        after: { Titre: after.title },
      })
      return true
    })
    .immediate()

const remove = ({ db, clock }: Tools, coordinator: number, resource: Resource) =>
  db.transaction(() => {
    removeResource(db, resource)
    note(db, clock, `coordinator:${coordinator}`, 'resource-removed', 'boite-a-outils', {
      before: { Titre: resource.title },
    })
  })()

export function showResource(res: Response, { db }: Tools, resource: Resource, typed: Typed, errors: Errors = {}) {
  const overtaken = res.statusCode === 409
  const fields = fieldsOf(db)
  privatePage(res, 'resource-desk/show', {
    title: resource.title,
    resource: { ...resource, ...presented(resource) },
    fields: { ...fields, titre: { ...fields.titre, hint: 'Ce qu’on lit sur le lien.' }, lien: link },
    form: { typed, errors },
    overtaken,
    /** what somebody else has saved meanwhile */
    others: overtaken ? othersOf(typed, typedOf(resource), fields) : [],
    timeZone: findCurrentEdition(db)?.timeZone ?? 'Europe/Paris',
    script: '/js/form.js',
  })
}

type Labelled = Record<string, { label: string; options?: readonly { slug: string; label: string }[] }>

const othersOf = (typed: Typed, now: Typed, fields: Labelled) =>
  Object.entries(now)
    .filter(([name, value]) => typed[name] !== value)
    .map(([name, value]) => ({
      label: fields[name]?.label ?? name,
      value: fields[name]?.options?.find(({ slug }) => slug === value)?.label ?? String(value),
    }))
