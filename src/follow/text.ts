import type { Response } from 'express'
import type { Database } from '../db/open.ts'
import { awaitsDecision } from '../events/lists.ts'
import { checkText, fileOf, readChecking, textFields, textOf, versionOf } from '../texts/check.ts'
import type { Typed } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import { type Followed, followed } from './followed.ts'
import { showFollow } from './page.ts'
import type { Tools } from './routes.ts'

/** What the site has read in the file of a sheet, read again by whoever handed it in, until it is decided of. */
export function openTextRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:token/texte', (req, res) => {
    const one = followed(tools, req)
    const { proposition } = one
    const typed = req.body ?? {}
    const text = proposition.sheet && textOf(db, proposition.sheet, proposition.documents)
    const { content, errors, current } = readChecking(text, typed)
    if (text && Object.keys(errors).length > 0)
      return showFollow(res.status(422), tools, one, { form: 'texte', typed, errors })

    const mine = current && awaitsDecision(proposition)
    if (mine && text && content && checkText(db, clock, proposition.reference, text, content, 'organiser'))
      res.redirect(303, `${one.path}?fait=texte#texte`)
    else showLate(res, tools, one, typed)
  })
}

const showLate = (res: Response, tools: Tools, one: Followed, typed: Typed) =>
  showFollow(res.status(409), tools, one, { form: 'texte', typed, errors: {} })

/** The same as the page shows it; nothing where the sheet is no file, or is over, but for words that came too late. */
export function textPart(
  db: Database,
  { sheet, documents, status }: Followed['proposition'],
  { late }: { late: boolean },
) {
  const file = sheet && fileOf(sheet, documents)
  const text = sheet && textOf(db, sheet, documents)
  const open = awaitsDecision({ status })
  if (!file || !(open || status === 'published' || late)) return undefined
  const pdf = file.type === 'application/pdf' && !text?.givenUp
  return { fields: textFields, pdf, open, online: status === 'published', ...text, seen: text && versionOf(text) }
}
