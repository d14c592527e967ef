import sharp from 'sharp'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { realClock } from '../src/clock.ts'
import { decisionDay, decisionToken } from '../src/coordinators/decision-links.ts'
import { addCoordinator, findCoordinatorByEmail } from '../src/coordinators/queries.ts'
import { undoMinutes } from '../src/decisions/decision.ts'
import { forgetOver, purgeDecisions } from '../src/decisions/forget.ts'
import { erasePerson } from '../src/follow/erase.ts'
import { deskOf, startOf } from './support/desk.ts'
import { pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { linkIn, messagesOf, propose, textOf } from './support/send.ts'
import { openSite, secret, type TestSite } from './support/site.ts'

afterEach(() => void vi.restoreAllMocks())

const reason = 'Sans lien avec l’achat responsable'

describe('a decision waits five minutes', () => {
  test('and says for how long; undone, everything is as before and nobody is written to', async () => {
    const site = await proposed()
    const before = site.row()
    await site.desk.post(`${site.address}/publication`).expect(303)
    expect(await site.mailsNow()).toEqual([])
    const page = (await site.desk.get(`${site.address}?fait=publication`)).text
    expect(textOf(page)).toContain('Le courriel part dans 5\u00a0minutes')
    expect(page).not.toContain('un courriel part à l’organisateur')
    expect(htmlErrors(page)).toEqual([])
    expect((await site.visitor.get(site.follow)).text).toContain('Votre événement est en ligne')
    const { slug } = site.row()
    await site.visitor.get(`/agenda/${slug}`).expect(200)

    const undone = await site.desk.post(`${site.address}/annulation`).expect(303)
    expect((await site.desk.get(undone.headers.location ?? '')).text).toContain('La décision est annulée')
    expect(site.row()).toEqual({ ...before, slug })
    expect(slug).toBeTruthy()
    await site.visitor.get(`/agenda/${slug}`).expect(404)
    expect(await site.mails()).toEqual([])
    expect(site.history()).toEqual(['submitted', 'published', 'decision-undone'])

    await site.desk.post(`${site.address}/publication`).expect(303)
    await site.visitor.get(`/agenda/${slug}`).expect(200)
    expect(await site.mails()).toHaveLength(1)
  })

  test('unless it is sent at once; then it stands', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/refus`, { raison_refus: reason }).expect(303)
    const sent = await site.desk.post(`${site.address}/envoi`).expect(303)
    expect((await site.desk.get(sent.headers.location ?? '')).text).toContain('Le courriel part maintenant')
    const late = await site.desk.post(`${site.address}/annulation`).expect(409)
    expect(textOf(late.text)).toContain('Les cinq minutes sont passées')
    expect(await site.mailsNow()).toHaveLength(1)
    expect(textOf((await site.desk.post(`${site.address}/annulation`).expect(409)).text)).toContain('déjà parti')
    await site.desk.post(`${site.address}/envoi`).expect(409)
    expect(site.row()).toMatchObject({ status: 'refused' })
  })

  test('and stands once they are over, with nothing kept of what was before', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/publication`).expect(303)
    expect(kept(site)).toBe(1)
    forgetOver(site.db)
    expect(kept(site)).toBe(1)
    const now = Temporal.Now.instant().add({ minutes: 5, seconds: 2 })
    vi.spyOn(realClock, 'now').mockReturnValue(now)
    expect((await site.desk.get(site.address)).text).not.toContain('Annuler l’envoi')
    const late = await site.desk.post(`${site.address}/annulation`).expect(409)
    expect(textOf(late.text)).toContain('Les cinq minutes sont passées')
    purgeDecisions(site.db)
    expect(kept(site)).toBe(0)
    expect(site.row()).toMatchObject({ status: 'published' })
    expect(await site.mailsNow()).toHaveLength(1)
    const said = (await site.visitor.get('/donnees-personnelles')).text
    expect(said).toContain(`de quoi l’annuler</th><td>${undoMinutes} minutes, puis effacé dans la minute`)
  })

  test('and holds back what is said of it afterwards, in its turn, and no other mail to the same person', async () => {
    const site = await proposed()
    const second = deskOf(await propose(site, { titre: 'Un autre atelier' }))
    await site.mails()
    const textsNow = async () => (await site.mailsNow()).map(({ text }) => String(text))
    const say = (address: string, reponse: string) => site.desk.post(`${address}/message`, { reponse }).expect(303)

    await site.desk.post(`${site.address}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
    await say(site.address, 'Je vous appelle demain.')
    await say(second, 'Merci pour celui-ci.')
    expect(await textsNow()).toEqual([expect.stringContaining('celui-ci')])
    await site.desk.post(`${site.address}/envoi`).expect(303)
    expect(await textsNow()).toEqual([expect.stringContaining('la salle'), expect.stringContaining('demain')])

    const address = `${second}/saisie`
    await site.desk.post(`${second}/publication`).expect(303)
    const form = { ...completeForm, titre: 'Un autre atelier', ...(await startOf(site.desk, address)) }
    await site.desk.post(address, { ...form, lieu: 'La salle bleue' }).expect(303)
    expect(await textsNow()).toEqual([])
    expect((await site.mails()).map(({ subject }) => subject)).toEqual([
      'Publié : Un autre atelier',
      expect.stringContaining('modifié'),
    ])

    await site.desk.post(`${site.address}/publication`).expect(303)
    await say(site.address, 'Un mot encore.')
    await site.desk.post(`${site.address}/annulation`).expect(303)
    expect(await textsNow()).toEqual([expect.stringContaining('Un mot encore')])
  })

  test('and one that follows another which still waits takes it along', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
    await site.desk.post(`${site.address}/correction`, { message: 'Et l’horaire.' }).expect(303)
    await site.desk.post(`${site.address}/envoi`).expect(303)
    expect((await site.mailsNow()).map(({ text }) => String(text))).toEqual([
      expect.stringContaining('la salle'),
      expect.stringContaining('l’horaire'),
    ])
  })

  test('though there is nobody to write to, it can be undone', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const address = '/moderation/evenements/ASERBC'
    site.db.prepare('UPDATE events SET private_email = NULL WHERE reference = ?').run('ASERBC')
    await desk.post(`${address}/publication`).expect(303)
    const page = textOf((await desk.get(`${address}?fait=publication`)).text)
    expect(page).toContain('Aucun courriel ne part')
    expect(page).toContain('prévenez-le vous-même')
    expect(page).not.toContain('Envoyer maintenant')
    await desk.post(`${address}/annulation`).expect(303)
    expect((await desk.get(address)).text).toContain('En attente de décision')
  })

  test('behind the mailed link of whoever decided, and of nobody else', async () => {
    const site = await proposed()
    const other = secondCoordinator(site)
    const token = decisionToken(secret, {
      kind: 'evenement',
      reference: site.reference,
      coordinator: other,
      day: decisionDay(site.clock),
    })
    await site.visitor.post(`${site.decision}/publication`).expect(303)
    expect((await site.visitor.get(site.decision)).text).toContain('Annuler l’envoi')
    expect((await site.visitor.get(`/decision/${token}`).expect(200)).text).not.toContain('Annuler l’envoi')
    await site.visitor.post(`/decision/${token}/annulation`).expect(409)
    await site.visitor.post(`/decision/${token}/envoi`).expect(409)
    expect(site.row()).toMatchObject({ status: 'published' })
    await site.visitor.post(`${site.decision}/annulation`).expect(303)
    expect(site.row()).toMatchObject({ status: 'pending' })
    expect(await site.mails()).toEqual([])
  })
})

test('what is undone is again in the hands of whoever took care of it, unless somebody else has taken it', async () => {
  const site = await proposed()
  const other = site.coordinator('collegue@example.org')
  const holder = () => site.db.prepare('SELECT * FROM assignments').all()
  await other.post(`${site.address}/prise-en-charge`).expect(303)
  const before = holder()
  expect(before).toHaveLength(1)
  site.clock.advance({ minutes: 1 })
  await site.desk.post(`${site.address}/publication`).expect(303)
  expect(holder()).toEqual([])
  await site.desk.post(`${site.address}/annulation`).expect(303)
  expect(holder()).toEqual(before)

  await site.desk.post(`${site.address}/publication`).expect(303)
  await modify(site, { titre: 'Un autre titre' })
  await other.post(`${site.address}/prise-en-charge`).expect(303)
  const since = holder()
  await site.desk.post(`${site.address}/rejet`, { motif: 'Gardons le titre.' }).expect(303)
  await site.visitor.post(`${site.follow}/message`, { message: 'Pourquoi donc ?' }).expect(303)
  await site.desk.post(`${site.address}/prise-en-charge`).expect(303)
  await site.desk.post(`${site.address}/annulation`).expect(303)
  expect(holder()).not.toEqual(since)
  expect(holder()).toHaveLength(1)
})

test('a mailed link acts while a change waits, and no longer once that is decided', async () => {
  const site = await proposed()
  await site.visitor.post(`${site.decision}/publication`).expect(303)
  await modify(site, { titre: 'Un autre titre' })
  await site.visitor.post(`${site.decision}/annonce`, { etat: 'complet' }).expect(303)
  await site.visitor.post(`${site.decision}/message`, { reponse: 'Bien reçu, merci.' }).expect(303)
  await site.coordinator('collegue@example.org').post(`${site.address}/acceptation`).expect(303)
  const before = { row: site.row(), history: site.history() }
  for (const [act, form] of Object.entries(mailedActs))
    await site.visitor.post(`${site.decision}/${act}`, form).expect(409)
  expect({ row: site.row(), history: site.history() }).toEqual(before)
  const page = (await site.visitor.get(site.decision).expect(200)).text
  expect(page).toContain('Un autre titre')
  expect(page).not.toContain('<form')
  expect(page).not.toContain('camille@example.org')
})

const mailedActs: Record<string, Record<string, string>> = {
  publication: {},
  correction: { message: 'Précisez la salle.' },
  refus: { motif: 'Hors sujet.' },
  acceptation: {},
  rejet: { motif: 'Gardons le titre.' },
  annonce: { etat: 'annule' },
  retablissement: {},
  message: { reponse: 'Encore un mot.' },
  lecture: {},
  reouverture: {},
  annulation: {},
  envoi: {},
}

describe('the mail of a decision that is no longer so does not leave', () => {
  const states = ({ db }: TestSite) =>
    db.prepare('SELECT name, status FROM outbox WHERE batch IS NOT NULL ORDER BY id').raw().all()

  test('withdrawn by its organiser; they are answered at once', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/publication`).expect(303)
    await site.visitor.post(`${site.follow}/retrait`, { confirme: 'oui' }).expect(303)
    const now = (await site.mailsNow()).filter(
      ({ to }) => (to as { address: string }).address === 'camille@example.org',
    )
    expect(now.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Retrait :/)])
    expect(await site.mails()).toEqual([])
    expect(states(site)).toEqual([['proposal-published', 'cancelled']])
  })

  test('corrected by its organiser; what is asked of them afterwards leaves alone', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
    await modify(site, { lieu: 'Salle bleue' })
    expect((await site.mailsNow()).map(({ subject }) => subject)).toContainEqual(expect.stringContaining('reçu'))
    await site.desk.post(`${site.address}/correction`, { message: 'Et l’horaire.' }).expect(303)
    expect((await site.mails()).map(({ text }) => String(text))).toEqual([expect.stringContaining('Et l’horaire')])
    const [, asked] = states(site)
    expect(states(site)).toEqual([['proposal-changes-requested', 'cancelled'], asked])
    expect(asked).toEqual(['proposal-changes-requested', 'sent'])

    // one that has left is still read at the desk, whatever was decided since
    await site.desk.post(`${site.address}/publication`).expect(303)
    const id = site.db.prepare(`SELECT max(id) FROM outbox WHERE name = 'proposal-changes-requested'`).pluck().get()
    expect((await site.desk.get(`/moderation/courriels/${id}`)).text).toContain('Et l’horaire')
  })

  test('decided otherwise; once that is undone, it is so again', async () => {
    const site = await proposed()
    const correct = (message: string) => site.desk.post(`${site.address}/correction`, { message }).expect(303)
    await correct('Précisez le nom de la salle.')
    await site.desk.post(`${site.address}/publication`).expect(303)
    await site.desk.post(`${site.address}/annulation`).expect(303)
    expect((await site.mails()).map(({ text }) => String(text))).toEqual([expect.stringContaining('la salle')])

    await correct('Et l’horaire.')
    await site.desk.post(`${site.address}/publication`).expect(303)
    expect((await site.mails()).map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Publié :/)])
  })
})

