import { listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { lastDraftDay } from '../drafts/erase.ts'
import { findDraft } from '../drafts/queries.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { formKinds } from '../forms/kinds.ts'
import { type Mails, replyTo } from '../mail/worker.ts'
import { date, momentOf } from '../web/french.ts'
import { titleIn } from './draft-link.ts'

type Tools = { db: Database; baseUrl: string }

export const draftMails = ({ db, baseUrl }: Tools): Mails => ({
  /** To whoever began a form: the link that takes it up again. */
  'draft-link': ({ key, ending }) => {
    const draft = findDraft(db, String(key))
    const edition = findCurrentEdition(db)
    if (!draft || !edition || draft.sentAs) return undefined

    return {
      locals: {
        title: titleIn(draft),
        begun: momentOf(draft.createdAt, edition.timeZone),
        form: formKinds[draft.kind]?.title ?? 'Proposer plusieurs événements',
        ending: ending === true,
        correcting: draft.corrects !== null,
        until: date(lastDraftDay(draft, edition.timeZone)),
        link: `${baseUrl}/proposer/${draft.kind}/${draft.key}`,
      },
      ...replyTo(listCoordinators(db)[0]?.email),
    }
  },
})
