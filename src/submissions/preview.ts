import type { Request, Response } from 'express'
import { today } from '../clock.ts'
import { isForDesk } from '../documents/queries.ts'
import { type Draft, findDraftById } from '../drafts/queries.ts'
import { type FormKind, formKinds, type Reading } from '../forms/kinds.ts'
import { typedSections } from '../forms/typed-sections.ts'
import { sectionsForOthers } from '../propositions/outside.ts'
import { kindNames, kindPhrase, statusOf } from '../propositions/proposition.ts'
import { findOpenRevisionOf } from '../revisions/queries.ts'
import { found } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { hashToken, sign, unsign } from '../web/tokens.ts'
import { showNoDraft } from './address.ts'
import { nounOf } from './changes.ts'
import { papersOf, sendDraftDocument } from './documents.ts'
import { readDraft } from './form.ts'
import { editionOf } from './open.ts'
import type { Tools } from './routes.ts'
import { findSent } from './sent-path.ts'

/** The page that somebody else reads before the proposition is sent: nothing can be changed there. */
export function openPreviewRoom(room: Room, tools: Tools) {
  const { db, clock, secret, baseUrl } = tools

  room.get('/apercu/:token', (req, res) => {
    const draft = previewed(req)
    if (!draft) return showNoDraft(res)
    if (draft.sentAs) return showSent(res, draft)

    const kind = found(formKinds[draft.kind])
    const edition = editionOf(db, draft)
    const { reading, documents } = readDraft(db, kind, edition, draft)
    const path = previewPath(secret, draft)
    privatePage(res, 'submissions/preview', {
      title: 'Aperçu de la proposition',
      kind,
      draft,
      noun: nounOf(db, draft),
      week: edition,
      today: today(clock, edition.timeZone),
      link: `${baseUrl}${path}`,
      documents: papersOf(
        draft,
        documents.filter((one) => !isForDesk(one)),
        path,
      ),
      files: kind.filesOf(draft.typed),
      complete: reading.ok,
      sections: sectionsOf(kind, draft, reading),
    })
  })

  room.get('/apercu/:token/documents/:id', (req, res) =>
    sendDraftDocument(req, res, tools, found(previewed(req)), { forOthers: true }),
  )

  function previewed(req: Request): Draft | undefined {
    const [id, mark] = unsign(secret, 'preview', String(req.params.token)) ?? []
    const draft = id ? findDraftById(db, Number(id)) : undefined
    return draft && markOf(draft) === mark ? draft : undefined
  }

  /** Where it stands, without what its organiser alone may know; nothing of what is in other hands since. */
  function showSent(res: Response, draft: Draft) {
    const proposition = findSent(tools, draft)
    privatePage(res, 'submissions/preview-sent', {
      title: 'Aperçu de la proposition',
      proposition,
      kindName: proposition && kindNames[proposition.kind],
      phrase: proposition && kindPhrase(proposition.kind),
      status: proposition && statusOf(proposition),
      revised: proposition && findOpenRevisionOf(db, proposition) !== undefined,
      sections: proposition ? sectionsForOthers(proposition) : [],
    })
  }
}

/** What somebody else may read before it is sent, whether every answer will do or not. */
function sectionsOf(kind: FormKind, { typed }: Draft, reading: Reading) {
  if (reading.ok) {
    const { content, sections } = reading
    return sectionsForOthers({ event: content.kind === 'evenement' ? content.event : undefined, sections })
  }
  const reserved = [typed.lien_reserve].flat().includes('oui')
  return sectionsForOthers({ sections: typedSections(kind, reserved ? { ...typed, lien_en_ligne: '' } : typed) })
}

/** Where a draft is read by others. The number of a draft that is gone may be given again: the mark is this one's. */
export const previewPath = (secret: string, draft: Pick<Draft, 'id' | 'key'>) =>
  `/proposer/apercu/${sign(secret, 'preview', draft.id, markOf(draft))}`

const markOf = ({ key }: Pick<Draft, 'key'>) => hashToken(key).slice(0, 8)
