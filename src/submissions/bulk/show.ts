import type { Request, Response } from 'express'
import { listDraftDocuments } from '../../documents/queries.ts'
import { type Draft, findDraft } from '../../drafts/queries.ts'
import { formOf } from '../../forms/form.ts'
import { found } from '../../web/errors.ts'
import type { Errors } from '../../web/fields.ts'
import { formPage } from '../../web/page.ts'
import type { Tools } from '../routes.ts'
import { bulkForm } from './form.ts'

export const addressOf = ({ key }: Pick<Draft, 'key'>) => `/proposer/plusieurs/${key}`

export function bulkDraft({ db }: Tools, req: Request): Draft {
  const draft = findDraft(db, String(req.params.draft))
  return found(draft?.kind === 'plusieurs' ? draft : undefined)
}

export function showBulkForm(
  res: Response,
  { db }: Tools,
  draft: Pick<Draft, 'id' | 'key' | 'typed'>,
  errors: Errors = {},
) {
  const documents = listDraftDocuments(db, draft.id)
  formPage(res, 'submissions/bulk/form', {
    title: bulkForm.title,
    kind: bulkForm,
    draft: { ...draft, documents },
    action: draft.id ? addressOf(draft) : '/proposer/plusieurs',
    received: [],
    form: formOf(db, bulkForm, { typed: draft.typed, documents, received: [] }, errors),
    script: '/js/form.js',
  })
}