describe('the mail of a decision says what is so when it leaves', () => {
  const annule = { etat: 'annule', confirme: 'oui' }
  const toOrganiser = (mails: Awaited<ReturnType<TestSite['mails']>>) =>
    mails.filter(({ to }) => (to as { address: string }).address === 'camille@example.org')

  test('published, then cancelled', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/publication`).expect(303)
    await site.visitor.post(`${site.follow}/etat`, annule).expect(303)
    const [mail, ...others] = toOrganiser(await site.mails())
    expect(others).toEqual([])
    expect(mail?.subject).toBe('Publié, puis « Annulé » : Atelier de sourçage inclusif')
    for (const part of [mail?.text, mail?.html]) {
      expect(String(part)).toMatch(/et sa page dit «\s(<b>)?Annulé/)
      expect(String(part)).not.toMatch(/Bonne nouvelle|Relisez/)
    }
  })

  test('announced otherwise since: the first announcement is not told any more', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/publication`).expect(303)
    await site.desk.post(`${site.address}/annonce`, { etat: 'complet' }).expect(303)
    await site.visitor.post(`${site.follow}/etat`, annule).expect(303)
    const mails = toOrganiser(await site.mails())
    expect(mails.map(({ subject }) => subject?.split(' : ')[0])).toEqual(['Publié, puis « Annulé »'])

    // one that has left is read as it was meant, whatever was announced since
    const other = await proposed()
    await other.desk.post(`${other.address}/publication`).expect(303)
    await other.mails()
    await other.visitor.post(`${other.follow}/etat`, annule).expect(303)
    const id = other.db.prepare(`SELECT max(id) FROM outbox WHERE name = 'proposal-published'`).pluck().get()
    const read = (await other.desk.get(`/moderation/courriels/${id}`)).text
    expect(read).toContain('Bonne nouvelle')
    expect(read).not.toContain('puis «')
  })

  test('published, then full: still good news', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/publication`).expect(303)
    await site.visitor.post(`${site.follow}/etat`, { etat: 'complet', confirme: 'oui' }).expect(303)
    const [mail] = toOrganiser(await site.mails())
    expect(String(mail?.text)).toMatch(/Bonne nouvelle.*et sa page dit « Complet »/)
  })

  test('changed, then cancelled', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/publication`).expect(303)
    await modify(site, { lieu: 'Salle bleue' })
    await site.mails()
    await site.desk.post(`${site.address}/acceptation`).expect(303)
    await site.visitor.post(`${site.follow}/etat`, annule).expect(303)
    const [mail] = toOrganiser(await site.mails())
    expect(mail?.subject).toMatch(/^Modification en ligne, « Annulé » :/)
    expect(String(mail?.text)).toContain('la page est à jour, et dit « Annulé ».')
  })

  test('several published together, one of them cancelled', async () => {
    const site = await proposed()
    const second = await propose(site, { titre: 'Un autre atelier' })
    await site.mails()
    const choix = [site.reference, second.slice('/suivi/'.length).split('.')[0] ?? '']
    await site.desk.post('/moderation/groupe', { decision: 'publication', choix }).expect(303)
    await site.visitor.post(`${second}/etat`, annule).expect(303)
    const [mail] = toOrganiser(await site.mails())
    expect(String(mail?.text).match(/sa page dit « Annulé »/g)).toHaveLength(1)
  })
})

