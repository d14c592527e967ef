import { globSync } from 'node:fs'
import path from 'node:path'
import ejs from 'ejs'
import { expect, test } from 'vitest'
import { addOwnPasskey } from '../src/coordinators/own-passkeys.ts'
import { anyPasskey } from './support/accounts.ts'
import { completeForm } from './support/forms.ts'
import { liveOn, lookBack } from './support/lived.ts'
import { propose } from './support/send.ts'
import { fillSite } from './support/served.ts'
import { coordinatorEmail, openSite, secret } from './support/site.ts'

const root = path.join(import.meta.dirname, '..')
const rendered = new Set<string>()

// EJS reads a file when it is first rendered or included; what it read for another test file is forgotten.
ejs.clearCache()
const read = ejs.fileLoader
ejs.fileLoader = (file) => {
  rendered.add(path.relative(root, file))
  return read(file)
}

test('every view is rendered, by an example or in a state that these requests bring about', async () => {
  const site = await fillSite(openSite())
  for (const { url, headers } of site.examples) await site.visitor.get(url).set(headers).expect(200)

  await site.visitor.get('/introuvable').expect(404)
  await site.visitor.get('/proposer/evenement/introuvable').expect(404)
  await site.visitor.submit('/proposer/evenement', {}).expect(422)
  const correcting = await site.visitor.post(`${await propose(site)}/modification`).expect(303)
  await site.visitor.get(correcting.headers.location ?? '').expect(200)
  await site.visitor.submit('/proposer/evenement', { ...completeForm, commune: 'Saint-Aubin' }).expect(422)
  const { revised, talked, corrected } = await liveOn(site)
  await site.visitor.get(revised.follow).expect(200)
  for (const { atDesk } of [revised, talked, corrected]) await site.coordinator().get(atDesk).expect(200)
  await site.visitor.get('/suivi/inconnu').expect(404)
  await site.visitor.post('/connexion/cle').expect(422)
  addOwnPasskey(site.db, site.clock, secret, 1, anyPasskey)
  await site.coordinator().get('/moderation/acces/moi').expect(200)
  await site.coordinator().post('/moderation/acces/moi/codes', { confirmer: 'oui' }).expect(200)
  await site.visitor.post('/connexion', { courriel: coordinatorEmail }).expect(303)
  await site.mails()
  site.clock.advance({ hours: 24 * 8 })
  await site.visitor.get(site.addresses.mine).expect(410)
  await site.visitor.get('/').expect(200)
  await site.visitor.get('/proposer/evenement').expect(403)
  const written = { vu: '-1', texte: 'Un texte.' }
  await site
    .coordinator()
    .post('/moderation/pages/contact', { ...written, etape: 'apercu' })
    .expect(200)
  await site.coordinator().post('/moderation/pages/contact', written).expect(409)
  const handed = /type="checkbox" name="fiche" value="([^"]+)"/
  const fiche = handed.exec((await site.coordinator().get('/moderation/portail')).text)?.[1] ?? ''
  await site.coordinator().post('/moderation/portail/transmission', { fiche }).expect(303)
  await site.coordinator().get('/moderation/portail?fait=transmis').expect(200)
  await site.coordinator().post(`${talked.atDesk}/avant`, { texte_note: 'Une note.' }).expect(200)
  await lookBack(site, talked)
  await site.visitor.get(talked.follow).expect(200)
  await site.coordinator().get(talked.atDesk).expect(200)

  // nothing was here last year
  await openSite().coordinator().get('/moderation/edition').expect(200)

  const empty = openSite({ demonstration: false })
  await empty.visitor.get('/').expect(200)
  await empty.coordinator().get('/moderation').expect(200)
  await empty.coordinator().get('/moderation/edition').expect(200)

  const views = globSync('views/**/*.ejs', { cwd: root })
  expect(views.length).toBeGreaterThan(60)
  expect(views.filter((view) => !rendered.has(view))).toEqual([])
})
