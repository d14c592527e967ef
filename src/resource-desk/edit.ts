import type { Request, RequestHandler, Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { currentZone } from '../editions/queries.ts'
import { findResource, type Resource } from '../resources/queries.ts'
import { presented } from '../resources/toolbox.ts'
import { found } from '../web/errors.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { othersOf } from '../web/forms.ts'
import { answering } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { receiveContent } from './content.ts'
import { fieldsOf, link, readDescription } from './fields.ts'
import type { Tools } from './routes.ts'
import { save } from './save.ts'

/** What is said of a resource, and what stands behind it: another file or link keeps the address that people have. */
export function openEditRoom(room: Room, tools: Tools, receive: RequestHandler) {
  const { db, folder } = tools

  room.get('/:slug', (req, res) => {
    const resource = resourceOf(tools, req)
    showResource(res, tools, resource, typedOf(resource))
  })

  room.post('/:slug', receive, async (req, res) => {
    const typed: Typed = req.body ?? {}
    const content = await receiveContent(req, folder, resourceOf(tools, req))
    const { described, errors } = readDescription(db, typed)
    if (!typed.titre) errors.titre = 'Titre : écrivez-le'
    const faults = { ...content.errors, ...errors }
    const resource = resourceOf(tools, req)
    if (!described || Object.keys(faults).length > 0)
      return showResource(res.status(422), tools, resource, typed, { ...content.lost(), ...faults })

    const change = { described, content: await content.keep(), seen: Number(typed.vu) }
    if (!(await save(tools, coordinatorOf(res).id, resource, change)))
      return showResource(res.status(409), tools, resourceOf(tools, req), typed, content.lost())
    res.redirect(303, `/moderation/ressources?fait=${change.content ? 'remplacee' : 'enregistree'}`)
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

export function showResource(res: Response, { db }: Tools, resource: Resource, typed: Typed, errors: Errors = {}) {
  const overtaken = res.statusCode === 409
  const fields = fieldsOf(db)
  answering(res)(res, 'resource-desk/show', {
    title: resource.title,
    resource: { ...resource, ...presented(resource) },
    fields: { ...fields, titre: { ...fields.titre, hint: 'Ce qu’on lit sur le lien.' }, lien: link },
    form: { typed: { ...typed, lien: typed.lien ?? resource.link ?? '' }, errors },
    overtaken,
    /** what somebody else has saved meanwhile */
    others: overtaken ? othersOf(fields, typed, typedOf(resource)) : [],
    timeZone: currentZone(db),
    script: '/js/form.js',
  })
}
