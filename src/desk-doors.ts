import path from 'node:path'
import { ownAccountRoutes } from './accounts/mine.ts'
import { accountRoutes } from './accounts/routes.ts'
import { balanceRoutes } from './balance/routes.ts'
import { requireAccount, requireCoordinator } from './coordinators/desk.ts'
import { deskExamples as examples } from './desk-examples.ts'
import { deskQuestions } from './desk-questions.ts'
import type { Door, Site } from './door.ts'
import { officialSheetRoutes } from './downloads/desk-routes.ts'
import { editionDeskRoutes } from './edition-desk/routes.ts'
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

/** Who enters is said once: a room that is declared for one cannot be guarded for the other. */
type Opens = (prefix: string, room: Door['room'], pages: string[]) => Door

/** The rooms of the desk: those that every account reads, then those where something is decided. */
export function deskDoorsOf({ db, clock, config, secret }: Site, house: Rooms): Door[] {
  const { baseUrl, secure } = config
  const mails = mailsOf({ db, clock, secret, baseUrl, folder: path.join(config.DATA_DIR, 'documents') })
  const account = requireAccount({ db, clock, secret, secure }, deskQuestions(db))
  const reader: Opens = (prefix, room, pages) => ({ prefix, who: 'reader', room, guards: [account], examples: pages })
  const coordinator: Opens = (prefix, room, pages) => ({
    ...reader(prefix, room, pages),
    who: 'coordinator',
    guards: [account, requireCoordinator],
  })

  return [
    reader('/moderation', deskRoutes({ db, clock }), examples.desk),
    reader('/moderation/equilibre', balanceRoutes({ db, clock, baseUrl }), examples.balance),
    reader('/moderation', reportRoutes({ db, clock }), examples.report),
    reader('/moderation/acces', ownAccountRoutes({ db, clock, secret, secure, baseUrl }), examples.ownAccount),
    coordinator('/moderation', writingRoutes(house), examples.writing),
    coordinator('/moderation', decidingRoutes({ db, clock }), examples.deciding),
    coordinator('/moderation/exports', exportRoutes({ db, clock, baseUrl }), examples.exports),
    coordinator('/moderation/courriels', lettersRoutes({ db, clock, baseUrl, mails, mailText }), examples.letters),
    coordinator('/moderation/motifs', reasonRoutes({ db, clock }), examples.reasons),
    coordinator('/moderation/groupe', groupRoutes({ db, clock }), examples.group),
    coordinator('/moderation/edition/fiches', officialSheetRoutes(house), examples.officialSheets),
    coordinator(
      '/moderation/edition',
      editionDeskRoutes({ db, clock, secret, baseUrl, ...house.heavy }),
      examples.editionDesk,
    ),
    coordinator(
      '/moderation/portail',
      portalDeskRoutes({ db, clock, folders: house.folders, baseUrl }),
      examples.portalDesk,
    ),
    coordinator('/moderation/pages', pageDeskRoutes({ db, clock, baseUrl }), examples.pageDesk),
    coordinator('/moderation/ressources', resourceDeskRoutes({ db, clock, ...house.heavy }), examples.resourceDesk),
    coordinator('/moderation/acces', accountRoutes({ db, clock }), examples.accounts),
    coordinator('/moderation/historique', historyRoutes({ db }), examples.history),
  ]
}
