import { requireAccount, requireCoordinator } from './coordinators/desk.ts'
import type { Door, Site } from './door.ts'
import { editionDeskRoutes } from './edition-desk/routes.ts'
import { examples } from './examples.ts'
import { decidingRoutes, deskRoutes } from './moderation/routes.ts'

/** The rooms of the desk: those that every account reads, then those where something is decided. */
export function deskDoorsOf({ db, clock, config, secret }: Site): Door[] {
  const { secure } = config
  const reading = [requireAccount({ db, clock, secret, secure })]
  const deciding = [...reading, requireCoordinator]

  return [
    {
      prefix: '/moderation',
      who: 'reader',
      room: deskRoutes({ db, clock }),
      guards: reading,
      examples: examples.desk,
    },
    {
      prefix: '/moderation',
      who: 'coordinator',
      room: decidingRoutes({ db, clock }),
      guards: deciding,
      examples: examples.deciding,
    },
    {
      prefix: '/moderation/edition',
      who: 'coordinator',
      room: editionDeskRoutes({ db, clock, secret, baseUrl: config.baseUrl }),
      guards: deciding,
      examples: examples.editionDesk,
    },
  ]
}
