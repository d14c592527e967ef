import { afterAll, describe, expect, test } from 'vitest'
import { explain } from '../src/mail/reasons.ts'
import { axeViolations } from './support/axe.ts'
import { newPage, openBrowser } from './support/browser.ts'
import { completeRex } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { countQueries, multiply } from './support/queries.ts'
import { joinIn, linkIn, propose, textOf } from './support/send.ts'
import { fillSite, serveSite } from './support/served.ts'
import { coordinatorEmail, openSite, type TestSite } from './support/site.ts'
import { completeRow, csv, sendTable } from './support/tables.ts'

const list = '/moderation/courriels'
const referenceOf = (follow: string) => follow.slice('/suivi/'.length).split('.')[0] ?? ''
const deskOf = (follow: string) => `/moderation/evenements/${referenceOf(follow)}`
const toOf = ({ to }: { to?: unknown }) => (to as { address: string }).address

type Row = { id: number; recipient: string; status: string; data: string }
const rowsOf = ({ db }: TestSite, name: string) =>
  db.prepare<[string], Row>('SELECT id, recipient, status, data FROM outbox WHERE name = ? ORDER BY id').all(name)
const mailOf = (site: TestSite, name: string) => rowsOf(site, name).at(-1)?.id ?? 0

/** Gives a mail up as a server that knows no such address makes it. */
const kill = ({ db }: TestSite, id: number) =>
  db
    .prepare(`
      UPDATE outbox SET status = 'dead', attempts = 1, sent_at = NULL, last_error = '550 5.1.1 User unknown' WHERE id = ?
    `)
    .run(id)

describe('the list', () => {
  test('is in the order of the moments that it shows', async () => {
    const site = openSite()
    for (const titre of ['Le premier', 'Le deuxième', 'Le troisième']) await propose(site, { titre })
    const ids = site.db.prepare('SELECT id FROM outbox ORDER BY id').pluck().all() as number[]
    const set = site.db.prepare(`UPDATE outbox SET status = 'sent', sent_at = ? WHERE id = ?`)
    ids.forEach((id, index) => {
      set.run(`2023-05-09T08:${String((index * 37) % 60).padStart(2, '0')}:00Z`, id)
    })
    const shown = (await site.coordinator().get(list).expect(200)).text
    const times = [...shown.matchAll(/le 9\smai\s2023\sà\s10\sh(?:\s(\d+))?/g)].map(([, minutes]) =>
      Number(minutes ?? 0),
    )
    expect(times.length).toBe(ids.length)
    expect(times).toEqual(times.toSorted((one, other) => other - one))
  })

  test('shows every mail with its state, newest first, and is sifted by its address', async () => {
    const site = openSite()
    const follow = await propose(site, { titre: 'Un atelier parti' })
    await site.mails()
    site.db.exec(`UPDATE outbox SET sent_at = created_at`)
    await propose(site, { titre: 'Un atelier en attente' })
    kill(site, mailOf(site, 'proposal-received'))
    const desk = site.coordinator()

    const all = await desk.get(list).expect(200)
    expect(all.text.match(/<li>\s*<h2>/g)).toHaveLength(4)
    expect(all.text.indexOf('Un atelier en attente')).toBeLessThan(all.text.indexOf('Un atelier parti'))
    const dead = await desk.get(`${list}?etat=en-echec`).expect(200)
    expect(dead.text.match(/<li>\s*<h2>/g)).toHaveLength(1)
    expect(dead.text).toContain('Accusé de réception')
    expect(dead.text).toContain('Cette adresse n’existe pas, ou n’existe plus')
    const found = await desk.get(`${list}?q=${referenceOf(follow).toLowerCase()}`).expect(200)
    expect(found.text.match(/<li>\s*<h2>/g)).toHaveLength(2)
    expect(found.text).not.toContain('Un atelier en attente')
    const person = await desk.get(`${list}?q=CAMILLE@&courriel=proposal-received`).expect(200)
    expect(person.text.match(/<li>\s*<h2>/g)).toHaveLength(2)
    expect((await desk.get(`${list}?q=personne`)).text).toContain('Aucun courriel ici')
  })

  test('is cut at twenty-five, and costs the same whatever there is', async () => {
    const site = openSite()
    await propose(site)
    const desk = site.coordinator()
    const few = await countQueries(site.db, () => desk.get(list))
    const copy = site.db.prepare(`
      INSERT INTO outbox (message_id, name, recipient, data, created_at, due_at)
      SELECT ?, name, recipient, data, created_at, due_at FROM outbox WHERE id = 1
    `)
    for (let number = 1; number <= 1000; number++) copy.run(`copie ${number}`)

    expect(await countQueries(site.db, () => desk.get(list))).toBe(few)
    const last = await desk.get(`${list}?page=41`).expect(200)
    expect(last.text).toContain('Page 41 sur 41')
    expect((await desk.get(list)).text.match(/<li>\s*<h2>/g)).toHaveLength(25)
    expect(last.text.match(/<li>\s*<h2>/g)).toHaveLength(2)
  })

  test('the front of the desk says that mails could not be delivered, until they are', async () => {
    const site = openSite()
    await propose(site)
    const desk = site.coordinator()
    expect((await desk.get('/moderation')).text).not.toContain('pu être remis')
    kill(site, mailOf(site, 'proposal-received'))
    const front = await desk.get('/moderation').expect(200)
    expect(front.text).toContain('1\u00a0courriel n’a pas pu être remis')
    expect(front.text).toContain(`href="${list}?etat=en-echec"`)
  })

  test('an account that only reads finds none of it', async () => {
    const site = openSite()
    await propose(site)
    const id = mailOf(site, 'proposal-received')
    kill(site, id)
    const desk = site.coordinator()
    site.db.prepare(`UPDATE coordinators SET role = 'reader'`).run()
    for (const path of [list, `${list}/${id}`, `${list}/ecrire`, `${list}/reception`]) await desk.get(path).expect(403)
    await desk.post(`${list}/${id}/essai`).expect(403)
    const front = await desk.get('/moderation').expect(200)
    expect(front.text).not.toContain('pu être remis')
    expect(front.text).not.toContain('camille@example.org')
  })
})

