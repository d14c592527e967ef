import type { Request, Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import { currentZone } from '../editions/queries.ts'
import { note } from '../journal/queries.ts'
import { type SitePage, sitePages } from '../pages/pages.ts'
import { addVersion, findText, listVersions } from '../pages/queries.ts'
import { pageLocals } from '../pages/show.ts'
import { listResources } from '../resources/queries.ts'
import { presented } from '../resources/toolbox.ts'
import { found } from '../web/errors.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { date } from '../web/french.ts'
import { answering } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { differencesOf } from './differences.ts'
import { fieldsOf, readText, type Said } from './fields.ts'
import type { Tools } from './routes.ts'

/** One page: its text, looked at before it is saved, and kept as it was typed when somebody was faster. */
export function openEditRoom(room: Room, tools: Tools) {
  const { db } = tools

  room.get('/:page', (req, res) => {
    const page = pageOf(req)
    showEditor(res, tools, page, typedOf(findText(db, page)))
  })

  room.post('/:page', (req, res) => {
    const page = pageOf(req)
    const typed: Typed = Object.fromEntries(Object.keys(fieldsOf(page)).map((name) => [name, wordIn(req, name)]))
    const etape = wordIn(req, 'etape')
    const vu = wordIn(req, 'vu')
    if (etape === 'ecrire') return showEditor(res, tools, page, typed, { vu })
    const { said, errors } = readText(tools, page, typed)
    if (!said) return showEditor(res.status(422), tools, page, typed, { vu, errors })
    if (etape === 'apercu') return showPreview(res, tools, page, said, { typed, vu })

    if (!save(tools, coordinatorOf(res), page, said, vu)) return showEditor(res.status(409), tools, page, typed)
    res.redirect(303, `/moderation/pages/${page.slug}?fait=enregistre`)
  })
}

export const pageOf = (req: Request) => found(sitePages.find(({ slug }) => slug === req.params.page))

const wordIn = (req: Request, name: string) => (typeof req.body?.[name] === 'string' ? (req.body[name] as string) : '')

const typedOf = ({ text, asOf }: Said): Typed => ({ texte: text, ...(asOf ? { a_jour: date(asOf) } : {}) })

/** False when the page no longer says what was seen; saying the same again is one act, and makes no version. */
export const save = ({ db, clock }: Tools, { id }: Coordinator, page: SitePage, said: Said, seen: string) =>
  db
    .transaction(() => {
      const now = findText(db, page)
      if (now.text === said.text && now.asOf === said.asOf) return true
      if (seen !== String(now.id)) return false
      addVersion(db, clock, { page: page.slug, ...said, coordinator: id })
      note(db, clock, `coordinator:${id}`, 'page-saved', `page-${page.slug}`)
      return true
    })
    .immediate()

/** A text as it would be saved. */
const readAs = (page: SitePage, typed: Typed) => readFields(fieldsOf(page), typed).values.texte ?? ''

type Shown = { vu?: string; errors?: Errors | undefined }

function showEditor(res: Response, { db }: Tools, page: SitePage, typed: Typed, { vu, errors = {} }: Shown = {}) {
  const now = findText(db, page)
  answering(res)(res, 'page-desk/edit', {
    title: page.title,
    page,
    fields: fieldsOf(page),
    form: { typed, errors },
    vu: vu ?? String(now.id),
    done: res.req.query.fait,
    /** what somebody else, or herself in another tab, has saved meanwhile */
    other: res.statusCode === 409 ? { ...now, own: now.coordinatorId === coordinatorOf(res).id } : undefined,
    differences: res.statusCode === 409 ? differencesOf(now.text, readAs(page, typed)) : undefined,
    versions: listVersions(db, page),
    files: listResources(db).map((one) => ({ title: one.title, ...presented(one) })),
    timeZone: currentZone(db),
    script: '/js/write.js',
  })
}

/** The page itself, as it would be. */
function showPreview(res: Response, { db }: Tools, page: SitePage, said: Said, kept: { typed: Typed; vu: string }) {
  answering(res)(res, page.view, { ...pageLocals(db, page, said), preview: { page, ...kept } })
}