describe('a decision is not undone', () => {
  test('nor sent, by a page that shows an earlier one', async () => {
    const site = await proposed()
    const other = site.coordinator('collegue@example.org')
    await site.desk.post(`${site.address}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
    const vu = holdVersionIn((await site.desk.get(site.address)).text)
    await other.post(`${site.address}/publication`).expect(303)
    for (const act of ['annulation', 'envoi']) {
      const late = await site.desk.post(`${site.address}/${act}`, { vu }).expect(409)
      expect(textOf(late.text)).toContain('Publiée par collegue@example.org')
      expect(textOf(late.text)).toContain('Rien n’a été changé')
      expect(htmlErrors(late.text)).toEqual([])
    }
    expect(site.row()).toMatchObject({ status: 'published' })
    expect(await site.mailsNow()).toEqual([])

    const now = holdVersionIn((await site.desk.get(site.address)).text)
    await site.desk.post(`${site.address}/annulation`, { vu: now }).expect(303)
    expect(site.row()).toMatchObject({ status: 'changes_requested' })
  })

  test('once something else has happened: an announcement, a correction, another decision', async () => {
    const announced = await proposed()
    await announced.desk.post(`${announced.address}/publication`).expect(303)
    await announced.visitor.post(`${announced.follow}/etat`, { etat: 'complet', confirme: 'oui' }).expect(303)
    const late = await announced.desk.post(`${announced.address}/annulation`).expect(409)
    expect(textOf(late.text)).toContain('Quelque chose s’est passé depuis')
    expect(announced.row()).toMatchObject({ status: 'published', occasion: 'full' })

    const asked = await proposed()
    await asked.desk.post(`${asked.address}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
    await modify(asked, { lieu: 'Salle bleue' })
    await asked.desk.post(`${asked.address}/annulation`).expect(409)
    expect(asked.row()).toMatchObject({ status: 'pending', place_name: 'Salle bleue' })
    await asked.desk.post(`${asked.address}/publication`).expect(303)
    await asked.desk.post(`${asked.address}/annulation`).expect(303)
    await asked.desk.post(`${asked.address}/annulation`).expect(409)
    expect(asked.row()).toMatchObject({ status: 'pending', place_name: 'Salle bleue' })
  })

  test('though what changes nothing of it does not count: put forward, read', async () => {
    const site = await proposed()
    await site.visitor.post(`${site.follow}/message`, { message: 'Une question.' }).expect(303)
    const vu = versionIn((await site.desk.get(site.address)).text)
    await site.desk.post(`${site.address}/lecture`).expect(303)
    await site.desk.post(`${site.address}/publication`, { vu }).expect(303)
    await site.desk.post(`${site.address}/avant`).expect(303)
    expect(site.history().slice(-3)).toEqual(['read', 'published', 'featured'])
    await site.desk.post(`${site.address}/annulation`).expect(303)
    expect(site.row()).toMatchObject({ status: 'pending', featured: 0 })
  })

  test('though a message does not count, nor a colleague: a correction takes back its own words only', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
    await site.visitor.post(`${site.follow}/message`, { message: 'Voulez-vous dire la verte ?' }).expect(303)
    await site.desk.post(`${site.address}/annulation`).expect(303)
    const page = (await site.visitor.get(site.follow)).text
    expect(page).toContain('Voulez-vous dire la verte')
    expect(page).not.toContain('Précisez le nom de la salle')
    expect(site.row()).toMatchObject({ status: 'pending', coordinator_message: null })
  })
})

