import type { RequestHandler, Response } from 'express'
import type { Clock } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { listAlike } from '../resources/alike.ts'
import { listGroups } from '../resources/groups.ts'
import { addResource, type Content, findResource, isSlugTaken, type Resource } from '../resources/queries.ts'
import { presented } from '../resources/toolbox.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { unconfirmed, type Warning } from '../web/forms.ts'
import { answering } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { newSlug } from '../web/slug.ts'
import { receiveContent } from './content.ts'
import { type Described, fieldsOf, groupIdOf, link, readDescription } from './fields.ts'
import type { Tools } from './routes.ts'

/** A file or a link that joins the toolbox. */
export function openAdditionRoom(room: Room, tools: Tools, receive: RequestHandler) {
  const { db, clock, folder } = tools

  // a group is chosen already: a form without one would lose its file
  room.get('/nouvelle', (_req, res) =>
    showForm(res, tools, { montrer: 'oui', groupe: String(listGroups(db)[0]?.id ?? '') }),
  )

  room.post('/', receive, async (req, res) => {
    const typed: Typed = req.body ?? {}
    const content = await receiveContent(req, folder)
    const { described, errors } = readDescription(db, typed)
    const faults = { ...content.errors, ...errors }
    const refuse = (errors: Errors, twin?: Warning) =>
      showForm(res.status(422), tools, typed, { ...content.lost(), ...errors }, twin)
    if (!described || Object.keys(faults).length > 0) return refuse(faults)
    const said = named(described, content.name)
    const twin = twinWarning(db, { ...content, ...said })
    if (twin && ![typed.confirmer].flat().includes(twin.name)) return refuse(unconfirmed([twin]), twin)

    add(db, clock, coordinatorOf(res).id, said, (await content.keep()) as Content)
    res.redirect(303, '/moderation/ressources?fait=ajoutee')
  })

  // what the « Fichier » button of a page's editor sends: only that page leads to it, until it is put in the toolbox
  room.post('/fichier', receive, async (req, res) => {
    const content = await receiveContent(req, folder)
    const [message] = Object.values(content.errors)
    if (message) return res.status(422).json({ message })

    const described = {
      title: undefined,
      purpose: null,
      audience: null,
      listed: 0 as const,
      group: 'Fichiers des pages',
    }
    const added = add(
      db,
      clock,
      coordinatorOf(res).id,
      named(described, content.name),
      (await content.keep()) as Content,
    )
    res.json({ title: added.title, ...presented(added) })
  })
}

/** « Guide de l’organisateur.pdf » is called « Guide de l’organisateur ». */
const named = (described: Described, name: string) => ({
  ...described,
  title:
    described.title ??
    (name
      .replace(/\.[a-z0-9]{2,4}$/i, '')
      .replaceAll('_', ' ')
      .trim() ||
      'Ressource'),
})

function add(db: Database, clock: Clock, coordinator: number, said: Described & { title: string }, content: Content) {
  return db
    .transaction((): Resource => {
      const { group, ...rest } = said
      const slug = newSlug(said.title, (word) => reserved.includes(word) || isSlugTaken(db, word))
      addResource(db, clock, slug, { ...rest, groupId: groupIdOf(db, group) }, content)
      note(db, clock, `coordinator:${coordinator}`, 'resource-added', 'boite-a-outils', {
        after: { Titre: said.title },
      })
      return findResource(db, slug) as Resource
    })
    .immediate()
}

// The desk's own words below /moderation/ressources.
const reserved = ['nouvelle', 'fichier', 'groupes']

function twinWarning(db: Database, asked: Parameters<typeof listAlike>[1]): Warning | undefined {
  const examples = listAlike(db, asked).map((one) => ({
    text: `${one.title} (${presented(one).format})`,
    href: `/moderation/ressources/${one.slug}`,
  }))
  if (examples.length === 0) return undefined
  return {
    name: 'doublon',
    message: 'C’est peut-être déjà dans la boîte à outils : son fichier se remplace là, à la même adresse',
    confirm: 'Oui, l’ajouter en plus',
    examples,
  }
}

function showForm(res: Response, { db }: Tools, typed: Typed, errors: Errors = {}, warning?: Warning) {
  answering(res)(res, 'resource-desk/new', {
    title: 'Ajouter à la boîte à outils',
    fields: { ...fieldsOf(db), lien: link },
    form: { typed, errors },
    warning,
    script: '/js/form.js',
  })
}
