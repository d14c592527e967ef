import type { Request } from 'express'
import type { Content, Resource, StoredFile } from '../resources/queries.ts'
import { keepFile } from '../uploads/keep.ts'
import { receivedFiles } from '../uploads/receive.ts'
import { type Errors, readFields } from '../web/fields.ts'
import { link as linkField } from './fields.ts'

/**
 * What came to stand behind a resource: the file is kept for good only once all is well with what is said of it.
 * `standing` is what is there already, and may stay.
 */
export async function receiveContent(req: Request, folder: string, standing?: Resource) {
  const { accepted, errors: faults } = await receivedFiles(req)
  const [file] = accepted
  const { values, errors: wrong } = readFields({ lien: linkField }, { lien: req.body?.lien ?? '' })
  const errors: Errors = { ...faults, ...wrong }
  const link = values.lien === standing?.link ? undefined : values.lien
  if (file && link) errors.lien = 'Ou un lien : gardez le fichier ou le lien, pas les deux'
  const stays = standing && (standing.storedAs !== null || values.lien !== undefined)
  if (!file && !link && !stays && Object.keys(errors).length === 0)
    errors.fichier = 'Fichier : choisissez-en un, ou donnez un lien'

  return {
    errors,
    name: file?.name ?? (link && new URL(link).hostname) ?? '',
    link,
    sha256: file?.sha256,
    /** A page gives back what was typed, never a file. */
    lost: (): Errors => (file ? { fichier: `Fichier : choisissez de nouveau «\u00a0${file.name}\u00a0»` } : {}),
    async keep(): Promise<Content | undefined> {
      if (!file) return link ? { link } : undefined
      const { name, type, size, sha256, flags } = file
      const stored: StoredFile = { name, type, size, sha256, flags, storedAs: await keepFile(file, folder) }
      return { file: stored }
    },
  }
}
