import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { newReference } from '../db/reference.ts'
import { listDraftDocuments } from '../documents/queries.ts'
import { findDraft } from '../drafts/queries.ts'
import { markSent, noteSent } from '../drafts/sent.ts'
import { findRepeatOf } from '../events/repeats.ts'
import { mustBeHeld } from '../forms/held.ts'
import type { Content } from '../forms/kinds.ts'
import { note } from '../journal/queries.ts'
import { tellCoordinators } from '../notices/tell.ts'
import { isTaken } from '../propositions/handed-in.ts'
import { asNoted, publicChanges } from '../propositions/outside.ts'
import { findAnyProposition, type Proposition } from '../propositions/proposition.ts'
import { tellOrganisers } from '../propositions/told.ts'
import { findOpenRevisionOf } from '../revisions/queries.ts'
import type { Kind } from '../sheets/lists.ts'
import { found, HttpError } from '../web/errors.ts'
import { kindsIn, sendEvent } from './send-event.ts'
import { sendSheet } from './send-sheet.ts'
import type { Sending, Sent } from './sending.ts'

/** Sends a checked draft: its rows, their documents and the mails, all or nothing. Returns the reference; twice gives the same. */
export function submit(db: Database, clock: Clock, sending: Sending, { tell = true } = {}): string {
  return db
    .transaction(() => {
      const { draft, content } = sending
      const already = findDraft(db, draft.key)?.sentAs
      if (already) return already

      mustBeHeld(db, draft)
      mustBeFirst(db, sending)
      const reference = draft.corrects ?? newReference(isTaken(db))
      const filed = kindsIn(listDraftDocuments(db, draft.id))
      const before = draft.corrects ? findAnyProposition(db, draft.corrects) : undefined
      markSent(db, clock, draft, { reference, content: contentSent(content) })

      const sent =
        content.kind === 'evenement'
          ? sendEvent(db, clock, sending, content.event, reference)
          : sendSheet(db, clock, sending, content.sheet, reference)
      if (!sent) throw overtaken()
      const proposition = found(findAnyProposition(db, reference))
      const edits = before && sent === 'corrected' ? publicChanges(before, proposition) : []
      note(db, clock, 'organiser', sent, reference, asNoted(edits, [proposition.privateName]))
      const revision = sent === 'revised' ? findOpenRevisionOf(db, proposition) : undefined
      noteSent(db, draft, proposition.linkGeneration, revision?.id ?? null)
      if (tell) tellEveryone(db, proposition, { sent, filed, edits })
      return reference
    })
    .immediate()
}

/** An event of last year is taken up again once. */
function mustBeFirst(db: Database, { edition, draft }: Sending) {
  const known = draft.repeats && findRepeatOf(db, edition.id, draft.repeats)
  if (!known) return
  throw new HttpError(
    409,
    `Cet événement de la dernière édition est déjà proposé de nouveau, sous la référence ${known} : rien n’a été envoyé, et votre brouillon est gardé. Pour le changer, ouvrez le lien personnel reçu par courriel.`,
    'Déjà proposé de nouveau',
  )
}

const overtaken = () =>
  new HttpError(
    409,
    'La coordination a décidé de cette proposition pendant que vous la modifiiez : rien n’a été changé. Votre page de suivi dit où elle en est.',
    'Déjà décidée',
  )

/** What the form of the next correction starts from, when this one is gone back to. */
function contentSent(content: Content): string {
  const { privateName, privateEmail, privatePhone, ...rest } =
    content.kind === 'evenement' ? content.event : content.sheet
  return JSON.stringify(rest)
}

type Told = { sent: Sent; filed: Kind[]; edits: object[] }

function tellEveryone(db: Database, proposition: Proposition, { sent, filed, edits }: Told) {
  const { reference } = proposition
  tellOrganisers(db, proposition, { name: 'proposal-received', data: { sent, filed }, atOnce: true })
  tellCoordinators(db, { name: 'proposal-new', data: { reference, sent, edits } })
}
