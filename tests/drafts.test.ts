import { readdirSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { openedAt } from '../src/web/suspicion.ts'
import { pdf } from './support/files.ts'
import { completeCarteBlanche, completeForm, completeRex } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { joinIn, linkIn, messagesOf, propose, textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const form = '/proposer/evenement'

const shownIn = (html: string) => /name="vu" value="([^"]*)"/.exec(html)?.[1] ?? ''

describe('a draft', () => {
  test('is kept at the first press, whatever it holds; its link comes by mail and opens it again', async () => {
    const site = openSite()
    const { titre, contact_courriel } = completeForm
    const kept = await site.visitor.submit(form, { titre, contact_courriel, debut: '25 h', garder: 'oui' }).expect(303)
    const [mail, ...more] = await site.mails()
    expect(more).toEqual([])
    expect(mail).toMatchObject({ to: { address: contact_courriel }, subject: `Votre brouillon : ${titre}` })
    const address = linkIn(mail?.text, '/proposer/')
    expect(kept.headers.location).toBe(`${address}?garde=envoye#reprendre`)
    const page = (await site.visitor.get(address).expect(200)).text
    expect(page).toContain(`value="${titre}"`)
    expect(page).toContain('value="25 h"')
  })

  test('taken up again, says so, and until when it is kept', async () => {
    const site = openSite()
    const { titre, contact_courriel } = completeForm
    const typed = { titre, contact_courriel, garder: 'oui' }
    const address = (await site.visitor.submit(form, typed).expect(303)).headers.location?.split('?')[0] ?? ''
    expect((await site.visitor.get(address)).text).toContain('Brouillon repris : il est gardé jusqu’au 8\u00a0juillet')
    expect((await site.visitor.get(form)).text).not.toContain('Brouillon repris')
  })

  test('left empty is not said to be taken up again', async () => {
    const { visitor } = openSite()
    const chosen = await visitor.submit('/proposer/rex', { remettre: 'fichier' }).expect(303)
    expect((await visitor.get(String(chosen.headers.location))).text).not.toContain('Brouillon repris')
    const begun = await visitor.submit('/proposer/rex', { remettre: 'fichier', titre: 'Le linge' }).expect(303)
    expect((await visitor.get(String(begun.headers.location))).text).toContain('Brouillon repris')
  })

  test('without a title is told from another by when it was begun', async () => {
    const site = openSite()
    await site.visitor.submit(form, { contact_courriel: 'camille@example.org', garder: 'oui' }).expect(303)
    const [mail] = await site.mails()
    expect(mail?.subject).toBe('Votre brouillon : Proposer un événement, commencé le 9\u00a0mai\u00a02023 à 9\u00a0h')
    for (const part of [mail?.text, mail?.html]) expect(String(part)).toContain('commencé le 9\u00a0mai')
  })

  test('that is gone, like a link that was cut, says what to do', async () => {
    const site = openSite()
    const kept = await site.visitor.submit(form, completeForm).expect(303)
    const check = kept.headers.location ?? ''
    const preview = /href="(\/proposer\/apercu\/[^"]+)"/.exec((await site.visitor.get(check)).text)?.[1] ?? ''
    await site.visitor.get(preview).expect(200)
    site.db.prepare('DELETE FROM drafts').run()
    const address = check.replace('/verification', '')
    for (const url of [address, check, preview, address.slice(0, -3), preview.slice(0, -3)]) {
      const page = (await site.visitor.get(url).expect(404)).text
      expect(page).toContain('Un brouillon est gardé soixante jours')
      expect(page).toContain('href="/suivi"')
      expect(htmlErrors(page)).toEqual([])
    }
  })

  test('is kept, and its link sent nowhere, when the address has a slip in it', async () => {
    const site = openSite()
    const kept = await site.visitor.submit(form, { contact_courriel: 'marie@gmial.com', garder: 'oui' }).expect(303)
    expect(await site.mails()).toEqual([])
    const page = (await site.visitor.get(kept.headers.location ?? '')).text
    expect(page).toMatch(/<b>marie@gmial\.com<\/b> semble avoir une faute de frappe/)
    expect(htmlErrors(page)).toEqual([])
  })

  test('is kept without an address too, and says how to come back', async () => {
    const site = openSite()
    const kept = await site.visitor.submit(form, { titre: 'Un atelier', garder: 'oui' }).expect(303)
    expect(await site.mails()).toEqual([])
    expect((await site.visitor.get(kept.headers.location ?? '')).text).toContain('Votre brouillon est gardé')
  })

  test('keeps a file once, though Back has it sent again; another one beside it', async () => {
    const site = openSite()
    const kept = await site.visitor.submit(form, { garder: 'oui' }, { programme: ['Un.pdf', pdf('Un')] }).expect(303)
    const address = (kept.headers.location ?? '').replace(/\?.*/, '')
    const programmes = async () => (await site.visitor.get(address)).text.match(/(?<=class="kept"><span><b>)\w+\.pdf/g)
    for (const name of ['Un', 'Un', 'Deux']) {
      await site.visitor.submit(address, { garder: 'oui' }, { programme: [`${name}.pdf`, pdf(name)] }).expect(303)
    }
    expect(await programmes()).toEqual(['Un.pdf', 'Deux.pdf'])
    expect(readdirSync(site.folder).filter((name) => name !== 'incoming')).toHaveLength(2)
  })

  test('open in two places keeps what each changes; the same answer changed twice is said, and nothing is sent unread', async () => {
    const site = openSite()
    const { titre, resume, ...others } = completeForm
    const kept = await site.visitor.submit(form, { ...completeForm, garder: 'oui' }).expect(303)
    const address = (kept.headers.location ?? '').replace(/\?.*/, '')
    const vu = shownIn((await site.visitor.get(address)).text)
    const send = (page: string, changes: Record<string, string | string[]>) =>
      site.visitor.submit(address, { ...others, titre, resume, vu, page, ...changes }).expect(303)

    await send('premiere', { lieu: 'Hôtel de ville', titre: 'Le titre de la première' })
    const first = (await site.visitor.get(`${address}/verification`)).text
    await send('deuxieme', { resume: 'Le résumé du second.', titre: 'Le titre du second' })
    const checked = textOf((await site.visitor.get(`${address}/verification`)).text)
    for (const text of ['Hôtel de ville', 'Le résumé du second.', 'Le titre du second']) expect(checked).toContain(text)
    expect(checked).toMatch(/avait changé ailleurs[\s\S]*<dt>Titre<\/dt><dd>Le titre de la première/)
    expect(htmlErrors(checked)).toEqual([])

    const unread = await site.visitor.post(`${address}/verification`, { vu: shownIn(first) }).expect(409)
    expect(unread.text).toContain('Rien n’est envoyé : relisez')
    expect(htmlErrors(unread.text)).toEqual([])
    await site.visitor.post(`${address}/verification`, { vu: shownIn(unread.text) }).expect(303)

    const again = await site.visitor.submit(form, { ...completeForm, garder: 'oui' }).expect(303)
    const alone = (again.headers.location ?? '').replace(/\?.*/, '')
    await site.visitor.submit(alone, {
      ...completeForm,
      vu: shownIn((await site.visitor.get(alone)).text),
      titre: 'Un seul titre',
    })
    expect((await site.visitor.get(alone)).text).not.toContain('avait changé ailleurs')
    expect((await site.visitor.get(alone)).text).toContain('value="Un seul titre"')
  })

  test('whose new file cannot be kept has those of before, on the disk too', async () => {
    const site = openSite()
    const kept = await site.visitor.submit(form, { garder: 'oui' }, { programme: ['Un.pdf', pdf('Un')] }).expect(303)
    const address = (kept.headers.location ?? '').replace(/\?.*/, '')
    await site.visitor.submit(address, { garder: 'oui' }, { programme: ['Deux.pdf', pdf('Deux')] }).expect(303)
    const onDisk = () =>
      readdirSync(site.folder)
        .filter((name) => name !== 'incoming')
        .sort()
    const before = onDisk()
    site.db.exec(`CREATE TRIGGER broken BEFORE INSERT ON documents BEGIN SELECT RAISE(ABORT, 'disk'); END`)
    await site.visitor.submit(address, { garder: 'oui' }, { programme: ['Trois.pdf', pdf('Trois')] }).expect(500)
    expect(before).toHaveLength(2)
    expect(onDisk()).toEqual(before)
    site.db.exec('DROP TRIGGER broken')
    await site.visitor.submit(address, { garder: 'oui' }, { programme: ['Trois.pdf', pdf('Trois')] }).expect(303)
    expect(onDisk()).toHaveLength(2)
    expect(onDisk()).not.toEqual(before)
  })

  test('is read by others at its preview link, where nothing can be changed', async () => {
    const site = openSite()
    const contact_courriel = 'camille@example.org'
    const typed = { titre: 'Un atelier à relire', type: 'atelier', contact_courriel, garder: 'oui' }
    const kept = await site.visitor.submit(form, typed)
    const draft = (await site.visitor.get(kept.headers.location ?? '')).text
    const preview = /\/proposer\/apercu\/[^"]+/.exec(draft)?.[0] ?? ''
    const page = (await site.visitor.get(preview).expect(200)).text
    expect(page).toContain('Un atelier à relire')
    expect(page).toContain('Il reste des réponses à donner')
    expect(page).not.toContain('<form')
    expect(page).not.toContain(contact_courriel)
    expect(page).not.toContain((kept.headers.location ?? '').split(/[/?]/)[3])
    await site.visitor.get(`${preview}x`).expect(404)
  })

  test('has its files opened where it is checked and where it is read by others, until it is sent', async () => {
    const site = openSite()
    const photo = await sharp({ create: { width: 700, height: 400, channels: 3, background: '#4f7d5a' } })
      .jpeg()
      .toBuffer()
    const about = { visuel_alt: 'Un atelier vu de haut', visuel_droits: 'oui' }
    const files = { visuel: ['photo.jpg', photo], programme: ['Programme.pdf', pdf()] } satisfies Files
    const kept = await site.visitor.submit(form, { ...completeForm, ...about }, files).expect(303)
    const check = kept.headers.location ?? ''
    const page = (await site.visitor.get(check).expect(200)).text
    const preview = previewIn(page)
    const draft = check.replace('/verification', '')
    const opened: string[] = []
    for (const [at, html] of [
      [draft, page],
      [preview, (await site.visitor.get(preview)).text],
    ] as const) {
      expect(html).toContain('alt="Un atelier vu de haut"')
      const [image = '', programme = ''] = ['src', 'href'].map(
        (name) => new RegExp(`${name}="(${at}/documents/\\d+)"`).exec(html)?.[1],
      )
      const thumbnail = await site.visitor.get(image).buffer(true).expect(200).expect('Cache-Control', 'no-store')
      expect((await sharp(thumbnail.body).metadata()).width).toBe(480)
      const read = await site.visitor.get(programme).expect(200).expect('Cache-Control', 'no-store')
      expect(read.headers['content-disposition']).toMatch(/^attachment; filename=Programme.pdf$/)
      opened.push(image, programme)
    }

    const other = await site.visitor.submit(form, { ...completeForm, titre: 'Un tout autre atelier' }).expect(303)
    const theirs = other.headers.location ?? ''
    const [, id] = opened[1]?.split('/documents/') ?? []
    await site.visitor.get(`${theirs.replace('/verification', '')}/documents/${id}`).expect(404)
    await site.visitor.get(`${previewIn((await site.visitor.get(theirs)).text)}/documents/${id}`).expect(404)

    await site.visitor.post(check).expect(303)
    for (const url of opened) await site.visitor.get(url).expect(404)
  })

  test('says at its preview link, once sent, where it stands; nothing more when it is somebody else’s', async () => {
    const site = openSite()
    const kept = await site.visitor.submit(form, { ...completeForm, contact_telephone: '02 99 98 97 96' }).expect(303)
    const preview = previewIn((await site.visitor.get(kept.headers.location ?? '')).text)
    const sent = await site.visitor.post(kept.headers.location ?? '').expect(303)
    const page = (await site.visitor.get(preview).expect(200)).text
    expect(page).toContain(`<h1>${completeForm.titre}</h1>`)
    expect(page).toContain(referenceIn(sent))
    expect(page).toContain('En attente de décision')
    expect(page).toContain(completeForm.resume)
    expect(page).toContain(completeForm.contact_public_courriel)
    for (const secret of ['/suivi/', '<form', completeForm.contact_courriel, '02 99 98 97 96', 'Camille'])
      expect(page).not.toContain(secret)

    const follow = (sent.headers.location ?? '').replace(/\?.*/, '')
    const claude = { nouveau_nom: 'Claude Exemple', nouveau_courriel: 'claude@example.org', confirme: 'oui' }
    await site.visitor.post(`${follow}/transmission`, claude)
    const after = (await site.visitor.get(preview).expect(200)).text
    expect(after).toContain('Cette proposition a été envoyée à la coordination.')
    for (const told of [completeForm.titre, referenceIn(sent), completeForm.resume, 'En attente de décision'])
      expect(after).not.toContain(told)
  })

  test('that was checked sends its link too, and says so there', async () => {
    const { site, check } = await checked({})
    const asked = await site.visitor.post(check.replace('verification', 'lien')).expect(303)
    expect(asked.headers.location).toBe(`${check}?garde=envoye#reprendre`)
    const [mail, ...more] = await site.mails()
    expect(more).toEqual([])
    expect(linkIn(mail?.text, '/proposer/')).toBe(check.replace('/verification', ''))
    expect((await site.visitor.get(check)).text).not.toContain('Votre brouillon est gardé')
    const page = (await site.visitor.get(asked.headers.location ?? '').expect(200)).text
    expect(page).toContain('Votre brouillon est gardé')
    expect(page).toContain(`<b>${completeForm.contact_courriel}</b>`)

    const sent = await site.visitor.post(check).expect(303)
    await site.mails()
    const late = await site.visitor.post(check.replace('verification', 'lien')).expect(303)
    expect(late.headers.location).toBe(sent.headers.location)
    expect(await site.mails()).toEqual([])
  })

  test('says on paper what it is, of which edition, on what day, and where it is read', async () => {
    const { site, check } = await checked({})
    const page = (await site.visitor.get(check)).text
    const preview = previewIn(page)
    for (const html of [page, (await site.visitor.get(preview)).text]) {
      const paper = textOf(/<div class="on-paper">[\s\S]*?<\/div>/.exec(html)?.[0] ?? '').replaceAll('\u00a0', ' ')
      expect(paper).toContain('Proposition à relire, pas encore envoyée')
      expect(paper).toContain('Semaine des achats socialement et écologiquement responsables')
      expect(paper).toContain('9 mai 2023')
      expect(paper).toContain(`${site.config.baseUrl}${preview}`)
      expect(paper).not.toContain(check.split('/')[3])
    }
  })

  test('tells of a PDF that a screen reader cannot read what it means and how to mend it', async () => {
    const site = openSite()
    const kept = await site.visitor.submit(form, completeForm, { programme: ['Programme.pdf', pdf()] }).expect(303)
    const page = (await site.visitor.get(kept.headers.location ?? '')).text.replaceAll('\u00a0', ' ')
    expect(page).toContain('un lecteur d’écran ne peut pas le lire')
    expect(page).toContain('« PDF balisé »')
  })

  test('keeps a link that is reserved to registered people out of its preview, complete or not', async () => {
    const site = openSite()
    const online = { participation: 'en-ligne', lien_en_ligne: 'https://visio.example.org/secret-42' }
    const previewOf = async (changes: Record<string, string>) => {
      const kept = await site.visitor
        .submit(form, { ...completeForm, ...online, ...changes, garder: 'oui' })
        .expect(303)
      const page = (await site.visitor.get(kept.headers.location ?? '')).text
      return (await site.visitor.get(/\/proposer\/apercu\/[^"]+/.exec(page)?.[0] ?? '').expect(200)).text
    }
    for (const titre of [completeForm.titre, ''])
      expect(await previewOf({ titre, lien_reserve: 'oui' })).not.toContain('secret-42')
    expect(await previewOf({})).toContain('secret-42')
  })

  test('is of one form only, and leads back to the link that it was sent with, not to a later one', async () => {
    const site = openSite()
    const kept = await site.visitor.submit(form, completeForm).expect(303)
    const check = kept.headers.location ?? ''
    await site.visitor.get(check.replace('evenement', 'rex')).expect(404)
    await site.visitor.submit(check.replace('evenement', 'rex').replace('/verification', ''), completeRex).expect(404)
    const sent = await site.visitor.post(check).expect(303)
    const follow = (sent.headers.location ?? '').replace(/\?.*/, '')
    const opened = (await site.visitor.get(check).expect(303)).headers.location ?? ''
    expect(opened).toBe(`${follow}?fait=deja`)
    const page = (await site.visitor.get(opened)).text
    expect(page).toContain('C’est déjà envoyé')
    expect(page).not.toContain('un courriel vous le confirme')
    expect((await site.visitor.post(check).expect(303)).headers.location).toBe(sent.headers.location)

    const claude = { nouveau_nom: 'Claude Exemple', nouveau_courriel: 'claude@example.org', confirme: 'oui' }
    await site.visitor.post(`${follow}/transmission`, claude)
    const back = await site.visitor.get(check).expect(303)
    await site.visitor.get(back.headers.location ?? '').expect(410)
  })

  test('that corrects is given over with the proposition, under another key', async () => {
    const site = openSite()
    const follow = await propose(site)
    const mine = (await site.visitor.post(`${follow}/modification`).expect(303)).headers.location ?? ''
    const claude = { nouveau_nom: 'Claude Exemple', nouveau_courriel: 'claude@example.org', confirme: 'oui' }
    await site.mails()
    await site.visitor.post(`${follow}/transmission`, claude)
    expect((await site.visitor.get(mine).expect(410)).text).toContain('changé de mains')
    const link = linkIn((await site.mails()).find(({ to }) => JSON.stringify(to).includes('claude'))?.text, '/suivi/')
    const theirs = (await site.visitor.post(`${link}/modification`).expect(303)).headers.location ?? ''
    const page = (await site.visitor.get(theirs).expect(200)).text
    expect(page).toContain('value="claude@example.org"')
    expect(page).not.toContain('camille@example.org')
  })

  test('is no worse a day later', async () => {
    const site = openSite()
    const kept = await site.visitor.submit(form, completeForm).expect(303)
    site.clock.advance({ hours: 25 })
    const address = (kept.headers.location ?? '').replace('/verification', '')
    await site.visitor.submit(address, { ...completeForm, titre: 'Un titre changé le lendemain' }).expect(303)
    await site.visitor.post(`${address}/verification`).expect(303)
    expect((await site.mails())[0]?.subject).toContain('Un titre changé le lendemain')
  })
})

describe('the check of what was sent before', () => {
  test('is of a correction, and tells each answer that changes with what it was', async () => {
    const site = openSite()
    const follow = await propose(site, { mots_cles: 'sourçage', acces: 'Par le train' })
    const changes = {
      lieu: 'Salle bleue',
      themes: ['insertion', 'strategie-sourcing'],
      acces: 'Par le train',
      contact_telephone: '02 31 00 00 00',
      creneaux: '2',
      jour_2: '24 mai',
      moment_2: 'matin',
    }
    const page = await checkOf(site, follow, changes)
    expect(page).toContain('<h1>Vérifiez votre correction</h1>')
    expect(page).toContain('Envoyer ma correction')
    expect(page).toContain('Correction à relire, pas encore envoyée')
    expect(changesIn(page)).toEqual([
      ['Mots-clés', 'Non renseigné', 'sourçage'],
      ['Créneaux', expect.stringContaining('24 mai'), 'Jeudi 25 mai 2023, de 14 h à 16 h 30'],
      ['Nom du lieu', 'Salle bleue', 'Maison des associations Exemple'],
      ['Téléphone', '02 31 00 00 00', 'non renseigné'],
    ])
    expect(page).not.toContain('Envoyer ma proposition')
  })

  test('is of a modification once it is online', async () => {
    const site = openSite()
    const follow = await propose(site)
    await site.visitor.post(`${linkIn((await site.mails())[1]?.text, '/decision/')}/publication`).expect(303)
    const page = await checkOf(site, follow, {})
    expect(page).toContain('<h1>Vérifiez votre modification</h1>')
    expect(page).toContain('Envoyer ma modification')
    expect(changesIn(page)).toEqual([])
  })

  test.each([
    ['rex', completeRex],
    ['carte-blanche', completeCarteBlanche],
  ])('%s: only what changes is told', async (slug, complete) => {
    const site = openSite()
    const kept = await site.visitor.submit(`/proposer/${slug}`, complete).expect(303)
    const sent = await site.visitor.post(kept.headers.location ?? '').expect(303)
    const follow = (sent.headers.location ?? '').replace(/\?.*/, '')
    expect(changesIn(await checkOf(site, follow, {}, complete))).toEqual([])
    const titre = 'Un tout autre titre, plus précis'
    expect(changesIn(await checkOf(site, follow, { titre }, complete))).toEqual([
      [expect.stringMatching(/^Titre/), titre, complete.titre],
    ])
  })
})

describe('slots', () => {
  test('are added and taken away by buttons, with what was typed, and all are sent', async () => {
    const site = openSite()
    const first = await site.visitor.submit(form, { ...completeForm, creneaux: '1', ajouter: 'creneau' }).expect(303)
    expect(first.headers.location).toMatch(/#creneau-2$/)
    const address = (first.headers.location ?? '').replace(/#.*/, '')
    const two = { ...completeForm, creneaux: '2', jour_2: '24 mai', moment_2: 'matin' }
    await site.visitor.submit(address, { ...two, ajouter: 'creneau' }).expect(303)
    const three = { ...two, creneaux: '3', jour_3: 'vendredi 26 mai', debut_3: '9h' }
    await site.visitor.submit(address, { ...three, enlever: '2' }).expect(303)
    const page = (await site.visitor.get(address)).text
    expect(page).toContain('name="jour_2" type="text" value="vendredi 26 mai"')
    expect(page).not.toContain('name="jour_3"')

    const left = { ...completeForm, creneaux: '2', jour_2: 'vendredi 26 mai', debut_2: '9h' }
    const checked = await site.visitor.submit(address, left).expect(303)
    const sent = await site.visitor.post(checked.headers.location ?? '').expect(303)
    const follow = textOf((await site.visitor.get(sent.headers.location ?? '')).text).replaceAll('\u00a0', ' ')
    expect(follow).toContain('Jeudi 25 mai 2023, de 14 h à 16 h 30')
    expect(follow).toContain('Vendredi 26 mai 2023, à partir de 9 h')
    expect(follow).not.toContain('24 mai')
  })

  test('outside the week are confirmed before they are sent, and the coordinator is told', async () => {
    const { site, check } = await checked({ jour: '12 juin' })
    const refused = await site.visitor.post(check).expect(422)
    expect(messagesOf(refused.text)).toEqual([expect.stringContaining('l’événement a bien lieu ce jour-là')])
    await site.visitor.post(check, { confirmer: 'hors_semaine' }).expect(303)
    expect((await site.mails())[1]?.text).toContain('hors de la Semaine')
  })

  test('outside the week are said in the form too, while something else is wrong', async () => {
    const { visitor } = openSite()
    const page = await visitor.submit(form, { ...completeForm, jour: '30 mai', debut: '25 h' }).expect(422)
    expect(messagesOf(page.text)).toHaveLength(1)
    expect(page.text).toContain('Le 30\u00a0mai\u00a02023\u00a0: hors de la Semaine')
    const inside = await visitor.submit(form, { ...completeForm, debut: '25 h' }).expect(422)
    expect(inside.text).not.toContain('hors de la Semaine')
  })

  test('come with a line on where the week is full and where it is empty', async () => {
    const { visitor } = openSite()
    const page = await visitor.get(form)
    expect(textOf(page.text).replaceAll('\u00a0', ' ')).toMatch(
      /Pour choisir votre créneau : .* est le \S+ \S+, avec \d événements en Normandie/,
    )
    const near = await visitor.submit(form, { ...completeForm, titre: '' }).expect(422)
    expect(textOf(near.text).replaceAll('\u00a0', ' ')).toMatch(/est le .*, avec \d+ événements? dans le Calvados/)
  })
})

test('the line on where the week is full counts events, however many slots each has', async () => {
  const site = openSite()
  const lineOf = async () => {
    const page = await site.visitor.submit(form, { ...completeForm, commune: '27000 Évreux', titre: '' })
    return /Pour choisir votre créneau : [^<]*/.exec(textOf(page.text).replaceAll('\u00a0', ' '))?.[0]
  }
  const publish = async (titre: string, more: Record<string, string> = {}) => {
    const slot = { commune: '27000 Évreux', jour: '23 mai', debut: '9 h', fin: '10 h' }
    await publishNow(site, await propose(site, { titre, ...slot, ...more }))
  }
  site.db.prepare('DELETE FROM event_slots').run()
  await publish('Une visite en deux fois', { creneaux: '2', jour_2: '23 mai', debut_2: '11 h', fin_2: '12 h' })
  expect(await lineOf()).toContain('le mardi matin, avec 1 événement dans l’Eure ; aucun le lundi')
  await publish('Un forum des acheteurs')
  expect(await lineOf()).toContain('le mardi matin, avec 2 événements dans l’Eure ; aucun le lundi')
})

describe('what may be wrong is told, never refused', () => {
  test('a look-alike is shown and confirmed; one that is not public yet is not named to others', async () => {
    const { site, check } = await checked({ titre: 'Sourçage inclusif : atelier' })
    expect((await site.visitor.get(check)).text).not.toContain('Un événement semblable')
    await propose(site, { titre: 'Atelier de sourçage inclusif', contact_courriel: 'autre@example.org' })
    const waits = 'Une proposition semblable attend déjà une décision'
    const page = (await site.visitor.get(check)).text
    expect(page).toContain(waits)
    expect(page).not.toContain('Atelier de sourçage inclusif')

    await site.visitor.post(check).expect(422)
    await site.mails()
    await site.visitor.post(check, { confirmer: 'doublon' }).expect(303)
    expect((await site.mails())[1]?.text).toContain('doublon possible')
  })

  test('what is not public yet is told in the same words, whoever’s name and address are typed', async () => {
    const site = openSite()
    const follow = await propose(site, { titre: 'Une visite pas encore publique', commune: '61000 Alençon' })
    const warningOf = async (typed: Record<string, string>) => {
      const { check } = await checked(typed, site)
      return /<fieldset class="field warning"[\s\S]*?<\/fieldset>/.exec((await site.visitor.get(check)).text)?.[0]
    }
    const stranger = { contact_courriel: 'curieux@example.org', organisateur: 'Autre association' }
    const [byTitle, byAddress, byOrganiser] = [
      await warningOf({ ...stranger, titre: 'Une visite publique', commune: '61000 Alençon' }),
      await warningOf({ titre: 'Une visite publique', commune: '61000 Alençon' }),
      await warningOf({ titre: 'Rien de commun avec elle', contact_courriel: 'curieux@example.org' }),
    ]
    expect(byTitle).toContain('Une proposition semblable attend déjà une décision')
    expect(byTitle).not.toMatch(/pas encore publique|Alençon|25|que vous avez/)
    expect(byAddress).toBe(byTitle)
    expect(byOrganiser).toBe(byTitle)
    expect(await warningOf({ ...stranger, titre: 'Rien de commun avec elle' })).toBeUndefined()

    await publishNow(site, follow)
    const published = await warningOf({ ...stranger, titre: 'Une visite publique', commune: '61000 Alençon' })
    expect(published).toContain('Un événement semblable est déjà dans l’agenda')
    expect(published).toContain('href="/agenda/une-visite-pas-encore-publique"')
  })

  test('a program is let in, and marked', async () => {
    const marks = async (typed: Record<string, string>) => {
      const { site, check } = await checked(typed)
      await site.visitor.post(check).expect(303)
      return String((await site.mails())[1]?.text)
    }
    const { clock } = openSite()
    expect(await marks({ site_internet: 'https://spam.example.org' })).toContain('une question invisible')
    expect(await marks({ ouvert: openedAt(clock) })).toContain('rempli en quelques secondes')
    expect(await marks({ description: 'https://x.example.org '.repeat(7) })).toContain('beaucoup de liens')
    expect(await marks({})).not.toContain('suspect')
  })

  test('a correction and a copy are quick by nature, and not marked', async () => {
    const site = openSite()
    const follow = await propose(site)
    for (const way of ['modification', 'copie']) {
      const begun = (await site.visitor.post(`${follow}/${way}`).expect(303)).headers.location ?? ''
      const ouvert = /name="ouvert" value="([^"]*)"/.exec((await site.visitor.get(begun)).text)?.[1] ?? 'none'
      const typed = { ...completeForm, titre: `Un atelier, par ${way}`, ouvert }
      const check = (await site.visitor.submit(begun, typed).expect(303)).headers.location ?? ''
      await site.visitor.post(check, { confirmer: 'doublon' }).expect(303)
    }
    const titles = site.db
      .prepare(`SELECT title, flags FROM events WHERE private_email = 'camille@example.org' ORDER BY id`)
      .all()
    expect(titles).toEqual([
      { title: 'Un atelier, par modification', flags: '[]' },
      { title: 'Un atelier, par copie', flags: '["doublon"]' },
    ])
  })

  test('where several communes have the name, one is chosen rather than an error met', async () => {
    const site = openSite()
    const asked = await site.visitor.submit(form, { ...completeForm, commune: 'Saint-Aubin' }).expect(422)
    const offered = [...asked.text.matchAll(/name="commune_choix" value="([^"]*)"/g)].map(([, value = '']) =>
      textOf(value),
    )
    expect(offered.length).toBeGreaterThan(2)
    const { check } = await checked({ commune: 'Saint-Aubin', commune_choix: offered[1] ?? '' }, site)
    const again = textOf((await site.visitor.get(check.replace('/verification', ''))).text)
    expect(again).toContain(`value="${offered[1]}" checked`)
    // the check page says the same, with a comma
    expect(textOf((await site.visitor.get(check)).text)).toContain(offered[1]?.replace(/ \((.*)\)$/, ', $1'))
  })
})

describe('a sheet alone', () => {
  test.each([
    ['rex', completeRex, '/rex/un-lot-de-nettoyage-confie-a-une-entreprise-adaptee'],
    ['carte-blanche', completeCarteBlanche, '/cartes-blanches/nos-plateaux-repas-viennent-d-a-cote'],
  ])('%s: typed, sent, decided from the mail and read by all', async (slug, complete, address) => {
    const site = openSite()
    const kept = await site.visitor.submit(`/proposer/${slug}`, complete).expect(303)
    const sent = await site.visitor.post(kept.headers.location ?? '').expect(303)
    expect((await site.visitor.get(sent.headers.location ?? '').expect(200)).text).toContain(complete.titre)
    const [received, told] = await site.mails()
    expect(received?.subject).toContain(complete.titre)
    await site.visitor.post(`${linkIn(told?.text, '/decision/')}/publication`).expect(303)
    const page = (await site.visitor.get(address).expect(200)).text
    expect(page).toContain('marches@example.org')
    expect(page).not.toContain('camille@example.org')
    const kindOf = slug === 'rex' ? 'consent_portal' : 'consent_publication'
    expect(site.db.prepare(`SELECT ${kindOf} FROM sheets WHERE reference = ?`).pluck().get(referenceIn(sent))).toBe(
      slug === 'rex' ? 0 : 1,
    )
    expect(
      site.db.prepare('SELECT consent_version, consent_at FROM sheets WHERE reference = ?').get(referenceIn(sent)),
    ).toEqual({
      consent_version: expect.stringMatching(/^\d{4}-\d/),
      consent_at: expect.stringContaining('2023-05-09T'),
    })
  })

  test('as a file asks for little more than the file, and is joined to the event it comes with', async () => {
    const site = openSite()
    const event = await propose(site)
    const avec = await joinIn(site, event)
    const page = await site.visitor.get(`/proposer/rex?remise=fichier&avec=${avec}`).expect(200)
    expect(page.text).toContain('value="camille@example.org"')
    expect(page.text).not.toContain('name="demarche"')

    await site.visitor.get(`/suivi/${avec}`).expect(404)
    const without = await site.visitor.submit('/proposer/rex', { ...completeRex, remise: 'fichier', avec }).expect(422)
    expect(messagesOf(without.text)).toEqual([expect.stringContaining('Votre fiche remplie')])
    const { accord_titulaire: _, ...answers } = completeRex
    const kept = await site.visitor
      .submit('/proposer/rex', { ...answers, remise: 'fichier', avec }, { fiche: ['Notre fiche.pdf', pdf()] })
      .expect(303)
    const sent = await site.visitor.post(kept.headers.location ?? '').expect(303)
    expect(
      site.db
        .prepare('SELECT source, event_id IS NOT NULL AS joined FROM sheets WHERE reference = ?')
        .get(referenceIn(sent)),
    ).toEqual({ source: 'file', joined: 1 })
  })
})

describe('before it is sent, the check page asks about', () => {
  const checkOf = async (site: TestSite, changes: Record<string, string>) =>
    (await site.visitor.submit(form, { ...completeForm, ...changes }).expect(303)).headers.location ?? ''

  test('an address with a slip in it, which concerns nobody else once it is confirmed', async () => {
    const site = openSite()
    const check = await checkOf(site, { contact_courriel: 'marie@gmial.con' })
    expect((await site.visitor.get(check)).text).toContain('Vouliez-vous dire marie@gmail.com')
    await site.visitor.post(check).expect(422)
    await site.visitor.post(check, { confirmer: 'adresse' }).expect(303)
    expect(site.db.prepare('SELECT flags FROM events ORDER BY id DESC').pluck().get()).toBe('[]')

    for (const fine of [
      'marie@gmail.com',
      'marie@live.fr',
      'marie@gmx.fr',
      'marie@hotmail.be',
      'marie@exemple.example.org',
    ])
      expect((await site.visitor.get(await checkOf(site, { contact_courriel: fine }))).text).not.toContain(
        'Vouliez-vous',
      )
  })

  test('a day that is over, which the coordinator is told of', async () => {
    const site = openSite()
    const check = await checkOf(site, { jour: '2 mai 2023' })
    expect(textOf((await site.visitor.get(check)).text)).toMatch(/Le 2\smai\s2023 : c’est déjà passé/)
    await site.visitor.post(check, { confirmer: ['hors_semaine', 'passe'] }).expect(303)
    expect((await site.mails()).at(-1)?.text).toContain('À regarder : jour déjà passé')
    expect((await site.visitor.get(await checkOf(site, {}))).text).not.toContain('c’est déjà passé')
  })

  test('a look-alike once: a correction that changes something else does not ask again', async () => {
    const site = openSite()
    await propose(site)
    const follow = await propose(site, { titre: 'Atelier de sourçage inclusif, bis' })
    const again = async (changes: Record<string, string>) => {
      const editing = await site.visitor.post(`${follow}/modification`).expect(303)
      const kept = await site.visitor
        .submit(editing.headers.location ?? '', {
          ...completeForm,
          titre: 'Atelier de sourçage inclusif, bis',
          ...changes,
        })
        .expect(303)
      return (await site.visitor.get(kept.headers.location ?? '')).text
    }
    expect(await again({ places: '60' })).not.toContain('value="doublon"')
    await propose(site, {
      titre: 'Rencontre des acheteurs',
      jour: '24 mai',
      debut: '9 h',
      fin: '',
      organisateur: 'Autre',
    })
    expect(await again({ titre: 'Rencontre avec des acheteurs', jour: '24 mai' })).toContain('value="doublon"')
  })
})

test('a new file for a sheet that waits is to be read again, under the new answer', async () => {
  const site = openSite()
  const follow = await propose(site, { accord: 'oui' }, { fiche_rex: ['un.pdf', pdf('un')] })
  const editing = await site.visitor.post(`${follow}/modification`).expect(303)
  const files = { fiche_rex: ['deux.pdf', pdf('deux')] } satisfies Record<string, [string, Buffer]>
  const kept = await site.visitor.submit(editing.headers.location ?? '', { ...completeForm, accord: 'non' }, files)
  await site.visitor.post(kept.headers.location ?? '').expect(303)
  const sheets = site.db
    .prepare(`SELECT status, consent_publication AS consent FROM sheets WHERE source = 'file'`)
    .all()
  expect(sheets).toEqual([{ status: 'pending', consent: 0 }])
  expect(site.db.prepare('SELECT name FROM documents').pluck().all()).toEqual(['deux.pdf'])
})

test('a button of the form does not hide that a file was refused', async () => {
  const { visitor } = openSite()
  const files = { fiche_rex: ['faux.pdf', Buffer.from('rien')] } satisfies Record<string, [string, Buffer]>
  const page = await visitor.submit(form, { ...completeForm, garder: 'oui' }, files).expect(422)
  expect(messagesOf(page.text)).toEqual([expect.stringContaining('faux.pdf')])
})

test('an image is shown once published, re-encoded and without what it knew; a programme can be read', async () => {
  const site = openSite()
  const photo = await sharp({ create: { width: 700, height: 400, channels: 3, background: '#4f7d5a' } })
    .withExif({ IFD0: { Copyright: 'canari-exif' } })
    .jpeg()
    .toBuffer()
  expect(photo.includes('canari-exif')).toBe(true)
  const about = { visuel_alt: 'Un atelier vu de haut', visuel_credit: 'Photo : Exemple', visuel_droits: 'oui' }
  await propose(site, about, { visuel: ['photo.jpg', photo], programme: ['Programme.pdf', pdf()] })
  const stored = String(site.db.prepare(`SELECT stored_as FROM documents WHERE field = 'visuel'`).pluck().get())
  await site.visitor.get(`/images/${stored}-480.webp`).expect(404)
  const decision = linkIn((await site.mails())[1]?.text, '/decision/')
  await site.visitor.post(`${decision}/publication`).expect(422)
  await site.visitor.post(`${decision}/publication`, { confirmer: 'oui' }).expect(303)

  const page = (await site.visitor.get('/agenda/atelier-de-sourcage-inclusif').expect(200)).text
  expect(page).toContain('alt="Un atelier vu de haut"')
  expect(page).toContain('Photo : Exemple')
  expect(page).toContain('PDF non accessible')
  const image = await site.visitor.get(`/images/${stored}-480.webp`).buffer(true).expect(200)
  expect(image.body.includes('canari-exif')).toBe(false)
  expect((await sharp(image.body).metadata()).exif).toBeUndefined()
  const programme = /href="(\/documents\/\d+\/Programme\.pdf)"/.exec(page)?.[1] ?? ''
  await site.visitor
    .get(programme)
    .expect(200)
    .expect('Content-Disposition', /attachment/)
})

const referenceIn = ({ headers }: { headers: Record<string, string> }) =>
  /\/suivi\/([^.]+)/.exec(headers.location ?? '')?.[1]

type Files = Record<string, [string, Buffer]>

const previewIn = (html: string) => /\/proposer\/apercu\/[^"]+/.exec(html)?.[0] ?? ''

/** The check page of what was sent already, with these changes. */
async function checkOf(
  site: TestSite,
  follow: string,
  changes: Record<string, string | string[]>,
  complete: Record<string, string | string[]> = completeForm,
) {
  const editing = await site.visitor.post(`${follow}/modification`).expect(303)
  const kept = await site.visitor.submit(editing.headers.location ?? '', { ...complete, ...changes }).expect(303)
  return textOf((await site.visitor.get(kept.headers.location ?? '').expect(200)).text).replaceAll('\u00a0', ' ')
}

/** Label, answer and former answer of those that a check page marks. */
const changesIn = (page: string) =>
  [
    ...page.matchAll(
      /<dt>([^<]*) <span class="tag">changement<\/span><\/dt><dd[^>]*>(.*?)<span[^>]*>Avant : ([^<]*)<\/span>/g,
    ),
  ].map(([, ...parts]) => parts)

/** Publishes a proposition from the desk. */
async function publishNow(site: TestSite, follow: string) {
  const reference = /\/suivi\/([^.]+)/.exec(follow)?.[1]
  await site.coordinator().post(`/moderation/evenements/${reference}/publication`, { confirmer: 'oui' }).expect(303)
}

/** A complete form, kept and ready to be checked. */
async function checked(typed: Record<string, string>, site: TestSite = openSite()) {
  const kept = await site.visitor.submit(form, { ...completeForm, ...typed })
  expect(messagesOf(kept.text)).toEqual([])
  return { site, check: kept.headers.location ?? '' }
}