describe('one mail', () => {
  test('is read as it leaves, its personal links left out, in any state; a sign-in is not composed', async () => {
    const site = openSite()
    const follow = await propose(site, { titre: 'Un atelier lu' })
    await site.visitor.post('/connexion', { courriel: coordinatorEmail })
    await site.visitor.post('/suivi', { courriel: 'camille@example.org' })
    const desk = site.coordinator()
    const read = async (name: string) => textOf((await desk.get(`${list}/${mailOf(site, name)}`).expect(200)).text)

    for (const name of ['proposal-received', 'proposal-new', 'my-propositions']) {
      const text = await read(name)
      expect(text).toContain('[lien personnel]')
      expect(text).not.toMatch(/127\.0\.0\.1:3000\/(?:suivi|decision|mes-propositions)\//)
    }
    expect(await read('proposal-received')).toContain(`Sa référence : ${referenceOf(follow)}`)
    const signIn = await read('sign-in')
    expect(signIn).toContain('servent une fois')
    expect(signIn).not.toContain('/connexion/')
    expect(site.db.prepare('SELECT token_hash FROM sign_ins').pluck().all()).toEqual([null])
  })

  test('that failed is tried again at once; what is leaving, or has left, is not', async () => {
    const site = openSite()
    await propose(site)
    const id = mailOf(site, 'proposal-received')
    const desk = site.coordinator()
    await desk.post(`${list}/${id}/essai`).expect(409)
    kill(site, id)
    const page = await desk.get(`${list}/${id}`).expect(200)
    expect(page.text).toContain('Réessayer maintenant')
    expect(page.text).toContain('550 5.1.1 User unknown')

    await desk.post(`${list}/${id}/essai`).expect(303)
    expect((await site.mails()).map(toOf)).toContain('camille@example.org')
    await desk.post(`${list}/${id}/essai`).expect(409)
    expect(await site.mails()).toEqual([])

    // in hand at this moment
    site.db
      .prepare(`
        UPDATE outbox SET status = 'waiting', sent_at = NULL, last_error = 'Envoi interrompu : le courriel est peut-être déjà parti.'
        WHERE id = ?
      `)
      .run(id)
    await desk.post(`${list}/${id}/essai`).expect(409)
  })

  test('tried again, says only that it leaves; what stopped it is for whoever keeps the site', async () => {
    const site = openSite()
    await propose(site)
    const id = mailOf(site, 'proposal-received')
    kill(site, id)
    site.db
      .prepare('UPDATE outbox SET last_error = ? WHERE id = ?')
      .run("ENOENT: no such file, open '/srv/mailbox/1.eml'", id)
    const desk = site.coordinator()
    const dead = (await desk.get(`${list}/${id}`).expect(200)).text
    expect(dead).toContain('Le site n’arrive pas à l’écrire sur son disque')
    expect(dead).toMatch(
      /<details class="fold">\s*<summary>Pour la personne qui héberge le site<\/summary>[\s\S]*ENOENT/,
    )

    await desk.post(`${list}/${id}/essai`).expect(303)
    const leaving = (await desk.get(`${list}/${id}?fait=essai`).expect(200)).text
    expect(htmlErrors(leaving)).toEqual([])
    expect(leaving).toContain('repart à camille@example.org dans un instant')
    expect(leaving).not.toMatch(/n’arrive pas|ENOENT|Réessayer maintenant/)
    const later = `UPDATE outbox SET last_error = 'ENOENT', due_at = '2999-01-01T00:00:00Z' WHERE id = ?`
    site.db.prepare(later).run(id)
    const failed = (await desk.get(`${list}/${id}?fait=essai`).expect(200)).text
    expect(failed).toContain('Le nouvel essai n’a pas abouti non plus')
    expect(failed).toContain('Réessayer maintenant')
  })

  test('that nobody has tried to send is cancelled, and stays cancelled; one of a decision is not cancelled here', async () => {
    const site = openSite()
    const follow = await propose(site)
    const desk = site.coordinator()
    const id = mailOf(site, 'proposal-received')
    site.db.prepare(`UPDATE outbox SET batch = 'une décision' WHERE name = 'proposal-new'`).run()
    const held = mailOf(site, 'proposal-new')
    expect((await desk.get(`${list}/${held}`)).text).toContain(`s’annule avec elle, depuis <a href="${deskOf(follow)}"`)
    await desk.post(`${list}/${held}/annulation`).expect(409)

    await desk.post(`${list}/${id}/annulation`).expect(303)
    expect((await site.mails()).map(toOf)).toEqual([coordinatorEmail])
    await desk.post(`${list}/${id}/annulation`).expect(409)
    expect(rowsOf(site, 'proposal-received')).toMatchObject([{ status: 'cancelled' }])
    expect((await desk.get(deskOf(follow))).text).toContain('Courriel annulé')
    await desk.post(`${list}/${held}/annulation`).expect(409)
  })

  test('of a decision that is not undone any more says so, and sends to no button that is not there', async () => {
    const site = openSite()
    const follow = await propose(site)
    const desk = site.coordinator()
    await desk.post(`${deskOf(follow)}/publication`).expect(303)
    const page = async () => textOf((await desk.get(`${list}/${mailOf(site, 'proposal-published')}`)).text)
    expect(await page()).toContain('il s’annule avec elle')
    await site.visitor.post(`${follow}/etat`, { etat: 'complet', confirme: 'oui' }).expect(303)
    expect(await page()).not.toContain('il s’annule avec elle')
    expect(await page()).toContain('une décision qui ne s’annule plus')
  })

  test('of several propositions, annulled: the history of each says so', async () => {
    const site = openSite()
    const follows = [await propose(site), await propose(site, { titre: 'Un autre atelier' })]
    const data = JSON.stringify({ references: follows.map(referenceOf), subject: 'Bonjour', text: 'À tous.' })
    site.db.prepare(`UPDATE outbox SET name = 'group-message', data = ? WHERE name = 'proposal-received'`).run(data)
    const desk = site.coordinator()
    await desk.post(`${list}/${mailOf(site, 'group-message')}/annulation`).expect(303)
    for (const follow of follows) expect((await desk.get(deskOf(follow))).text).toContain('Courriel annulé')
  })

  test.each(['pending', 'published'])(
    'of a %s event: its address is corrected, the mail leaves with a link that opens, the old links die',
    async (status) => {
      const site = openSite()
      const follow = await propose(site, { contact_courriel: 'camile@example.org' })
      const desk = site.coordinator()
      if (status === 'published') await desk.post(`${deskOf(follow)}/publication`).expect(303)
      await site.mails()
      const id = mailOf(site, status === 'published' ? 'proposal-published' : 'proposal-received')
      kill(site, id)

      const back = await desk.post(`${list}/${id}/adresse`, { adresse: 'camille@' }).expect(422)
      expect(back.text).toContain('value="camille@"')
      await desk.post(`${list}/${id}/adresse`, { adresse: 'camile@example.org' }).expect(422)
      const done = await desk.post(`${list}/${id}/adresse`, { adresse: 'camille@example.org' }).expect(303)
      expect((await desk.get(String(done.headers.location))).text).toContain('L’adresse est corrigée')

      const left = await site.mails()
      expect(left.map(toOf)).toEqual(['camille@example.org'])
      const link = linkIn(left[0]?.text, '/suivi/')
      expect(link).not.toBe(follow)
      await site.visitor.get(link).expect(200)
      await site.visitor.get(follow).expect(410)
      const rows = site.db.prepare('SELECT private_email FROM events WHERE reference = ?').pluck()
      expect(rows.get(referenceOf(follow))).toBe('camille@example.org')
      expect((await desk.get(deskOf(follow))).text).toContain('Adresse électronique corrigée')
      await desk.post(`${list}/${id}/adresse`, { adresse: 'autre@example.org' }).expect(303)
    },
  )

  test('of a colleague: the address is the colleague’s own; nobody gets a second one', async () => {
    const site = openSite()
    const follow = await propose(site)
    const collegue = { collegue_nom: 'Dominique Exemple', collegue_courriel: 'domnique@example.org', confirme: 'oui' }
    await site.visitor.post(`${follow}/collegues`, collegue).expect(303)
    const [, , toColleague] = await site.mails()
    const old = linkIn(toColleague?.text, '/suivi/')
    const id = mailOf(site, 'colleague-added')
    kill(site, id)
    const desk = site.coordinator()

    await desk.post(`${list}/${id}/adresse`, { adresse: 'camille@example.org' }).expect(409)
    await desk.post(`${list}/${id}/adresse`, { adresse: 'dominique@example.org' }).expect(303)
    const [mail] = await site.mails()
    expect(toOf(mail ?? {})).toBe('dominique@example.org')
    await site.visitor.get(linkIn(mail?.text, '/suivi/')).expect(200)
    await site.visitor.get(old).expect(410)
    await site.visitor.get(follow).expect(200)
  })

  test('of an event with a sheet: what is proposed to the sheet does not bring the old address back', async () => {
    const site = openSite()
    const wrong = { contact_courriel: 'camile@example.org' }
    const follow = await propose(site, wrong)
    const avec = await joinIn(site, follow)
    const kept = await site.visitor.submit('/proposer/rex', { ...completeRex, ...wrong, avec }).expect(303)
    const sent = await site.visitor.post(kept.headers.location ?? '').expect(303)
    const sheet = String(sent.headers.location).replace(/\?.*$/, '')
    const sheetDesk = `/moderation/rex/${referenceOf(sheet)}`
    const desk = site.coordinator()
    for (const one of [deskOf(follow), sheetDesk])
      await desk.post(`${one}/publication`, { confirmer: 'oui' }).expect(303)
    await site.mails()
    const editing = String((await site.visitor.post(`${sheet}/modification`).expect(303)).headers.location)
    const changed = await site.visitor
      .submit(editing, { ...completeRex, ...wrong, titre: 'Un autre titre' })
      .expect(303)
    await site.visitor.post(String(changed.headers.location)).expect(303)
    await site.mails()
    const id = rowsOf(site, 'proposal-published')[0]?.id ?? 0
    kill(site, id)

    await desk.post(`${list}/${id}/adresse`, { adresse: 'camille@example.org' }).expect(303)
    expect(String(site.db.prepare('SELECT group_concat(base || proposed) FROM revisions').pluck().get())).not.toContain(
      'camile@',
    )
    await desk.post(`${sheetDesk}/acceptation`, { confirmer: 'oui' }).expect(303)
    expect(
      site.db.prepare('SELECT title, private_email FROM sheets WHERE reference = ?').raw().get(referenceOf(sheet)),
    ).toEqual(['Un autre titre', 'camille@example.org'])
  })

  test('of a file of events: all of them are at the corrected address, each with a link that opens', async () => {
    const site = openSite()
    const rows = ['Première rencontre', 'Deuxième rencontre'].map((Titre) => ({ ...completeRow, Titre }))
    const file = csv(rows as Record<string, string>[])
    await sendTable(site, ['deux.csv', Buffer.from(file)])
    await site.mails()
    const id = mailOf(site, 'proposals-received')
    kill(site, id)

    await site.coordinator().post(`${list}/${id}/adresse`, { adresse: 'camille.juste@example.org' }).expect(303)
    const [mail] = await site.mails()
    expect(toOf(mail ?? {})).toBe('camille.juste@example.org')
    const links = [...String(mail?.text).matchAll(/:3000(\/suivi\/\S+)/g)].map(([, link = '']) => link)
    expect(links).toHaveLength(2)
    for (const link of links) await site.visitor.get(link).expect(200)
  })

  test('of what was decided together: each proposition is named, and its address corrected, a colleague’s too', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const mine = { contact_courriel: 'camile@example.org' }
    const invited = { collegue_nom: 'Dominique Exemple', collegue_courriel: 'domnique@example.org', confirme: 'oui' }
    const follows = [
      await propose(site, { ...mine, titre: 'Première rencontre' }),
      await propose(site, { ...mine, titre: 'Deuxième rencontre' }),
    ]
    for (const follow of follows) await site.visitor.post(`${follow}/collegues`, invited).expect(303)
    await site.mails()
    const choix = follows.map(referenceOf)
    const decided = { decision: 'refus', choix, motif: 'La Semaine est complète.' }
    await desk.post('/moderation/groupe', decided).expect(303)
    await site.mails()
    const rows = rowsOf(site, 'proposals-decided')
    expect(rows).toHaveLength(2)
    for (const { id } of rows) kill(site, id)

    expect((await desk.get(list)).text).toContain('Première rencontre, et 1\u00a0autre')
    for (const { id, recipient } of rows) {
      const one = (await desk.get(`${list}/${id}`).expect(200)).text
      for (const follow of follows) expect(one).toContain(`href="${deskOf(follow)}"`)
      const adresse = recipient === 'camile@example.org' ? 'camille@example.org' : 'dominique@example.org'
      await desk.post(`${list}/${id}/adresse`, { adresse }).expect(303)
    }
    const left = await site.mails()
    expect(left.map(toOf)).toEqual(['camille@example.org', 'dominique@example.org'])
    for (const { text } of left) {
      const links = [...String(text).matchAll(/:3000(\/suivi\/\S+)/g)].map(([, link = '']) => link)
      expect(links).toHaveLength(2)
      for (const link of links) await site.visitor.get(link).expect(200)
    }
  })

  test('of whoever takes a proposition over: their link opens', async () => {
    const site = openSite()
    const follow = await propose(site)
    const nouveau = { nouveau_nom: 'Claude Exemple', nouveau_courriel: 'clode@example.org', confirme: 'oui' }
    await site.visitor.post(`${follow}/transmission`, nouveau).expect(200)
    await site.mails()
    const id = rowsOf(site, 'handed-over').find(({ recipient }) => recipient === 'clode@example.org')?.id ?? 0
    const desk = site.coordinator()

    await desk.post(`${list}/${id}/adresse`, { adresse: 'claude@example.org' }).expect(303)
    const [mail] = await site.mails()
    expect(toOf(mail ?? {})).toBe('claude@example.org')
    await site.visitor.get(linkIn(mail?.text, '/suivi/')).expect(200)
  })

  test('that had left is sent once more to the corrected address; a coordinator’s own is not corrected here', async () => {
    const site = openSite()
    const follow = await propose(site, { contact_courriel: 'camile@example.org' })
    await site.mails()
    const desk = site.coordinator()
    const id = mailOf(site, 'proposal-received')
    const done = await desk.post(`${list}/${id}/adresse`, { adresse: 'camille@example.org' }).expect(303)
    expect(String(done.headers.location)).not.toContain(`/${id}?`)
    expect((await site.mails()).map(toOf)).toEqual(['camille@example.org'])
    await site.visitor.get(follow).expect(410)

    const own = await desk.get(`${list}/${mailOf(site, 'proposal-new')}`).expect(200)
    expect(own.text).not.toContain('Corriger l’adresse')
    expect(own.text).toContain('C’est l’adresse d’un accès')
    await desk.post(`${list}/${mailOf(site, 'proposal-new')}/adresse`, { adresse: 'x@example.org' }).expect(409)
  })

  test.each([
    ['Can’t send mail - all recipients were rejected: 550 5.1.1 <a@b.fr>: Recipient address rejected', 'n’existe pas'],
    ['552 5.2.2 Mailbox full', 'pleine'],
    ['451 4.7.1 Greylisted, please try again', 'refuse nos courriels|patienter'],
    ['connect ECONNREFUSED 127.0.0.1:2525', 'ne répond pas'],
    ['Invalid login: 535 5.7.8 authentication failed', 'indésirables|refuse de nous ouvrir'],
    ['No recipients defined', 'mal écrite'],
    ['554 Transaction failed', 'refusé'],
    ['something else', 'n’a pas pu partir'],
  ])('%s is said in French', (error, words) => {
    expect(explain(error)).toMatch(new RegExp(words))
  })
})

