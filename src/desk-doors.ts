import { requireAccount, requireCoordinator } from './coordinators/desk.ts'
import type { Door, Site } from './door.ts'
import { examples } from './examples.ts'
import { groupRoutes } from './moderation/group-routes.ts'
import { reasonRoutes } from './moderation/reasons.ts'
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
      prefix: '/moderation/motifs',
      who: 'coordinator',
      room: reasonRoutes({ db, clock }),
      guards: deciding,
      examples: examples.reasons,
    },
    {
      prefix: '/moderation/groupe',
      who: 'coordinator',
      room: groupRoutes({ db, clock }),
      guards: deciding,
      examples: examples.group,
    },
  ]
}
