import path from 'node:path'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import { aboutRoutes } from './about/routes.ts'
import { agendaRoutes } from './agenda/routes.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { requireCoordinator } from './coordinators/desk.ts'
import type { Database } from './db/open.ts'
import { homeRoutes } from './home/routes.ts'
import { documentRoutes } from './library/documents.ts'
import { libraryRoutes } from './library/routes.ts'
import { mailboxRoutes } from './mailbox/routes.ts'
import { decisionRoutes } from './moderation/decision.ts'
import { moderationRoutes } from './moderation/routes.ts'
import { operationsRoutes } from './operations/routes.ts'
import { signInRoutes } from './sign-in/routes.ts'
import { followRoutes } from './submissions/follow.ts'
import { submissionRoutes } from './submissions/routes.ts'
import { defaultLimits, type Limits, limitPosts } from './web/limits.ts'
import type { Room } from './web/room.ts'

export type Site = { db: Database; clock: Clock; config: Config; secret: string; log: Logger; limits?: Limits }

/** A prefix of the site: who may enter, and example URLs for the quality gates. `{name}` stands for what only a filled site has. */
export type Door = {
  prefix: string
  who: 'everyone' | 'link' | 'coordinator' | 'developer'
  room: Room
  guards?: RequestHandler[]
  examples: string[]
}

/** The site map: every prefix, in the order in which a request meets them. */
export function doorsOf({ db, clock, config, secret, limits = defaultLimits }: Site): Door[] {
  const { baseUrl, secure } = config
  const folder = path.join(config.DATA_DIR, 'documents')
  const formLimit = limitPosts(limits.forms)
  const desk = requireCoordinator({ db, clock, secret, secure })

  return [
    { prefix: '/', who: 'everyone', room: homeRoutes({ db, clock }), examples: ['/'] },
    {
      prefix: '/agenda',
      who: 'everyone',
      room: agendaRoutes({ db, clock, baseUrl }),
      examples: [
        '/agenda',
        '/agenda?departement=14&departement=61&mode=presentiel',
        '/agenda?q=introuvable',
        '/agenda/ecrire-une-clause-d-insertion-qui-fonctionne?departement=27',
        '/agenda/petit-dejeuner-consommation-responsable',
        '/agenda/vetements-de-travail-boucler-la-boucle',
        '/agenda/numerique-reconditionne-equiper-sans-epuiser',
        '/agenda/petit-dejeuner-consommation-responsable.ics',
      ],
    },
    {
      prefix: '/',
      who: 'everyone',
      room: libraryRoutes({ db }),
      examples: [
        '/bonnes-pratiques',
        '/rex',
        '/rex/un-lot-d-espaces-verts-reserve-a-l-insertion',
        '/cartes-blanches',
        '/cartes-blanches/nos-reunions-ont-change-de-gout',
        '{filed}',
      ],
    },
    {
      prefix: '/documents',
      who: 'everyone',
      room: documentRoutes({ db, clock, secret, secure, folder }),
      examples: ['{document}'],
    },
    {
      prefix: '/proposer',
      who: 'everyone',
      room: submissionRoutes({ db, clock, secret, baseUrl, folder }),
      guards: [formLimit],
      examples: ['/proposer', '/proposer/evenement', '{draft}', '{draft}/verification'],
    },
    {
      prefix: '/suivi',
      who: 'link',
      room: followRoutes({ db, clock, secret }),
      guards: [formLimit],
      examples: ['{follow}'],
    },
    {
      prefix: '/',
      who: 'everyone',
      room: aboutRoutes({ db }),
      examples: [
        '/a-propos',
        '/contact',
        '/mentions-legales',
        '/donnees-personnelles',
        '/accessibilite',
        '/ecoconception',
        '/plan-du-site',
      ],
    },
    {
      prefix: '/',
      who: 'everyone',
      room: signInRoutes({ db, clock, secret, secure }, limitPosts(limits.signIn)),
      examples: ['/connexion', '/connexion?demande=AAAAAAAAAAAAAAAAAAAAAA', '{signIn}'],
    },
    {
      prefix: '/decision',
      who: 'link',
      room: decisionRoutes({ db, clock, secret, folder }),
      guards: [formLimit],
      examples: ['{decision}', '{decisionDocument}'],
    },
    {
      prefix: '/moderation',
      who: 'coordinator',
      room: moderationRoutes({ db, clock }),
      guards: [desk],
      examples: [
        '/moderation',
        '/moderation?statut=published',
        '/moderation/edition',
        '{event}',
        '{rex}',
        '{carteBlanche}',
      ],
    },
    ...(config.SMTP_URL || config.production
      ? []
      : [
          {
            prefix: '/boite-locale',
            who: 'developer' as const,
            room: mailboxRoutes({ folder: path.join(config.DATA_DIR, 'mailbox') }),
            examples: ['/boite-locale', '{mail}', '{mail}/html', '{mail}/pieces/1'],
          },
        ]),
    {
      prefix: '/',
      who: 'everyone',
      room: operationsRoutes({ db, clock, config }),
      examples: ['/healthz', '/readyz', '/robots.txt', '/.well-known/security.txt'],
    },
  ]
}
