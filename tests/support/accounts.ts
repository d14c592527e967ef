import { addCoordinator, findCoordinatorByEmail, type Role } from '../../src/coordinators/queries.ts'
import { openSession } from '../../src/coordinators/sessions.ts'
import { type TestSite, visiting } from './site.ts'

/** A passkey that no browser holds: what an account with one is like. */
export const anyPasskey = {
  credentialId: 'Y2zDqQ',
  publicKey: new Uint8Array([1, 2, 3]),
  counter: 0,
  transports: ['internal'],
  name: 'Mon ordinateur',
}

/** Another account of the site, signed in. */
export function accountOn(site: TestSite, email: string, role: Role = 'coordinator') {
  addCoordinator(site.db, site.clock, email, { role })
  const id = findCoordinatorByEmail(site.db, email)?.id ?? 0
  return { id, ...visiting(site, openSession(site.db, site.clock, id)) }
}
