import { ownAccountRoutes } from './accounts/mine.ts'
import { accountRoutes } from './accounts/routes.ts'
import { requireAccount, requireCoordinator } from './coordinators/desk.ts'
import type { Door, Site } from './door.ts'
import { examples } from './examples.ts'
import { historyRoutes } from './history/routes.ts'
import { decidingRoutes, deskRoutes } from './moderation/routes.ts'

/** The rooms of the desk: those that every account reads, then those where something is decided. */
export function deskDoorsOf({ db, clock, config, secret }: Site): Door[] {
  const { secure, baseUrl } = config
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
      prefix: '/moderation/acces',
      who: 'reader',
      room: ownAccountRoutes({ db, clock, secret, secure, baseUrl }),
      guards: reading,
      examples: examples.ownAccount,
    },
    {
      prefix: '/moderation',
      who: 'coordinator',
      room: decidingRoutes({ db, clock }),
      guards: deciding,
      examples: examples.deciding,
    },
    {
      prefix: '/moderation/acces',
      who: 'coordinator',
      room: accountRoutes({ db, clock }),
      guards: deciding,
      examples: examples.accounts,
    },
    {
      prefix: '/moderation/historique',
      who: 'coordinator',
      room: historyRoutes({ db }),
      guards: deciding,
      examples: examples.history,
    },
  ]
}