describe('a change that was decided is undone', () => {
  test('accepted: the content, its files, its contact and what was announced are as before; the change waits again', async () => {
    const site = await proposed({}, { programme: ['Un.pdf', pdf('Un')] })
    await site.desk.post(`${site.address}/publication`, { confirmer: 'oui' }).expect(303)
    await site.mails()
    await site.visitor.post(`${site.follow}/etat`, { etat: 'reporte', confirme: 'oui' }).expect(303)
    const programme = { programme: ['Deux.pdf', pdf('Deux')] } satisfies Record<string, [string, Buffer]>
    const jour = '26 mai'
    await modify(site, { titre: 'Un autre titre', jour, contact_courriel: 'nouvelle@example.org' }, programme)
    await site.mails()
    const before = { row: site.row(), whole: site.whole(), revision: site.revision() }

    await site.desk.post(`${site.address}/acceptation`, { confirmer: 'oui' }).expect(303)
    expect(site.row()).toMatchObject({ title: 'Un autre titre', occasion: 'rescheduled' })
    await site.visitor.get(site.follow).expect(410)
    await site.desk.post(`${site.address}/annulation`).expect(303)

    const { row } = before
    const { sequence } = site.row()
    expect(site.row()).toEqual({ ...row, sequence, updated_at: site.row().updated_at })
    expect(Number(sequence)).toBeGreaterThan(Number(row.sequence))
    expect(site.whole()).toEqual(before.whole)
    expect(site.revision()).toEqual(before.revision)
    await site.visitor.get(site.follow).expect(200)
    expect(await site.mails()).toEqual([])
    expect(site.history().slice(-2)).toEqual(['revision-accepted', 'decision-undone'])

    await site.desk.post(`${site.address}/acceptation`, { confirmer: 'oui' }).expect(303)
    expect(site.row()).toMatchObject({ title: 'Un autre titre', occasion: 'rescheduled' })
    expect(await site.mails()).toHaveLength(1)
  })

  test('accepted for good: the file that was replaced is kept no longer than it may come back', async () => {
    const site = await proposed({}, { programme: ['Un.pdf', pdf('Un')] })
    await site.desk.post(`${site.address}/publication`, { confirmer: 'oui' }).expect(303)
    const files = { visuel: ['a.png', await image('#345')], programme: ['Deux.pdf', pdf('Deux')] } as Files
    await modify(site, { visuel_alt: 'Une salle', visuel_droits: 'oui' }, files)
    await site.desk.post(`${site.address}/acceptation`, { confirmer: 'oui' }).expect(303)
    await modify(site, { visuel_alt: 'Une salle', visuel_droits: 'oui' }, { visuel: ['b.png', await image('#543')] })
    await site.desk.post(`${site.address}/acceptation`, { confirmer: 'oui' }).expect(303)
    expect(site.files()).toEqual(['Deux.pdf', 'Un.pdf', 'a.png', 'b.png'])
    await site.desk.post(`${site.address}/envoi`).expect(303)
    expect(site.files()).toEqual(['Deux.pdf', 'Un.pdf', 'b.png'])
  })

  test('accepted in other words: the file that the coordination added leaves with them', async () => {
    const described = { visuel_alt: 'Une salle', visuel_droits: 'oui' }
    const site = await proposed(described, { visuel: ['a.png', await image('#345')], programme: ['Un.pdf', pdf('Un')] })
    await site.desk.post(`${site.address}/publication`, { confirmer: 'oui' }).expect(303)
    await site.mails()
    const theirs = { visuel: ['b.png', await image('#543')], programme: ['Deux.pdf', pdf('Deux')] } as Files
    await modify(site, described, theirs)
    const before = { whole: site.whole(), revision: site.revision() }

    const address = `${site.address}/modification`
    const form = { ...completeForm, ...(await startOf(site.desk, address)), visuel_droits: 'oui', confirmer: 'oui' }
    const ours = { visuel: ['c.png', await image('#666')], programme: ['Trois.pdf', pdf('Trois')] } as Files
    await site.desk.submit(address, { ...form, visuel_alt: 'La salle verte' }, ours).expect(303)
    expect(site.documents()).toEqual(['Deux.pdf', 'Trois.pdf', 'c.png'])
    await site.desk.post(`${site.address}/annulation`).expect(303)
    expect(site.whole()).toEqual(before.whole)
    expect(site.revision()).toEqual(before.revision)
    expect(site.documents()).toEqual(['Un.pdf', 'a.png'])
    expect(site.files()).toEqual(['Deux.pdf', 'Un.pdf', 'a.png', 'b.png'])
  })

  test('accepted: a sheet that came with the event has its former published contact again', async () => {
    const site = await proposed({ accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf()] })
    await site.desk.post(`${site.address}/publication`).expect(303)
    await site.mails()
    await modify(site, { accord: 'oui', contact_public_role: 'Accueil', contact_telephone: '02 31 00 00 09' })
    const sheet = () => site.db.prepare('SELECT * FROM sheets ORDER BY id DESC').get()
    const before = sheet()
    await site.desk.post(`${site.address}/acceptation`, { confirmer: 'oui' }).expect(303)
    expect(sheet()).toMatchObject({ public_contact_role: 'Accueil', private_phone: '02 31 00 00 09' })
    await site.desk.post(`${site.address}/annulation`).expect(303)
    expect(sheet()).toEqual(before)
  })

  test('refused: it waits again, and the reason leaves the thread', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/publication`).expect(303)
    await site.mails()
    await modify(site, { titre: 'Un autre titre' })
    await site.mails()
    const before = site.revision()
    await site.desk.post(`${site.address}/rejet`, { motif: 'La salle verte est déjà prise.' }).expect(303)
    expect((await site.visitor.get(site.follow)).text).toContain('La salle verte')
    await site.desk.post(`${site.address}/annulation`).expect(303)
    expect(site.revision()).toEqual(before)
    expect((await site.visitor.get(site.follow)).text).not.toContain('La salle verte')
    expect(await site.mails()).toEqual([])
  })
})

describe('a refusal', () => {
  test('says the reason that was chosen, then what was added; one of the two is needed', async () => {
    const site = await proposed()
    const missing = await site.desk.post(`${site.address}/refus`, { raison_refus: '' }).expect(422)
    expect(messagesOf(missing.text)).toEqual([expect.stringContaining('Motif du refus')])
    expect(htmlErrors(missing.text)).toEqual([])
    expect(missing.text).toContain(`value="${reason}"`)
    await site.desk.post(`${site.address}/refus`, { raison_refus: reason, motif: 'Désolée.' }).expect(303)
    const [told] = await site.mails()
    expect(told?.text).toContain(`${reason}\n\nDésolée.`)
  })

  test('of something unwanted is told to nobody, nor is its reopening', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/refus`, { sans_prevenir: 'oui' }).expect(303)
    const page = (await site.desk.get(`${site.address}?fait=refus`)).text
    expect(textOf(page)).toContain('Refusée sans prévenir (envoi indésirable)')
    expect(textOf(page)).toContain('L’organisateur n’est pas prévenu')
    expect(page).not.toContain('Aucun courriel ne part')
    expect(page).not.toContain('Refusée sans prévenir l’organisateur')
    expect((await site.desk.get(site.address)).text).toContain('Refusée sans prévenir l’organisateur')
    expect((await site.visitor.get(site.follow)).text).toContain('n’a pas retenu cette proposition.')
    await site.desk.post(`${site.address}/reouverture`).expect(303)
    expect(site.row()).toMatchObject({ status: 'pending', coordinator_message: null })
    expect(await site.mails()).toEqual([])
  })

  test('is reopened, which whoever was told of it is told, once and after', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/reouverture`).expect(409)
    await site.desk.post(`${site.address}/refus`, { raison_refus: reason }).expect(303)
    expect((await site.desk.get(site.address)).text).not.toContain('/reouverture')
    await site.desk.post(`${site.address}/reouverture`).expect(303)
    // of one that is taken back before its mail has left, nobody is told
    expect(await site.mails()).toEqual([])
    await site.desk.post(`${site.address}/refus`, { raison_refus: reason }).expect(303)
    await site.mails()
    expect((await site.desk.get(site.address)).text).toContain('/reouverture')
    const { headers } = await site.desk.post(`${site.address}/reouverture`).expect(303)
    expect((await site.desk.get(headers.location ?? '')).text).toContain('attend de nouveau une décision')
    const [again] = await site.mailsNow()
    expect(linkIn(again?.text, '/suivi/')).toBe(site.follow)
    await site.visitor.post(`${site.follow}/modification`).expect(303)
  })

  test('is reopened at the desk only', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/refus`, { raison_refus: reason }).expect(303)
    await site.visitor.post(`${site.decision}/reouverture`).expect(409)
    expect(site.row()).toMatchObject({ status: 'refused' })
  })
})

