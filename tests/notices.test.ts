import { describe, expect, test } from 'vitest'
import { sendDigests } from '../src/letters/digest.ts'
import { remind } from '../src/letters/reminders.ts'
import { goRound } from '../src/letters/rounds.ts'
import { addMessage } from '../src/messages/queries.ts'
import { tellCoordinators } from '../src/notices/tell.ts'
import { isWorkingDay, workingDaysSince } from '../src/web/working-days.ts'
import { openNext } from './support/desk.ts'
import { completeForm } from './support/forms.ts'
import { linkIn, propose } from './support/send.ts'
import { coordinatorEmail, openSite, type TestSite, testClock } from './support/site.ts'

const referenceOf = (follow: string) => follow.slice('/suivi/'.length).split('.')[0] ?? ''
const deskOf = (follow: string) => `/moderation/evenements/${referenceOf(follow)}`
const at = (local: string) => testClock(local)

/** The mails to the coordination that were queued, by their names, and what is held for the next ones. */
const queued = ({ db }: TestSite) =>
  db.prepare<[string], string>('SELECT name FROM outbox WHERE recipient = ? ORDER BY id').pluck().all(coordinatorEmail)
const held = ({ db }: TestSite) => db.prepare<[], number>('SELECT count(*) FROM notices').pluck().get()

/** Tells of a new proposition at an hour of the real day. */
const tell = ({ db }: TestSite, follow: string, local: string) =>
  tellCoordinators(db, { name: 'proposal-new', data: { reference: referenceOf(follow), sent: 'submitted' } }, at(local))

/** A site without demonstration propositions that wait, told how its coordinator wants to be told. */
async function calmSite(rythme = 'un-par-un') {
  const site = openSite()
  site.db.prepare(`UPDATE events SET status = 'withdrawn' WHERE status = 'pending'`).run()
  site.db.prepare(`UPDATE sheets SET status = 'withdrawn' WHERE status = 'pending'`).run()
  await site.coordinator().post('/moderation/courriels/reception', { rythme }).expect(303)
  return site
}

async function proposeMany(site: TestSite, number: number) {
  const follows: string[] = []
  for (let n = 1; n <= number; n++) follows.push(await propose(site, { titre: `Atelier numéro ${n}` }))
  site.db.prepare('DELETE FROM notices').run()
  site.db.prepare('DELETE FROM outbox').run()
  return follows
}

/** Its organiser sends it again. */
async function correct({ visitor }: TestSite, follow: string, lieu: string) {
  const form = await visitor.post(`${follow}/modification`).expect(303)
  const checked = await visitor.submit(String(form.headers.location), { ...completeForm, lieu })
  await visitor.post(String(checked.headers.location), { confirmer: ['doublon'] }).expect(303)
}

/** What leaves to the organiser of the tests. */
const toOrganiser = async (site: TestSite) =>
  (await site.mails()).filter(({ to }) => (to as { address: string }).address === 'camille@example.org')

/** What leaves, whatever the day it was queued for. */
async function mails(site: TestSite) {
  site.db.prepare(`UPDATE outbox SET due_at = '2020-01-01T00:00:00Z' WHERE status = 'waiting'`).run()
  return (await site.mails()).filter(({ to }) => (to as { address: string }).address === coordinatorEmail)
}

