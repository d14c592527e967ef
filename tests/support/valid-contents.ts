import type { Database } from '../../src/db/open.ts'
import { seenAs } from '../../src/portal-desk/hand-over.ts'
import { listWaiting } from '../../src/portal-desk/waiting.ts'
import { startOf } from './desk.ts'
import type { TestSite } from './site.ts'
import type { Valid } from './valid-acts.ts'

type At = { db: Database; desk: ReturnType<TestSite['coordinator']> }

/** As validActs, of what the site says: its pages, its toolbox, its webinar, what it gives to the portal. */
export function validContents({ db, desk }: At): Record<string, Valid> {
  const of = (table: string, column: string) =>
    String(db.prepare(`SELECT ${column} FROM ${table} ORDER BY id`).pluck().get())
  const resource = (noun = '') => `/moderation/ressources/${of('resources', 'slug')}${noun}`
  const group = (noun = '') => `/moderation/ressources/groupes/${of('resource_groups', 'id')}${noun}`
  const write = async (texte: string) => {
    const { vu } = await startOf(desk, '/moderation/pages/glossaire')
    return desk.post('/moderation/pages/glossaire', { vu, texte, a_jour: '2 mai 2023' }).expect(303)
  }
  const [first] = listWaiting(db).fresh

  return {
    '/moderation/pages/:page': {
      url: () => '/moderation/pages/a-propos',
      form: { texte: 'Un autre texte.' },
      from: '/moderation/pages/a-propos',
    },
    '/moderation/pages/:page/versions/:version/restauration': {
      url: () => `/moderation/pages/glossaire/versions/${of('page_versions', 'id')}/restauration`,
      first: () => write('Un texte.').then(() => write('Un autre texte.')),
      from: '/moderation/pages/glossaire',
    },
    '/moderation/pages/editeur': { form: { editeur_nom: 'CRESS Exemple' }, from: '/moderation/pages/editeur' },
    '/moderation/edition/webinaire': {
      form: { webinaire: 'https://video.example.org/webinaire' },
      from: '/moderation/edition/webinaire',
    },
    '/moderation/ressources/groupes': { form: { titre: 'Un groupe de plus' } },
    '/moderation/ressources/groupes/:id': { url: () => group(), form: { titre: 'Un autre titre' } },
    '/moderation/ressources/groupes/:id/ordre': { url: () => group('/ordre'), form: { sens: 'bas' } },
    '/moderation/ressources/groupes/:id/retrait': {
      url: () =>
        `/moderation/ressources/groupes/${db.prepare('SELECT max(id) FROM resource_groups').pluck().get()}/retrait`,
      first: () => desk.post('/moderation/ressources/groupes', { titre: 'Un groupe vide' }).expect(303),
    },
    '/moderation/ressources/:slug': {
      url: () => resource(),
      form: { titre: 'Un autre titre', groupe: of('resource_groups', 'id') },
      from: resource(),
    },
    '/moderation/ressources/:slug/retrait': { url: () => resource('/retrait'), form: { confirmer: 'oui' } },
    '/moderation/ressources/:slug/ordre': { url: () => resource('/ordre'), form: { sens: 'bas' } },
    '/moderation/portail/fiches.zip': { form: { fiche: first?.sheet.reference ?? '' } },
    '/moderation/portail/transmission': {
      form: { fiche: first ? seenAs(first.sheet.reference, first.sheet.updatedAt) : '' },
    },
    '/moderation/portail/annulation': {
      form: { fiche: first?.sheet.reference ?? '' },
      first: () =>
        desk
          .post('/moderation/portail/transmission', {
            fiche: first ? seenAs(first.sheet.reference, first.sheet.updatedAt) : '',
          })
          .expect(303),
    },
    '/moderation/portail/carte': { form: { carte: 'https://www.example.org/carte' } },
  }
}
