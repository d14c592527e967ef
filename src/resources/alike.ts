import type { Database } from '../db/open.ts'
import { fold } from '../web/french.ts'
import { listResources, type Resource } from './queries.ts'

type Asked = { title: string; sha256: string | undefined; link: string | undefined }

/** What is in the toolbox already under this title, or is this very file or link. */
export const listAlike = (db: Database, { title, sha256, link }: Asked): Resource[] =>
  listResources(db).filter(
    (one) => fold(one.title) === fold(title) || (sha256 && one.sha256 === sha256) || (link && one.link === link),
  )
