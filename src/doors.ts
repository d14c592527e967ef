import path from 'node:path'
import { aboutRoutes } from './about/routes.ts'
import { agendaRoutes } from './agenda/routes.ts'
import { archiveRoutes } from './archives/routes.ts'
import { offerSheets } from './blanks/offered.ts'
import { contactRoutes } from './contact/routes.ts'
import { deskDoorsOf } from './desk-doors.ts'
import { weighUnsent } from './documents/weight.ts'
import type { Door, Site } from './door.ts'
import { downloadRoutes } from './downloads/routes.ts'
import { examples } from './examples.ts'
import { homeRoutes } from './home/routes.ts'
import { documentRoutes } from './library/documents.ts'
import { imageRoutes } from './library/images.ts'
import { libraryRoutes } from './library/routes.ts'
import { mailboxRoutes } from './mailbox/routes.ts'
import { operationsRoutes } from './operations/routes.ts'
import { proposingDoorsOf } from './proposing-doors.ts'
import { signInRoutes } from './sign-in/routes.ts'
import { communeRoutes } from './submissions/communes.ts'
import { openQuota } from './uploads/quota.ts'
import { defaultLimits, limitPosts } from './web/limits.ts'

/** The site map: every prefix, in the order in which a request meets them. */
export function doorsOf(site: Site): Door[] {
  const { db, clock, config, secret, limits = defaultLimits } = site
  const { baseUrl, secure } = config
  const folder = path.join(config.DATA_DIR, 'documents')
  const images = path.join(config.DATA_DIR, 'images')
  const resources = path.join(config.DATA_DIR, 'resources')
  const house = {
    db,
    clock,
    secret,
    baseUrl,
    folders: { documents: folder, images },
    receiving: {
      clamd: config.CLAMD,
      quota: openQuota({
        clock,
        folders: [folder, images, resources],
        weighUnsent: weighUnsent(db),
        perDay: limits.uploads,
      }),
    },
  }
  const heavy = {
    folder: resources,
    receiving: {
      clamd: config.CLAMD,
      quota: openQuota({ clock, folders: [folder, images, resources], perDay: { files: 500, bytes: 5_000_000_000 } }),
    },
  }
  const formLimit = limitPosts(limits.forms)
  const offering = offerSheets({ db, baseUrl })

  return [
    {
      prefix: '/',
      who: 'everyone',
      room: homeRoutes({ db, clock, secret, secure }, offering),
      examples: examples.home,
    },
    {
      prefix: '/agenda',
      who: 'everyone',
      room: agendaRoutes({ db, clock, baseUrl }),
      examples: examples.agenda,
    },
    {
      prefix: '/editions',
      who: 'everyone',
      room: archiveRoutes({ db, clock }),
      examples: examples.archives,
    },
    {
      prefix: '/',
      who: 'everyone',
      room: libraryRoutes({ db, clock, baseUrl }),
      examples: examples.library,
    },
    {
      prefix: '/fiches',
      who: 'everyone',
      room: downloadRoutes({ db, baseUrl }),
      examples: examples.downloads,
    },
    {
      prefix: '/documents',
      who: 'everyone',
      room: documentRoutes({ db, clock, secret, secure, folder }),
      examples: examples.documents,
    },
    {
      prefix: '/images',
      who: 'everyone',
      room: imageRoutes({ db, clock, secret, secure, folder: images }),
      examples: examples.images,
    },
    {
      prefix: '/communes',
      who: 'everyone',
      room: communeRoutes({ db }),
      examples: examples.communes,
    },
    ...proposingDoorsOf(site, house, offering),
    {
      prefix: '/',
      who: 'everyone',
      room: contactRoutes({ db, clock, secret }, { limit: limitPosts(limits.signIn) }),
      examples: examples.contact,
    },
    {
      prefix: '/',
      who: 'everyone',
      room: aboutRoutes({ db, folder: resources }, offering),
      examples: examples.about,
    },
    {
      prefix: '/',
      who: 'everyone',
      room: signInRoutes({ db, clock, secret, secure, baseUrl }, { limit: limitPosts(limits.signIn), formLimit }),
      examples: examples.signIn,
    },
    ...deskDoorsOf(site, { ...house, heavy }),
    ...(config.SMTP_URL || config.production
      ? []
      : [
          {
            prefix: '/boite-locale',
            who: 'developer' as const,
            room: mailboxRoutes({ folder: path.join(config.DATA_DIR, 'mailbox') }),
            examples: examples.mailbox,
          },
        ]),
    {
      prefix: '/',
      who: 'everyone',
      room: operationsRoutes({ db, clock, config }),
      examples: examples.operations,
    },
  ]
}