describe('writing to a group', () => {
  const words = { cle: 'AAAAAAAAAAAAAAAAAAAAAA', objet: 'Votre accueil', message: 'Qui vous aide sur place ?' }
  const preview = async (site: TestSite, form: Record<string, string>) => {
    const page = await site.coordinator().post(`${list}/ecrire/apercu`, form).expect(200)
    return { text: textOf(page.text), html: page.text, vu: /name="vu" value="([^"]*)"/.exec(page.text)?.[1] ?? '' }
  }

  /** Two events of one organiser, one of another, one decided. */
  async function grouped() {
    const site = openSite()
    site.db.prepare(`UPDATE events SET status = 'withdrawn'`).run()
    site.db.prepare(`UPDATE sheets SET status = 'withdrawn'`).run()
    const mine = [
      await propose(site, { titre: 'Le premier atelier' }),
      await propose(site, { titre: 'Le deuxième atelier' }),
    ]
    const other = await propose(site, {
      titre: 'L’atelier d’Alix',
      contact_courriel: 'alix@example.org',
      debut: '',
      fin: '',
      moment: 'matin',
    })
    const done = await propose(site, { titre: 'Un atelier refusé', contact_courriel: 'refus@example.org' })
    await site
      .coordinator()
      .post(`${deskOf(done)}/refus`, { motif: 'Hors du sujet de la semaine.' })
      .expect(303)
    await site.mails()
    return { site, mine, other }
  }

  test('« Voir qui c’est » shows them', async () => {
    const site = openSite()
    await propose(site)
    const desk = site.coordinator()
    expect((await desk.get(`${list}/ecrire`)).text).toContain('<details class="fold recipients">')
    const shown = (await desk.get(`${list}/ecrire`)).text
    const [, press] = /name="modifier" value="(\w+)">Voir qui c’est/.exec(shown) ?? []
    const looking = await desk.post(`${list}/ecrire/apercu`, { statut: 'pending', modifier: press ?? '' }).expect(200)
    expect(looking.text).toContain('<details class="fold recipients" open>')
    const again = await desk.post(`${list}/ecrire/apercu`, { statut: 'pending', modifier: 'oui' }).expect(200)
    expect(again.text).toContain('<details class="fold recipients">')
  })

  test('shows who gets it, and how one of them reads it, before anything leaves', async () => {
    const { site } = await grouped()
    const page = await site.coordinator().get(`${list}/ecrire`).expect(200)
    expect(page.text).toContain('2\u00a0personnes, pour 3\u00a0propositions')
    expect(page.text).not.toContain('refus@example.org')
    const unhoured = await site.coordinator().get(`${list}/ecrire?sans_heure=oui`).expect(200)
    expect(unhoured.text).toContain('1\u00a0personne, pour 1\u00a0proposition')
    expect(unhoured.text).toContain('alix@example.org')
    const refused = await site.coordinator().get(`${list}/ecrire?statut=refused`).expect(200)
    expect(refused.text).toContain('refus@example.org')

    const { text } = await preview(site, words)
    expect(text).toContain('« Le premier atelier »')
    expect(text).toContain('« Le deuxième atelier »')
    expect(text).toContain('[lien personnel]')
    expect(text).not.toMatch(/:3000\/suivi\//)
    expect(rowsOf(site, 'group-message')).toEqual([])
  })

  test('names the first fifty of a long list, counts the others, and writes to all', async () => {
    const { site, other } = await grouped()
    multiply(site.db, referenceOf(other), 100)
    site.db.exec(`UPDATE events SET private_email = lower(reference) || '@example.org' WHERE reference GLOB 'Z[0-9]*'`)
    const pages = [(await site.coordinator().get(`${list}/ecrire`)).text, (await preview(site, words)).html]
    for (const page of pages) {
      expect(page).toContain('102\u00a0personnes, pour 103\u00a0propositions')
      expect(page.match(/<li><b>/g)).toHaveLength(50)
      expect(page).toContain('et 52\u00a0autres personnes')
      expect(htmlErrors(page)).toEqual([])
    }
    expect(pages[1]).toContain('Envoyer 102\u00a0courriels')
    const few = await site.coordinator().get(`${list}/ecrire?statut=refused`)
    expect(few.text).not.toContain('autres personnes')
  })

  test('one mail each, with their own links, answered to her, kept in each thread; pressed twice it leaves once', async () => {
    const { site, mine, other } = await grouped()
    const { vu } = await preview(site, words)
    const send = () => site.coordinator().post(`${list}/ecrire/envoi`, { ...words, vu })
    const [first, second] = [await send().expect(303), await send().expect(303)]
    expect(first.headers.location).toBe(`${list}?courriel=group-message&fait=ecrit&nombre=2`)
    expect(second.headers.location).toBe(first.headers.location)

    const left = await site.mails()
    expect(left.map(toOf).sort()).toEqual(['alix@example.org', 'camille@example.org'])
    for (const { subject, text, replyTo } of left) {
      expect(subject).toBe('Votre accueil')
      expect(text).toContain(words.message)
      expect(toOf({ to: replyTo })).toBe(coordinatorEmail)
    }
    const toMine = left.find((mail) => toOf(mail) === 'camille@example.org')
    for (const follow of mine) expect(toMine?.text).toContain(follow)
    expect(toMine?.text).not.toContain(other)

    for (const follow of [...mine, other]) {
      expect((await site.visitor.get(follow)).text.match(/Qui vous aide sur place/g)).toHaveLength(1)
      expect((await site.coordinator().get(deskOf(follow))).text).toContain('Message envoyé')
    }
    const seen = await site.coordinator().get(String(first.headers.location)).expect(200)
    expect(seen.text).toContain('2\u00a0courriels partent')
    expect(seen.text.match(/<li>\s*<h2>/g)).toHaveLength(2)
  })

  test('nothing typed is lost: a missing answer, a group that is empty, a group that changed', async () => {
    const { site } = await grouped()
    const desk = site.coordinator()
    const missing = await desk.post(`${list}/ecrire/apercu`, { ...words, objet: '', type: 'atelier' }).expect(422)
    expect(missing.text).toContain('dites en quelques mots de quoi il s’agit')
    expect(missing.text).toContain('Qui vous aide sur place ?')
    expect(missing.text).toMatch(/value="atelier" selected/)
    const empty = await desk.post(`${list}/ecrire/apercu`, { ...words, departement: '76' }).expect(422)
    expect(empty.text).toContain('personne n’y est')
    expect(empty.text).toContain('Qui vous aide sur place ?')

    const { vu } = await preview(site, words)
    await propose(site, { titre: 'Arrivé entre-temps', contact_courriel: 'tard@example.org' })
    const changed = await desk.post(`${list}/ecrire/envoi`, { ...words, vu }).expect(409)
    expect(changed.text).toContain('Le groupe a changé')
    expect(changed.text).toContain('tard@example.org')
    expect(changed.text).toContain('Qui vous aide sur place ?')
    expect(rowsOf(site, 'group-message')).toEqual([])

    const again = await desk.post(`${list}/ecrire/apercu`, { ...words, modifier: 'oui' }).expect(200)
    expect(again.text).toContain('Qui vous aide sur place ?')
    expect(again.text).toContain(`value="${words.cle}"`)
  })
})

