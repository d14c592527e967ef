import { describe, expect, test } from 'vitest'
import { askFeedback } from '../src/feedback/ask.ts'
import { openNext } from './support/desk.ts'
import { htmlErrors } from './support/html.ts'
import { multiply } from './support/queries.ts'
import { linkIn, messagesOf, propose } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const week = { hours: 24 * 18 } // 9 May + 18 days is the day after the last one
const told = { participants: '1 200', acheteurs: '40', satisfaction: '5', commentaire: 'Une belle salle, merci !' }

/** The demonstration's week, whose organisers have no address here. */
function siteWithoutAddresses() {
  const site = openSite()
  site.db.exec('UPDATE events SET private_email = NULL')
  return site
}

async function publish(site: TestSite, form: Record<string, string> = {}) {
  const follow = await propose(site, form)
  return { follow, desk: await decide(site, follow) }
}

async function decide(site: TestSite, follow: string) {
  const desk = `/moderation/evenements/${follow.slice('/suivi/'.length).split('.')[0]}`
  await site.coordinator().post(`${desk}/publication`, { confirmer: 'oui' }).expect(303)
  return desk
}

const rows = ({ db }: TestSite) =>
  db.prepare('SELECT participants, buyers, satisfaction, comment FROM feedback WHERE answered_at IS NOT NULL').all()

const asking = async (site: TestSite) => {
  const asked = askFeedback(site.db, site.clock)
  const letters = (await site.mails()).filter(({ subject }) => String(subject).startsWith('Comment s’est passé'))
  return { asked, letters }
}

