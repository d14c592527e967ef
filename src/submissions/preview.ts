import type { Request } from 'express'
import { type Draft, findDraftById } from '../drafts/queries.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { found } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { hashToken, sign, unsign } from '../web/tokens.ts'
import { readDraft } from './form.ts'
import { formKinds } from './kinds.ts'
import type { Tools } from './routes.ts'
import { typedSections } from './typed-sections.ts'

/** The page that somebody else reads before the proposition is sent: nothing can be changed there. */
export function openPreviewRoom(room: Room, { db, secret }: Tools) {
  room.get('/apercu/:token', (req, res) => {
    const draft = previewed(req)
    const kind = found(formKinds[draft.kind])
    const edition = found(findCurrentEdition(db))
    const { reading, documents } = readDraft(db, kind, edition, draft)
    privatePage(res, 'submissions/preview', {
      title: 'Aperçu de la proposition',
      kind,
      draft,
      documents,
      files: kind.filesOf(draft.typed),
      complete: reading.ok,
      sections: (reading.ok ? reading.sections : typedSections(kind, draft.typed)).filter((one) => !one.private),
    })
  })

  function previewed(req: Request): Draft {
    const [id, mark] = unsign(secret, 'preview', String(req.params.token)) ?? []
    const draft = id ? findDraftById(db, Number(id)) : undefined
    return found(draft && markOf(draft) === mark ? draft : undefined)
  }
}

/** Where a draft is read by others. The number of a draft that is gone may be given again: the mark is this one's. */
export const previewPath = (secret: string, draft: Pick<Draft, 'id' | 'key'>) =>
  `/proposer/apercu/${sign(secret, 'preview', draft.id, markOf(draft))}`

const markOf = ({ key }: Pick<Draft, 'key'>) => hashToken(key).slice(0, 8)
