import type { Request, Response } from 'express'
import { today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { type Draft, type Late, lateDraft } from '../drafts/queries.ts'
import { acceptsSubmissions, isOver } from '../editions/edition.ts'
import { lateDayOf } from '../editions/late.ts'
import { type Edition, findCurrentEdition, findEdition } from '../editions/queries.ts'
import { findAnyProposition } from '../propositions/proposition.ts'
import { found } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { draftOf, kindOf } from './address.ts'
import type { Tools } from './routes.ts'

type OneDraft = Pick<Draft, 'corrects' | 'lateEdition' | 'lateUntil'> & Partial<Draft>

/**
 * The edition while it takes propositions; a correction is taken at any time, and a late one with a link for it. Otherwise
 * the page that says what to do.
 */
export function openEdition(res: Response, tools: Tools, draft?: OneDraft): Edition | undefined {
  const { db, clock } = tools
  const edition = editionOf(db, draft)
  const day = today(clock, edition.timeZone)
  if (draft?.corrects || acceptsSubmissions(edition, day)) return edition

  const token = lateIn(res.req)
  const until = lateDayOf(tools.secret, edition, token, day) ?? lateUntil(edition, draft, day)
  if (until) {
    res.locals.late = { token, until }
    return edition
  }
  privatePage(res.status(403), 'submissions/closed', {
    title: closedTitle(res),
    draft,
    gone: token !== undefined,
  })
}

const closedTitle = ({ locals }: Response) =>
  locals.ahead ? 'Les propositions ne sont pas encore ouvertes' : 'Les propositions sont closes'

/** The edition that a draft is for: that of the proposition that it corrects, else the current one. */
export function editionOf(db: Database, draft?: Pick<Draft, 'corrects'>): Edition {
  const corrected = draft?.corrects ? findAnyProposition(db, draft.corrects) : undefined
  return found((corrected && findEdition(db, corrected.editionId)) ?? findCurrentEdition(db))
}

/** What a draft begun with a link for somebody late remembers of it. */
export function lateOf({ db, clock, secret }: Tools, req: Request): Late | undefined {
  const edition = found(findCurrentEdition(db))
  const until = lateDayOf(secret, edition, lateIn(req), today(clock, edition.timeZone))
  return until ? { edition: edition.id, until } : undefined
}

/** The link of somebody late goes with the address, then with the form. */
const lateIn = ({ query, body }: Request): string | undefined => {
  const token = body?.retard ?? query.retard
  return typeof token === 'string' && token !== '' ? token : undefined
}

const lateUntil = (edition: Edition, draft: OneDraft | undefined, day: string) =>
  draft?.lateUntil && draft.lateEdition === edition.id && day <= draft.lateUntil && !isOver(edition, day)
    ? draft.lateUntil
    : undefined

/** Whoever had begun before it was too late gives their draft the link that they have received. */
export function openLateDraftRoom(room: Room, tools: Tools) {
  room.post('/:kind/:draft/retard', (req, res) => {
    const draft = draftOf(tools.db, kindOf(req), req)
    const pasted = String(req.body?.lien ?? '').trim()
    const token = URL.canParse(pasted) ? new URL(pasted).searchParams.get('retard') : pasted
    const edition = found(findCurrentEdition(tools.db))
    const until = lateDayOf(tools.secret, edition, token, today(tools.clock, edition.timeZone))
    if (!until) {
      return privatePage(res.status(422), 'submissions/closed', {
        title: closedTitle(res),
        draft,
        gone: false,
        pasted,
      })
    }
    lateDraft(tools.db, draft, { edition: edition.id, until })
    res.redirect(303, `/proposer/${draft.kind}/${draft.key}`)
  })
}