describe('how each account is told', () => {
  test('one mail each time, until four in a day: the others are gathered by the hour', async () => {
    const site = await calmSite()
    const follows = await proposeMany(site, 6)

    for (const follow of follows) tell(site, follow, '2026-03-10T09:10')
    expect(queued(site)).toEqual(Array(4).fill('proposal-new'))
    expect(held(site)).toBe(2)

    sendDigests(site.db, at('2026-03-10T09:59'))
    expect(queued(site)).toHaveLength(4)
    sendDigests(site.db, at('2026-03-10T10:00'))
    sendDigests(site.db, at('2026-03-10T11:00'))
    expect(queued(site).slice(4)).toEqual(['notices-digest'])
    expect(held(site)).toBe(0)

    const digest = (await mails(site)).at(-1)
    expect(digest?.subject).toBe('À lire : 2\u00a0propositions')
    expect(digest?.text).toContain('Atelier numéro 5')
    expect(digest?.text).not.toContain('Atelier numéro 4')
    const decision = linkIn(digest?.text, '/decision/')
    await site.visitor.get(decision).expect(200)
    expect(digest?.html).toContain(decision)

    tell(site, follows[0] ?? '', '2026-03-11T00:01')
    expect(queued(site).at(-1)).toBe('proposal-new')
  })

  test('gathered by the hour: nothing alone, and what was decided or answered meanwhile is left out', async () => {
    const site = await calmSite('par-heure')
    const [decided = '', waiting = '', talked = '', answered = ''] = await proposeMany(site, 4)
    for (const follow of [decided, waiting]) tell(site, follow, '2026-03-10T09:10')
    for (const follow of [talked, answered])
      await site.visitor.post(`${follow}/message`, { message: 'Peut-on venir à vélo ?' }).expect(303)
    tell(site, waiting, '2026-03-10T09:20')
    expect(queued(site)).toEqual([])
    site.db.prepare(`UPDATE notices SET created_at = '2026-03-10T08:30:00Z'`).run()

    await site
      .coordinator()
      .post(`${deskOf(decided)}/publication`)
      .expect(303)
    await site
      .coordinator()
      .post(`${deskOf(answered)}/message`, { reponse: 'Oui, un abri est ouvert.' })
      .expect(303)
    sendDigests(site.db, at('2026-03-10T10:30'))

    const [digest, ...others] = await mails(site)
    expect(others).toEqual([])
    expect(digest?.text?.toString().match(/Atelier numéro \d/g)).toEqual(['Atelier numéro 2', 'Atelier numéro 3'])
    expect(digest?.text).toContain('Message de Camille Exemple : « Peut-on venir à vélo ? »')
  })

  test('what was marked as read meanwhile is left out; a letter to many answers nobody', async () => {
    const site = await calmSite('par-heure')
    const desk = site.coordinator()
    const [read = '', seen = '', asked = '', announced = ''] = await proposeMany(site, 4)
    for (const follow of [seen, announced]) await desk.post(`${deskOf(follow)}/publication`).expect(303)
    for (const follow of [read, asked])
      await site.visitor.post(`${follow}/message`, { message: 'Peut-on venir à vélo ?' }).expect(303)
    for (const follow of [seen, announced])
      await site.visitor.post(`${follow}/etat`, { etat: 'complet', confirme: 'oui' }).expect(303)
    for (const follow of [read, seen]) await desk.post(`${deskOf(follow)}/lecture`).expect(303)
    addMessage(site.db, site.clock, { subject: referenceOf(asked), author: 'coordinator:1', text: 'À tous : merci.' })
    expect(held(site)).toBe(4)
    site.db.prepare(`UPDATE notices SET created_at = '2026-03-10T08:30:00Z'`).run()

    sendDigests(site.db, at('2026-03-10T10:30'))
    const digest = (await mails(site)).at(-1)
    expect(digest?.text?.toString().match(/Atelier numéro \d/g)).toEqual(['Atelier numéro 3', 'Atelier numéro 4'])
    expect(digest?.text).toContain('Annoncé par l’organisateur : Complet')
  })

  test('what waits for another reason than the one noted is told by that one only', async () => {
    const site = await calmSite('par-heure')
    const desk = site.coordinator()
    const [follow = ''] = await proposeMany(site, 1)
    tell(site, follow, '2026-03-10T09:10')
    await desk.post(`${deskOf(follow)}/correction`, { message: 'Précisez la salle.' }).expect(303)
    await correct(site, follow, 'Salle verte')
    site.db.prepare(`UPDATE notices SET created_at = '2026-03-10T08:30:00Z'`).run()
    expect(held(site)).toBe(2)

    sendDigests(site.db, at('2026-03-10T10:30'))
    const digest = (await mails(site)).at(-1)
    expect(digest?.text).toContain('– Corrigée et renvoyée')
    expect(digest?.text).not.toContain('Nouvelle proposition')
  })

  test('when all of it is settled, no mail leaves', async () => {
    const site = await calmSite('par-heure')
    const [follow = ''] = await proposeMany(site, 1)
    tell(site, follow, '2026-03-10T09:10')
    expect(held(site)).toBe(1)
    await site
      .coordinator()
      .post(`${deskOf(follow)}/publication`)
      .expect(303)

    sendDigests(site.db, at('2026-03-10T10:00'))
    expect(queued(site)).toEqual([])
    expect(held(site)).toBe(0)
  })

  test('gathered by the day: at eight, on working days', async () => {
    const site = await calmSite('par-jour')
    const [friday = '', saturday = ''] = await proposeMany(site, 2)
    tell(site, friday, '2026-04-03T09:00')
    tell(site, saturday, '2026-04-04T09:00')

    // Monday the 6th is Easter Monday
    for (const local of ['2026-04-03T18:00', '2026-04-04T08:00', '2026-04-06T12:00', '2026-04-07T07:59'])
      sendDigests(site.db, at(local))
    expect(queued(site)).toEqual([])
    sendDigests(site.db, at('2026-04-07T08:00'))
    sendDigests(site.db, at('2026-04-07T08:01'))
    expect(queued(site)).toEqual(['notices-digest'])
    expect((await mails(site))[0]?.subject).toBe('À lire : 2\u00a0propositions')
  })

  test('an event cancelled within two days is told at once, another is gathered', async () => {
    const site = await calmSite('par-jour')
    const [follow = ''] = await proposeMany(site, 1)
    await site
      .coordinator()
      .post(`${deskOf(follow)}/publication`)
      .expect(303)
    await site.visitor.post(`${follow}/etat`, { etat: 'complet', confirme: 'oui' }).expect(303)
    expect(queued(site)).toEqual([])
    expect(held(site)).toBe(1)

    // the event is on the 25th at 14 h
    site.clock.advance({ hours: 24 * 14 + 6 })
    await site.visitor.post(`${follow}/etat`, { etat: 'annule', confirme: 'oui' }).expect(303)
    expect(queued(site)).toEqual(['occasion-stated'])
  })

  test('the hours until an event are counted where it takes place, whatever the hour is where the next edition will be', async () => {
    const site = await calmSite('par-jour')
    const [follow = ''] = await proposeMany(site, 1)
    const desk = site.coordinator()
    await desk.post(`${deskOf(follow)}/publication`).expect(303)
    await openNext(desk)
    // 49 hours before
    site.clock.advance({ hours: 24 * 14 + 4 })
    await site.visitor.post(`${follow}/etat`, { etat: 'annule', confirme: 'oui' }).expect(303)
    expect(queued(site)).toEqual([])
    expect(held(site)).toBe(1)
  })

  test('what is held when the process stops is there when it starts again, and is told once', async () => {
    const site = await calmSite('par-heure')
    const [follow = ''] = await proposeMany(site, 1)
    tell(site, follow, '2026-03-10T09:10')
    const { prepare } = site.db
    site.db.prepare = ((sql: string) => {
      if (sql.includes('INSERT INTO outbox')) throw new Error('stopped')
      return prepare.call(site.db, sql)
    }) as typeof prepare
    expect(() => sendDigests(site.db, at('2026-03-10T10:00'))).toThrow('stopped')
    site.db.prepare = prepare
    expect(held(site)).toBe(1)

    sendDigests(site.db, at('2026-03-10T10:00'))
    sendDigests(site.db, at('2026-03-10T10:00'))
    expect(queued(site)).toEqual(['notices-digest'])
  })

  test('each account chooses for itself; a rhythm that is none comes back', async () => {
    const site = await calmSite('par-jour')
    const page = await site.coordinator().get('/moderation/courriels/reception').expect(200)
    expect(page.text).toMatch(/value="par-jour" checked/)
    const back = await site.coordinator().post('/moderation/courriels/reception', { rythme: 'jamais' }).expect(422)
    expect(back.text).toContain('Choisissez un rythme')
    expect(site.db.prepare('SELECT notices FROM coordinators').pluck().all()).toEqual(['daily'])
  })

  test('what is still to be read holds no words of anybody, and nothing of what is erased', async () => {
    const site = await calmSite('par-jour')
    const [online = '', gone = ''] = await proposeMany(site, 2)
    tell(site, gone, '2026-03-10T09:10')
    await site
      .coordinator()
      .post(`${deskOf(online)}/publication`)
      .expect(303)
    const note = 'Écrivez à camille@example.org'
    await site.visitor.post(`${online}/etat`, { etat: 'complet', note, confirme: 'oui' }).expect(303)
    const all = () => site.db.prepare('SELECT data FROM notices ORDER BY id').pluck().all()
    const announced = JSON.stringify({ reference: referenceOf(online), occasion: 'full' })
    expect(all()).toEqual([JSON.stringify({ reference: referenceOf(gone), sent: 'submitted' }), announced])

    await site.visitor.post('/suivi', { courriel: 'camille@example.org' })
    const mine = linkIn((await site.mails()).at(-1)?.text, '/mes-propositions/')
    await site.visitor
      .post(`${mine}/effacement`, { [`page_${referenceOf(online)}`]: 'laisser', effacer: 'oui' })
      .expect(303)
    expect(all()).toEqual([announced])
  })
})

