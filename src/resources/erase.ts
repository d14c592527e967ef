import type { Database } from '../db/open.ts'

/** Takes an address out of what is said of the toolbox; whoever has a form of it open is told. */
export const redactResources = (db: Database, email: string) =>
  db
    .prepare(`
      UPDATE resources SET
        title = without_address(title, @email),
        purpose = without_address(purpose, @email),
        audience = without_address(audience, @email),
        name = without_address(name, @email),
        link = without_address(link, @email),
        version = version + 1
      WHERE mentions(@email, title, purpose, audience, name, link)
    `)
    .run({ email })
