import type { RequestHandler } from 'express'
import type { Door, Site } from './door.ts'
import { examples } from './examples.ts'
import { askRoutes, mineRoutes } from './follow/mine.ts'
import { followRoutes } from './follow/routes.ts'
import { decisionRoutes } from './moderation/decision.ts'
import { type Tools as House, submissionRoutes } from './submissions/routes.ts'
import { defaultLimits, limitPosts } from './web/limits.ts'

/** The doors of those who propose, and of those whom a mail asks to decide. `offering` gives their pages the sheets to fill. */
export function proposingDoorsOf({ limits = defaultLimits }: Site, house: House, offering: RequestHandler): Door[] {
  const formLimit = limitPosts(limits.forms)
  const { db, clock, secret, folders } = house

  return [
    {
      prefix: '/proposer',
      who: 'everyone',
      room: submissionRoutes(house),
      guards: [...formLimit, offering],
      examples: examples.submissions,
    },
    {
      prefix: '/mes-propositions',
      who: 'link',
      room: mineRoutes(house),
      guards: formLimit,
      examples: examples.mine,
    },
    {
      prefix: '/suivi',
      who: 'link',
      room: followRoutes(house),
      guards: formLimit,
      examples: examples.follow,
    },
    {
      prefix: '/suivi',
      who: 'everyone',
      room: askRoutes(house),
      guards: limitPosts(limits.signIn),
      examples: examples.ask,
    },
    {
      prefix: '/decision',
      who: 'link',
      room: decisionRoutes({ db, clock, secret, folder: folders.documents, images: folders.images }),
      guards: formLimit,
      examples: examples.decision,
    },
  ]
}