describe('reminders', () => {
  const reminders = (site: TestSite) => queued(site).filter((name) => name === 'proposals-waiting')

  test('French working days: Easter, Ascension and the others are none', () => {
    expect(
      ['2026-04-06', '2026-05-14', '2026-05-25', '2026-07-14', '2026-11-11', '2026-12-25', '2026-11-28'].filter(
        isWorkingDay,
      ),
    ).toEqual([])
    expect(['2026-04-07', '2026-05-15', '2026-11-30'].filter((day) => !isWorkingDay(day))).toEqual([])
    // from Wednesday to Friday of the next week, over Ascension Day
    expect(workingDaysSince('2026-05-13', '2026-05-22')).toBe(6)
  })

  test('what has waited more than three working days is recalled, all in one mail, once', async () => {
    const site = await calmSite()
    // Tuesday the 9th of May at nine; Monday the 8th was a holiday
    await proposeMany(site, 2)
    site.clock.advance({ hours: 24 * 3 })
    remind(site.db, site.clock)
    expect(reminders(site)).toEqual([])

    // Monday the 15th is the fourth working day
    site.clock.advance({ hours: 24 * 3 })
    remind(site.db, site.clock)
    remind(site.db, site.clock)
    expect(reminders(site)).toHaveLength(1)
    const [mail] = await mails(site)
    expect(mail?.subject).toBe('Rappel : 2\u00a0propositions attendent depuis plus de trois jours ouvrés')
    expect(mail?.text).toContain('Atelier numéro 1')
    await site.visitor.get(linkIn(mail?.text, '/decision/')).expect(200)

    site.clock.advance({ hours: 24 * 14 })
    remind(site.db, site.clock)
    expect(reminders(site)).toHaveLength(1)
  })

  test('a message and an announcement that nobody has read are recalled too, each with why it waits', async () => {
    const site = await calmSite()
    const desk = site.coordinator()
    const [talked = '', announced = '', read = ''] = await proposeMany(site, 3)
    for (const follow of [talked, announced, read]) await desk.post(`${deskOf(follow)}/publication`).expect(303)
    for (const follow of [talked, read])
      await site.visitor.post(`${follow}/message`, { message: 'Peut-on venir à vélo ?' }).expect(303)
    await site.visitor.post(`${announced}/etat`, { etat: 'complet', confirme: 'oui' }).expect(303)
    await site.mails()
    site.clock.advance({ hours: 24 * 6 })
    remind(site.db, site.clock)
    await site
      .coordinator()
      .post(`${deskOf(read)}/lecture`)
      .expect(303)

    const [mail, ...others] = (await mails(site)).filter(({ subject }) => String(subject).startsWith('Rappel'))
    expect(others).toEqual([])
    expect(
      mail?.text
        ?.toString()
        .match(/« Atelier .*/g)
        ?.toSorted(),
    ).toEqual([
      expect.stringMatching(/^« Atelier numéro 1 ».* – Message$/),
      expect.stringMatching(/^« Atelier numéro 2 ».* – Annonce : Complet$/),
    ])
    expect(mail?.text).not.toContain('une décision depuis')
    await site.coordinator().get(linkIn(mail?.text, '/moderation/evenements/')).expect(200)
  })

  test('what no longer waits when the mail leaves is not in it, and all settled there is none', async () => {
    const site = await calmSite()
    const [published = '', refused = '', sentBack = '', withdrawn = ''] = await proposeMany(site, 4)
    site.clock.advance({ hours: 24 * 6 })
    remind(site.db, site.clock)
    expect(reminders(site)).toHaveLength(1)
    const desk = site.coordinator()
    await desk.post(`${deskOf(published)}/publication`).expect(303)
    await desk.post(`${deskOf(refused)}/refus`, { raison_refus: 'Hors de la région' }).expect(303)
    await desk.post(`${deskOf(sentBack)}/correction`, { message: 'Précisez la salle.' }).expect(303)
    await site.visitor.post(`${withdrawn}/retrait`, { confirme: 'oui' }).expect(303)
    expect((await mails(site)).map(({ subject }) => String(subject)).filter((one) => /^Rappel/.test(one))).toEqual([])
    expect(site.db.prepare(`SELECT status FROM outbox WHERE name = 'proposals-waiting'`).pluck().all()).toEqual([
      'cancelled',
    ])
  })

  test('reopened, a proposition begins to wait anew, and is recalled again', async () => {
    const site = await calmSite()
    const [follow = ''] = await proposeMany(site, 1)
    const waitsSince = () =>
      site.db.prepare('SELECT since FROM waiting WHERE reference = ?').pluck().get(referenceOf(follow))
    site.clock.advance({ hours: 24 * 6 })
    remind(site.db, site.clock)
    expect(reminders(site)).toHaveLength(1)
    const desk = site.coordinator()
    await desk.post(`${deskOf(follow)}/refus`, { raison_refus: 'Hors de la région' }).expect(303)
    await desk.post(`${deskOf(follow)}/reouverture`).expect(303)
    expect(waitsSince()).toBe('2023-05-15T07:00:00Z')
    site.clock.advance({ hours: 24 })
    remind(site.db, site.clock)
    expect(reminders(site)).toHaveLength(1)

    // Ascension Day is between
    site.clock.advance({ hours: 24 * 6 })
    remind(site.db, site.clock)
    expect(reminders(site)).toHaveLength(2)

    const later = site.coordinator()
    await later.post(`${deskOf(follow)}/correction`, { message: 'Précisez la salle.' }).expect(303)
    await correct(site, follow, 'Salle verte')
    expect(waitsSince()).toBe('2023-05-22T07:00:00Z')
    const reasons = site.db.prepare('SELECT reasons FROM waiting WHERE reference = ?').pluck().get(referenceOf(follow))
    expect(reasons).toBe('["corrected"]')
  })

  test('at most one a working day, from eight; sent again after a correction, it waits anew', async () => {
    const site = await calmSite()
    const [first = ''] = await proposeMany(site, 1)
    site.clock.advance({ hours: 24 * 3 })
    const second = await propose(site, { titre: 'Le suivant' })
    site.clock.advance({ hours: 24 * 3 - 2 })
    remind(site.db, site.clock)
    expect(reminders(site)).toEqual([])
    site.clock.advance({ hours: 2 })
    remind(site.db, site.clock)
    expect(reminders(site)).toHaveLength(1)

    const message = 'Précisez le nom de la salle.'
    await site
      .coordinator()
      .post(`${deskOf(first)}/correction`, { message })
      .expect(303)
    await site
      .coordinator()
      .post(`${deskOf(second)}/publication`)
      .expect(303)
    await correct(site, first, 'Salle verte')
    remind(site.db, site.clock)
    expect(reminders(site)).toHaveLength(1)

    // the Thursday and the Friday are Ascension Day and the day after: Monday the 22nd is the fourth working day
    site.clock.advance({ hours: 24 * 4 })
    remind(site.db, site.clock)
    expect(reminders(site)).toHaveLength(1)
    site.clock.advance({ hours: 24 * 3 })
    remind(site.db, site.clock)
    expect(reminders(site)).toHaveLength(2)
  })

  test('a correction that has not come after five days is recalled to its organiser, once, with a link that opens', async () => {
    const site = await calmSite()
    const [follow = ''] = await proposeMany(site, 1)
    const message = 'Précisez le nom de la salle.'
    await site
      .coordinator()
      .post(`${deskOf(follow)}/correction`, { message })
      .expect(303)
    await site.mails()
    site.clock.advance({ hours: 24 * 3 })
    remind(site.db, site.clock)
    expect(await toOrganiser(site)).toEqual([])

    site.clock.advance({ hours: 24 * 3 })
    remind(site.db, site.clock)
    site.clock.advance({ hours: 24 })
    remind(site.db, site.clock)
    const left = await toOrganiser(site)
    expect(left.map(({ subject }) => subject)).toEqual([
      `Votre correction est attendue : Atelier numéro 1 (${referenceOf(follow)})`,
    ])
    expect(left[0]?.text).toContain(message)
    await site.visitor.get(linkIn(left[0]?.text, '/suivi/')).expect(200)
  })

  test('ten days before, its organiser is asked to check what is published; once, and not of what is cancelled', async () => {
    const site = await calmSite()
    const [follow = '', cancelled = ''] = await proposeMany(site, 2)
    for (const one of [follow, cancelled])
      await site
        .coordinator()
        .post(`${deskOf(one)}/publication`)
        .expect(303)
    await site.visitor.post(`${cancelled}/etat`, { etat: 'annule', confirme: 'oui' }).expect(303)
    await site.mails()

    // the 12th of May, then Monday the 15th: ten days before the 25th
    site.clock.advance({ hours: 24 * 3 })
    remind(site.db, site.clock)
    expect(await toOrganiser(site)).toEqual([])
    site.clock.advance({ hours: 24 * 3 })
    remind(site.db, site.clock)
    site.clock.advance({ hours: 24 })
    remind(site.db, site.clock)
    const left = await toOrganiser(site)
    expect(left.map(({ subject }) => subject)).toEqual([
      `Vérifiez vos informations : Atelier numéro 1 (${referenceOf(follow)})`,
    ])
    expect(left[0]?.text).toContain('Maison des associations Exemple')
    expect(left[0]?.text).not.toContain('Vos coordonnées')
    await site.visitor.get(linkIn(left[0]?.text, '/suivi/')).expect(200)
  })
})

describe('mail that could not be delivered', () => {
  test('is told to the coordination once, together, and never about her own', async () => {
    const site = await calmSite('par-jour')
    const { db, clock } = site
    const follows = await proposeMany(site, 2)
    for (const follow of follows)
      await site
        .coordinator()
        .post(`${deskOf(follow)}/publication`)
        .expect(303)
    db.prepare(`UPDATE outbox SET status = 'dead', last_error = '550 5.1.1 User unknown'`).run()

    goRound({ db, clock })
    goRound({ db, clock })
    expect(queued(site)).toEqual(['mail-undelivered'])
    const [mail] = await mails(site)
    expect(mail?.subject).toBe('2\u00a0courriels n’ont pas été remis')
    expect(mail?.text).toContain('camille@example.org')
    expect(mail?.text).toContain('Cette adresse n’existe pas, ou n’existe plus')
    await site.coordinator().get(linkIn(mail?.text, '/moderation/courriels/')).expect(200)

    db.prepare(`UPDATE outbox SET status = 'dead', sent_at = NULL WHERE name = 'mail-undelivered'`).run()
    goRound({ db, clock })
    expect(queued(site)).toEqual(['mail-undelivered'])
  })
})
