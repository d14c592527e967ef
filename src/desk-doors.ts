import { balanceRoutes } from './balance/routes.ts'
import { requireAccount, requireCoordinator } from './coordinators/desk.ts'
import type { Door, Site } from './door.ts'
import { examples } from './examples.ts'
import { exportRoutes } from './exports/routes.ts'
import { decidingRoutes, deskRoutes } from './moderation/routes.ts'
import { reportRoutes } from './report/routes.ts'

/** The rooms of the desk: those that every account reads, then those where something is decided. */
export function deskDoorsOf({ db, clock, config, secret }: Site): Door[] {
  const { baseUrl, secure } = config
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
      prefix: '/moderation/equilibre',
      who: 'reader',
      room: balanceRoutes({ db, clock, baseUrl }),
      guards: reading,
      examples: examples.balance,
    },
    {
      prefix: '/moderation/exports',
      who: 'coordinator',
      room: exportRoutes({ db, clock, baseUrl }),
      guards: deciding,
      examples: examples.exports,
    },
    {
      prefix: '/moderation',
      who: 'reader',
      room: reportRoutes({ db, clock }),
      guards: reading,
      examples: examples.report,
    },
    {
      prefix: '/moderation',
      who: 'coordinator',
      room: decidingRoutes({ db, clock }),
      guards: deciding,
      examples: examples.deciding,
    },
  ]
}
