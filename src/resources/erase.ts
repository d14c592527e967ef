import type { Database } from '../db/open.ts'
import { redact } from '../db/without-address.ts'

/** Takes an address out of what is said of the toolbox; whoever has a form of it open is told. */
export const redactResources = (db: Database, email: string) =>
  redact(
    db,
    { table: 'resources', texts: ['title', 'purpose', 'audience', 'name', 'link'], also: 'version = version + 1' },
    email,
  )
