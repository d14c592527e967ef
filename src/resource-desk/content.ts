import type { Request } from 'express'
import type { Content, StoredFile } from '../resources/queries.ts'
import { keepFile } from '../uploads/keep.ts'
import { receivedFiles } from '../uploads/receive.ts'
import type { Errors } from '../web/fields.ts'
import { link as linkField } from './fields.ts'

/** What came to stand behind a resource: the file is kept for good only once all is well with what is said of it. */
export async function receiveContent(req: Request, folder: string) {
  const { accepted, errors: faults } = await receivedFiles(req)
  const errors: Errors = { ...faults }
  const [file] = accepted
  const read = linkField.schema.safeParse(req.body?.lien ?? '')
  if (!read.success) errors.lien = read.error.issues[0]?.message ?? ''
  const link = read.data
  if (file && link) errors.lien = 'Ou un lien : gardez le fichier ou le lien, pas les deux'
  if (!file && !link && Object.keys(errors).length === 0)
    errors.fichier = 'Fichier : choisissez-en un, ou donnez un lien'

  return {
    errors,
    name: file?.name ?? (link && new URL(link).hostname) ?? '',
    async keep(): Promise<Content> {
      if (!file) return { link: link ?? '' }
      const { name, type, size, sha256, flags } = file
      const stored: StoredFile = { name, type, size, sha256, flags, storedAs: await keepFile(file, folder) }
      return { file: stored }
    },
  }
}