describe('in a browser', async () => {
  const site = await fillSite(await serveSite())
  const browser = await openBrowser()
  afterAll(async () => {
    await browser.close()
    site.close()
  })

  test('without scripts, by keyboard: a group is chosen, written to, read again, sent', async () => {
    const page = await newPage(browser, { width: 320, height: 800, javaScript: false, baseURL: site.origin })
    const [name = '', value = ''] = site.cookie.split('=')
    await page.context().addCookies([{ name, value, url: site.origin }])
    await page.goto(`${list}/ecrire`)
    await page.getByLabel('Objet').fill('Votre accueil')
    await page.getByLabel('État').selectOption('pending')
    await page.getByRole('button', { name: 'Voir qui c’est' }).press('Enter')
    await page.waitForURL(/apercu$/)
    expect(await page.getByLabel('État').inputValue()).toBe('pending')
    expect(await page.getByLabel('Objet').inputValue()).toBe('Votre accueil')
    expect(htmlErrors(await page.content())).toEqual([])
    await page.getByLabel('Votre message').fill('Qui vous aide sur place ?')
    await page.getByRole('button', { name: 'Relire' }).press('Enter')
    await page.waitForSelector('#lecture')
    expect(await axeViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(htmlErrors(await page.content())).toEqual([])
    await page.getByRole('button', { name: /^Envoyer/ }).press('Enter')
    await page.waitForURL(/fait=ecrit/)
    expect(await page.getByRole('status').textContent()).toContain('C’est envoyé')
    await page.context().close()
  })
})