test('the reasons that are offered are written, ordered and taken out as a text; nobody undoes another’s', async () => {
  const site = await proposed()
  const page = await site.desk.get('/moderation/motifs').expect(200)
  expect(page.text).toContain('Doublon d’une proposition déjà reçue')
  const vu = /name="vu" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const lists = { motifs_correction: 'Précisez la salle', motifs_refus: 'Hors sujet\n\nDéjà reçue\nHors sujet', vu }
  const empty = await site.desk.post('/moderation/motifs', { ...lists, motifs_refus: ' ' }).expect(422)
  expect(messagesOf(empty.text)).toEqual([expect.stringContaining('gardez-en un')])
  const long = { ...lists, motifs_refus: 'x'.repeat(201) }
  await site.desk.post('/moderation/motifs', long).expect(422)
  await site.desk.post('/moderation/motifs', lists).expect(303)
  const offered = textOf((await site.desk.get(site.address)).text)
  expect([...offered.matchAll(/name="raison_refus" type="radio" value="([^"]*)"/g)].map(([, one]) => one)).toEqual([
    'Hors sujet',
    'Déjà reçue',
    '',
  ])
  expect(offered).not.toContain('Doublon d’une')
  const stale = await site.desk.post('/moderation/motifs', { ...lists, motifs_refus: 'Le mien' }).expect(409)
  expect(stale.text).toContain('Le mien')
  expect(stale.text).toContain('<li>Hors sujet</li>')
  expect(htmlErrors(stale.text)).toEqual([])
})

