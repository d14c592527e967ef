import { today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { keepDraft } from '../drafts/keep.ts'
import { findDraft, isDraftKey } from '../drafts/queries.ts'
import { acceptsSubmissions } from '../editions/edition.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { typedOf } from '../events/typed.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { typedOfSheet } from '../sheets/typed.ts'
import { found, HttpError } from '../web/errors.ts'
import type { Typed } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import { randomToken } from '../web/tokens.ts'
import { followed } from './followed.ts'
import type { Tools } from './routes.ts'

/** The same proposition once more, to change and send as another one. */
export function openCopyRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:token/copie', (req, res) => {
    const { proposition } = followed(tools, req)
    const edition = found(findCurrentEdition(db))
    if (!acceptsSubmissions(edition, today(clock, edition.timeZone))) throw closed()

    // The page carries the key, so that two presses make one copy; a copy already begun keeps what was typed in it.
    const { cle } = req.body ?? {}
    const key = isDraftKey(cle) ? cle : randomToken()
    const { kind } = proposition
    const draft = findDraft(db, key) ?? keepDraft(db, clock, { key, kind, typed: copied(db, proposition) })
    res.redirect(303, `/proposer/${draft.kind}/${draft.key}`)
  })
}

/** The answers that hold for another one: no day nor what depends on it, no file nor what is said of it, no agreement. */
function copied(db: Database, { event, sheet }: Proposition): Typed {
  const typed = event ? typedOf(db, event) : sheet ? typedOfSheet(db, sheet) : {}
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !/^(jour|date_limite|visuel|accord)/.test(name)))
}

const closed = () =>
  new HttpError(
    403,
    'Cette édition ne prend plus de propositions : rien n’a été copié. Pour une demande tardive, écrivez à la coordination.',
    'Les propositions sont closes',
  )