describe('after the week', () => {
  test('each organiser is asked once, by one mail that lists their events; the link opens the question', async () => {
    const site = siteWithoutAddresses()
    await publish(site, { titre: 'Un premier atelier', contact_courriel: 'ana@example.org' })
    await publish(site, { titre: 'Un second atelier', contact_courriel: 'Ana@example.org', jour: '22 mai' })
    await publish(site, { titre: 'Un forum ouvert', contact_courriel: 'luc@example.org' })
    const cancelled = await publish(site, { titre: 'Un forum annulé', contact_courriel: 'zoe@example.org' })
    await site.visitor.post(`${cancelled.follow}/etat`, { etat: 'annule', confirme: 'oui' }).expect(303)
    const late = await propose(site, { titre: 'Décidé trop tard', contact_courriel: 'luc@example.org' })
    const tooLate = await propose(site, { titre: 'Décidé bien trop tard', contact_courriel: 'noe@example.org' })
    await site.mails()
    site.clock.advance({ hours: 24 * 17 })
    expect(await asking(site)).toEqual({ asked: 0, letters: [] })

    site.clock.advance({ hours: 24 })
    const { asked, letters } = await asking(site)
    expect(asked).toBe(2)
    expect(letters.map(({ to }) => to)).toMatchObject([{ address: 'Ana@example.org' }, { address: 'luc@example.org' }])
    const [ana] = letters
    expect(ana?.text).toMatch(/Un second atelier[\s\S]*Un premier atelier/)
    expect(ana?.text).not.toContain('Un forum ouvert')
    const links = (part: unknown) => [...String(part).matchAll(/http[^\s"<]+#bilan/g)].map(([link]) => link)
    expect(links(ana?.text)).toHaveLength(2)
    expect(links(ana?.html)).toEqual(links(ana?.text))
    const page = await site.visitor.get(linkIn(ana?.text, '/suivi/')).expect(200)
    expect(page.text).toContain('Votre bilan')
    // it comes before what changes nothing any more
    expect(page.text.indexOf('id="bilan"')).toBeLessThan(page.text.indexOf('Modifier ma proposition'))
    expect(page.text).toContain('Un second atelier')

    await decide(site, late)
    site.clock.advance({ hours: 24 })
    expect((await asking(site)).letters).toEqual([])
    site.clock.advance({ hours: 24 * 60 })
    await decide(site, tooLate)
    expect((await asking(site)).letters).toEqual([])
  })

  test('whoever has answered already, or has left since, is not written to', async () => {
    const site = siteWithoutAddresses()
    const one = await publish(site, { contact_courriel: 'ana@example.org' })
    const other = await publish(site, { titre: 'Un forum ouvert', contact_courriel: 'luc@example.org' })
    await site.mails()
    site.clock.advance(week)
    await site.visitor.post(`${one.follow}/bilan`, told).expect(303)
    expect(askFeedback(site.db, site.clock)).toBe(1)
    await site.visitor.post(`${other.follow}/retrait`, { confirme: 'oui' }).expect(303)
    expect((await asking(site)).letters).toEqual([])
  })

  // each address looked for among all the others took minutes
  test('however many organisers there are, all are asked in one go', async () => {
    const site = siteWithoutAddresses()
    const { follow } = await publish(site, { contact_courriel: 'ana@example.org' })
    multiply(site.db, follow.slice('/suivi/'.length).split('.')[0] ?? '', 10_000)
    site.db.exec(`UPDATE events SET private_email = id / 2 || '@Example.org' WHERE reference GLOB 'Z[0-9]*'`)
    site.clock.advance(week)
    expect(askFeedback(site.db, site.clock)).toBeGreaterThan(5000)
    expect(askFeedback(site.db, site.clock)).toBe(0)
  })
})

describe('« Votre bilan »', () => {
  test('is asked on the follow page once the last slot is over, kept, shown again and changed', async () => {
    const site = openSite()
    const { follow, desk } = await publish(site)
    site.clock.advance({ hours: 24 * 16 + 7 }) // 25 May, 16 h: it ends at 16 h 30
    expect((await site.visitor.get(follow)).text).not.toContain('Votre bilan')
    await site.visitor.post(`${follow}/bilan`, told).expect(409)
    expect(rows(site)).toEqual([])

    site.clock.advance({ hours: 1 })
    const page = await site.visitor.get(follow).expect(200)
    expect(page.text).toContain('Votre bilan')
    const sent = await site.visitor.post(`${follow}/bilan`, told).expect(303)
    const kept = { participants: 1200, buyers: 40, satisfaction: 5, comment: 'Une belle salle, merci !' }
    expect(rows(site)).toEqual([kept])
    const again = await site.visitor.get(String(sent.headers.location)).expect(200)
    expect(again.text).toContain('votre bilan est enregistré')
    expect(again.text).toContain('très réussi, avec ce mot\u00a0: «\u00a0Une belle salle, merci\u00a0!\u00a0»')
    expect(again.text).toMatch(/value="5" checked/)
    expect(again.text).toContain('value="1200"')
    expect(htmlErrors(again.text)).toEqual([])

    await site.visitor.post(`${follow}/bilan`, { participants: '0', satisfaction: '1' }).expect(303)
    expect(rows(site)).toEqual([{ participants: 0, buyers: null, satisfaction: 1, comment: null }])
    await site.visitor.post(`${follow}/bilan`, told).expect(303)

    const atDesk = await site.coordinator().get(desk).expect(200)
    expect(atDesk.text).toContain('Une belle salle, merci')
    expect(atDesk.text).toContain('Très réussi')
    site.db.prepare(`UPDATE coordinators SET role = 'reader'`).run()
    const reader = await site.coordinator().get(desk).expect(200)
    expect(reader.text).not.toContain('Une belle salle')
  })

  test('comes back with what was typed and what to correct', async () => {
    const site = openSite()
    const { follow } = await publish(site)
    site.clock.advance(week)
    const wrong = await site.visitor
      .post(`${follow}/bilan`, { participants: 'beaucoup', commentaire: 'Bien !' })
      .expect(422)
    expect(messagesOf(wrong.text)).toEqual([
      'Nombre de participants\u00a0: écrivez un nombre entier, de 0 à 100\u202f000',
      'Comment s’est passé votre événement\u00a0: choisissez une réponse',
    ])
    expect(wrong.text).toContain('value="beaucoup"')
    expect(wrong.text).toContain('Bien !')
    const more = await site.visitor
      .post(`${follow}/bilan`, { participants: '10', acheteurs: '11', satisfaction: '3' })
      .expect(422)
    expect(messagesOf(more.text)[0]).toContain('plus nombreux que les participants')
    expect(rows(site)).toEqual([])
  })

  test('its words go with the person, in the words of others too; the figures stay', async () => {
    const site = openSite()
    const mine = await publish(site, { contact_courriel: 'ana@example.org' })
    const other = await publish(site, { titre: 'Un forum ouvert', contact_courriel: 'luc@example.org' })
    await site.mails()
    site.clock.advance(week)
    await site.visitor.post(`${mine.follow}/bilan`, told).expect(303)
    const mention = { ...told, commentaire: 'Merci à Ana@example.org !' }
    await site.visitor.post(`${other.follow}/bilan`, mention).expect(303)
    await site.visitor.post('/suivi', { courriel: 'ana@example.org' }).expect(303)
    const link = linkIn((await site.mails()).at(-1)?.text, '/mes-propositions/')
    await site.visitor.post(`${link}/effacement`, { effacer: 'oui' }).expect(303)
    expect(rows(site)).toMatchObject([
      { participants: 1200, satisfaction: 5, comment: null },
      { participants: 1200, comment: 'Merci à … !' },
    ])
  })

  test('the page tells how often it was read, and nothing while it is not online', async () => {
    const site = openSite()
    const follow = await propose(site)
    expect((await site.visitor.get(follow)).text).not.toMatch(/Vu\s\d/)
    const reference = follow.slice('/suivi/'.length).split('.')[0] ?? ''
    await site.coordinator().post(`/moderation/evenements/${reference}/publication`, { confirmer: 'oui' }).expect(303)
    const page = (await site.visitor.get(follow)).text.match(/\/agenda\/[\w-]+/)?.[0] ?? ''
    for (let times = 0; times < 3; times++) await site.visitor.get(page).set('User-Agent', 'Firefox/140.0').expect(200)
    await site.visitor.get(`${page}.ics`).set('User-Agent', 'Firefox/140.0').expect(200)
    site.totals.write()
    expect((await site.visitor.get(follow)).text).toContain('Vu 3\u00a0fois, ajouté 1\u00a0fois à un calendrier.')
  })
})

test('an event of the last edition is over at its own hour, whatever the hour is where the next one will be', async () => {
  const site = openSite()
  const { follow } = await publish(site)
  await openNext(site.coordinator())
  // 25 May at 15:30, an hour before its end; 17:30 on Réunion
  site.clock.advance({ hours: 16 * 24 + 6, minutes: 30 })
  await site.visitor.post(`${follow}/bilan`, told).expect(409)
  expect((await site.visitor.get(follow)).text).not.toContain('id="bilan"')

  site.clock.advance({ hours: 1, minutes: 5 })
  await site.visitor.post(`${follow}/bilan`, told).expect(303)
  expect(rows(site)).toHaveLength(1)
})
