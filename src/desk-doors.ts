import path from 'node:path'
import { ownAccountRoutes } from './accounts/mine.ts'
import { accountRoutes } from './accounts/routes.ts'
import { balanceRoutes } from './balance/routes.ts'
import { requireAccount, requireCoordinator } from './coordinators/desk.ts'
import type { Door, Site } from './door.ts'
import { officialSheetRoutes } from './downloads/desk-routes.ts'
import { editionDeskRoutes } from './edition-desk/routes.ts'
import { examples } from './examples.ts'
import { exportRoutes } from './exports/routes.ts'
import { mailText } from './follow/export-words.ts'
import { historyRoutes } from './history/routes.ts'
import { lettersRoutes } from './letters/routes.ts'
import { mailsOf } from './mails.ts'
import { groupRoutes } from './moderation/group-routes.ts'
import { reasonRoutes } from './moderation/reason-routes.ts'
import { decidingRoutes, deskRoutes } from './moderation/routes.ts'
import type { Tools as House } from './moderation/writing/receive.ts'
import { writingRoutes } from './moderation/writing/routes.ts'
import { pageDeskRoutes } from './page-desk/routes.ts'
import { portalDeskRoutes } from './portal-desk/routes.ts'
import { reportRoutes } from './report/routes.ts'
import { resourceDeskRoutes } from './resource-desk/routes.ts'

/** What the coordination hands in may be heavier than what an organiser may. */
type Rooms = House & { heavy: { folder: string; receiving: House['receiving'] } }

/** The rooms of the desk: those that every account reads, then those where something is decided. */
export function deskDoorsOf({ db, clock, config, secret }: Site, house: Rooms): Door[] {
  const { baseUrl, secure } = config
  const mails = mailsOf({ db, clock, secret, baseUrl, folder: path.join(config.DATA_DIR, 'documents') })
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
      prefix: '/moderation',
      who: 'reader',
      room: reportRoutes({ db, clock }),
      guards: reading,
      examples: examples.report,
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
      room: writingRoutes(house),
      guards: deciding,
      examples: examples.writing,
    },
    {
      prefix: '/moderation',
      who: 'coordinator',
      room: decidingRoutes({ db, clock }),
      guards: deciding,
      examples: examples.deciding,
    },
    {
      prefix: '/moderation/exports',
      who: 'coordinator',
      room: exportRoutes({ db, clock, baseUrl }),
      guards: deciding,
      examples: examples.exports,
    },
    {
      prefix: '/moderation/courriels',
      who: 'coordinator',
      room: lettersRoutes({ db, clock, baseUrl, mails, mailText }),
      guards: deciding,
      examples: examples.letters,
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
    {
      prefix: '/moderation/edition/fiches',
      who: 'coordinator',
      room: officialSheetRoutes(house),
      guards: deciding,
      examples: examples.officialSheets,
    },
    {
      prefix: '/moderation/edition',
      who: 'coordinator',
      room: editionDeskRoutes({ db, clock, secret, baseUrl, ...house.heavy }),
      guards: deciding,
      examples: examples.editionDesk,
    },
    {
      prefix: '/moderation/portail',
      who: 'coordinator',
      room: portalDeskRoutes({ db, clock, folders: house.folders, baseUrl }),
      guards: deciding,
      examples: examples.portalDesk,
    },
    {
      prefix: '/moderation/pages',
      who: 'coordinator',
      room: pageDeskRoutes({ db, clock }),
      guards: deciding,
      examples: examples.pageDesk,
    },
    {
      prefix: '/moderation/ressources',
      who: 'coordinator',
      room: resourceDeskRoutes({ db, clock, ...house.heavy }),
      guards: deciding,
      examples: examples.resourceDesk,
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
