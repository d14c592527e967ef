import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { findOpenCorrection } from '../drafts/corrections.ts'
import { keepDraft } from '../drafts/keep.ts'
import { contentOf } from '../events/event.ts'
import { awaitsDecision } from '../events/lists.ts'
import { typedOf } from '../events/typed.ts'
import { typedOfReturned } from '../forms/returned.ts'
import { note } from '../journal/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { endWhenSettled } from '../propositions/waiting.ts'
import { listRevisions } from '../revisions/erase.ts'
import { findOpenRevisionOf, type Revision, subjectOf } from '../revisions/queries.ts'
import { takeBackRevision } from '../revisions/take-back.ts'
import { HttpError } from '../web/errors.ts'
import type { Typed } from '../web/fields.ts'
import type { Room } from '../web/room.ts'
import { randomToken } from '../web/tokens.ts'
import { askToConfirm, isConfirmed } from './confirm.ts'
import { type Followed, followed } from './followed.ts'
import type { Tools } from './routes.ts'

/** Takes a proposition up again in its form: what waits is corrected, what is online gets a change to decide of. */
export function openModificationRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:token/modification', (req, res) => {
    const one = followed(tools, req)
    const { proposition } = one
    if (!canChange(proposition)) throw settled()
    const { kind } = proposition
    const holder = holderIn(one)
    const { typed, start } = startOf(db, proposition)
    // a colleague does not change how the main contact is reached, and is not told
    if (one.colleague) delete typed.contact_telephone
    const key =
      findOpenCorrection(db, holder) ??
      keepDraft(db, clock, { key: randomToken(), kind, typed, origin: { ...holder, ...start } }).key
    res.redirect(303, `/proposer/${kind}/${key}`)
  })

  room.post('/:token/modification/retrait', (req, res) => {
    const one = followed(tools, req)
    const revision = findOpenRevisionOf(db, one.proposition)
    if (revision && !isConfirmed(req.body)) {
      return askToConfirm(res, one, {
        title: 'Retirer votre modification ?',
        words: ['La coordination ne l’examinera pas, et ce qui est en ligne ne change pas.'],
        button: 'Oui, la retirer',
      })
    }
    if (revision) withdrawRevision(db, clock, one.proposition, revision)
    const done = lastStatus(db, one.proposition) === 'withdrawn' ? 'modification-retiree' : 'modification-decidee'
    res.redirect(303, `${one.path}?fait=${done}`)
  })
}

/** Whose the correction is that this link begins. */
export const holderIn = ({ proposition, colleague }: Followed) => ({
  corrects: proposition.reference,
  colleagueId: colleague?.id ?? null,
  generation: colleague ? null : proposition.linkGeneration,
})

export const canChange = (proposition: Proposition) => awaitsDecision(proposition) || proposition.status === 'published'

const settled = () =>
  new HttpError(
    409,
    'Cette proposition n’est plus examinée et n’est pas en ligne : elle ne se modifie plus. Vous pouvez la dupliquer depuis sa page, ou écrire à la coordination.',
    'Elle ne se modifie plus',
  )

/** What the form starts from: the change that waits if there is one, else what is there. */
function startOf(db: Database, proposition: Proposition) {
  const { event, sheet } = proposition
  const revision = findOpenRevisionOf(db, proposition)
  const content = revision ? JSON.parse(revision.proposed) : event ? contentOf(event) : sheet
  const { privateName, privateEmail, privatePhone, ...rest } = content
  const typed: Typed = event ? typedOf(db, content) : typedOfReturned(db, content, proposition.documents)
  return { typed, start: { startedFrom: JSON.stringify(rest), revisionId: revision?.id ?? null } }
}

/** What became of the last change that was proposed. */
const lastStatus = (db: Database, proposition: Proposition) => listRevisions(db, subjectOf(proposition)).at(-1)?.status

/** The proposed change goes, with the files that came for it alone. */
function withdrawRevision(db: Database, clock: Clock, { reference }: Proposition, { id }: Revision) {
  db.transaction(() => {
    if (!takeBackRevision(db, clock, id)) return
    note(db, clock, 'organiser', 'revision-withdrawn', reference)
    endWhenSettled(db, reference)
  }).immediate()
}