describe('a race that is lost', () => {
  test('shows the page as it is, who was faster and when, and what was typed', async () => {
    const site = await proposed()
    const vu = versionIn((await site.desk.get(site.address)).text)
    await site.desk.post(`${site.address}/publication`, { vu }).expect(303)
    site.clock.advance({ minutes: 2 })
    const late = await site.desk.post(`${site.address}/refus`, { vu, raison_refus: reason, motif: 'Une raison pesée.' })
    expect(late.status).toBe(409)
    expect(textOf(late.text)).toContain('Publiée par coordination@example.org il y a 2\u00a0minutes')
    expect(late.text).toMatch(new RegExp(`readonly>\\n${reason}\\n\\nUne raison pesée\\.</textarea>`))
    expect(late.text).toContain('id="statut"')
    expect(htmlErrors(late.text)).toEqual([])
  })

  test('keeps the words in the form while it is still there', async () => {
    const site = await proposed()
    const vu = versionIn((await site.desk.get(site.address)).text)
    await site.desk.post(`${site.address}/correction`, { vu, message: 'Précisez le nom de la salle.' }).expect(303)
    const late = await site.desk.post(`${site.address}/correction`, { vu, message: 'Précisez aussi l’horaire.' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('name="message" rows="4"')
    expect(late.text).toMatch(/Précisez aussi l’horaire\.<\/textarea>/)
    expect(late.text).not.toContain('readonly')
    expect((await site.mails()).length).toBe(1)
  })

  test('is not won by a page that was read before the same state came again', async () => {
    const site = await proposed()
    const vu = versionIn((await site.desk.get(site.address)).text)
    await site.desk.post(`${site.address}/publication`, { vu }).expect(303)
    await site.desk.post(`${site.address}/annulation`).expect(303)
    const late = await site.desk.post(`${site.address}/publication`, { vu }).expect(409)
    expect(textOf(late.text)).toContain('Décision annulée par')
  })

  test('by an organiser gives the words of an announcement back', async () => {
    const site = await proposed()
    await site.desk.post(`${site.address}/publication`).expect(303)
    const vu = textOf(/name="vu" value="([^"]*)"/.exec((await site.visitor.get(site.follow)).text)?.[1] ?? '')
    await site.desk.post(`${site.address}/annonce`, { etat: 'complet' }).expect(303)
    const said = { etat: 'annule', note: 'La salle est inondée.', vu, confirme: 'oui' }
    const late = await site.visitor.post(`${site.follow}/etat`, said).expect(409)
    expect(late.text).toContain('La salle est inondée.')
    await site.desk.post(`${site.address}/retablissement`).expect(303)
    await site.visitor.post(`${site.follow}/retrait`, { confirme: 'oui' }).expect(303)
    const gone = await site.visitor.post(`${site.follow}/etat`, { etat: 'annule', note: 'La salle est inondée.' })
    expect(gone.status).toBe(409)
    expect(gone.text).toContain('La salle est inondée.')
  })
})

test('erasing somebody leaves nothing of them in what could have been undone', async () => {
  const site = await proposed()
  await site.desk.post(`${site.address}/publication`).expect(303)
  await modify(site, { titre: 'Un autre titre' })
  await site.desk.post(`${site.address}/acceptation`).expect(303)
  const holding = () =>
    site.db.prepare(`SELECT count(*) FROM decisions WHERE undo LIKE '%camille@example.org%'`).pluck().get()
  expect(holding()).toBe(1)
  const folders = { documents: site.folder, images: site.folder }
  const wish = { actor: 'system' as const, staysOnline: () => true }
  await erasePerson({ db: site.db, clock: site.clock, folders }, 'camille@example.org', wish)
  expect(holding()).toBe(0)
  expect(kept(site)).toBe(0)
  await site.desk.post(`${site.address}/annulation`).expect(409)
})

type Files = Record<string, [string, Buffer]>

/** An event that waits, as its organiser and the desk have it before them; its mails are read. */
async function proposed(form: Record<string, string> = {}, files: Files = {}) {
  const site = openSite()
  const follow = await propose(site, form, files)
  const decision = linkIn((await site.mails())[1]?.text, '/decision/')
  const reference = follow.slice('/suivi/'.length).split('.')[0] ?? ''
  type Row = Record<string, string | number | null>
  const all = (source: string) => site.db.prepare<[string], Row>(source).all(reference)
  return {
    ...site,
    follow,
    decision,
    reference,
    desk: site.coordinator(),
    address: `/moderation/evenements/${reference}`,
    row: () => all('SELECT * FROM events WHERE reference = ?')[0] as Row,
    /** what hangs on it */
    whole: () => [
      all('SELECT * FROM event_slots WHERE event_id = (SELECT id FROM events WHERE reference = ?) ORDER BY id'),
      all('SELECT * FROM event_themes WHERE event_id = (SELECT id FROM events WHERE reference = ?)'),
      all('SELECT * FROM event_audiences WHERE event_id = (SELECT id FROM events WHERE reference = ?)'),
      all('SELECT * FROM event_access_needs WHERE event_id = (SELECT id FROM events WHERE reference = ?)'),
      all('SELECT * FROM event_coorganisers WHERE event_id = (SELECT id FROM events WHERE reference = ?)'),
      all('SELECT * FROM documents WHERE event_id = (SELECT id FROM events WHERE reference = ?) ORDER BY id'),
    ],
    revision: () => [
      all('SELECT * FROM revisions WHERE event_id = (SELECT id FROM events WHERE reference = ?) ORDER BY id'),
      site.db.prepare('SELECT * FROM documents WHERE revision_id IS NOT NULL ORDER BY id').all(),
    ],
    files: () => site.db.prepare<[], string>('SELECT name FROM documents ORDER BY name').pluck().all(),
    /** those of the event, as they are online */
    documents: () =>
      all('SELECT name FROM documents WHERE event_id = (SELECT id FROM events WHERE reference = ?) ORDER BY name').map(
        ({ name }) => name,
      ),
    history: () => all('SELECT act FROM journal WHERE subject = ? ORDER BY id').map(({ act }) => act),
  }
}

async function modify(site: TestSite & { follow: string }, changes: Record<string, string>, files: Files = {}) {
  const editing = await site.visitor.post(`${site.follow}/modification`).expect(303)
  const form = { ...completeForm, ...changes }
  const checked = await site.visitor.submit(String(editing.headers.location), form, files).expect(303)
  await site.visitor.post(String(checked.headers.location), { confirmer: ['doublon', 'hors_semaine'] }).expect(303)
}

function secondCoordinator({ db, clock }: TestSite) {
  addCoordinator(db, clock, 'collegue@example.org')
  const other = findCoordinatorByEmail(db, 'collegue@example.org')
  if (!other) throw new Error('no second coordinator')
  return other
}

const kept = ({ db }: TestSite) => db.prepare('SELECT count(*) FROM decisions WHERE undo IS NOT NULL').pluck().get()

const versionIn = (html: string) => textOf(/name="vu" value="([^"]+)"/.exec(html)?.[1] ?? '')

/** The version that « Annuler l’envoi » takes back. */
const holdVersionIn = (html: string) => (html.includes('/annulation"') ? versionIn(html) : '')

const image = (background: string) =>
  sharp({ create: { width: 640, height: 360, channels: 3, background } })
    .png()
    .toBuffer()
