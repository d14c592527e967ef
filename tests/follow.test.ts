import { readdirSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { docx, pdf } from './support/files.ts'
import { completeCarteBlanche, completeForm } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { linkIn, messagesOf, propose, textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const address = '/agenda/atelier-de-sourcage-inclusif'
const confirmed = { confirme: 'oui' }

describe('a message', () => {
  test('goes from the page to every coordinator, who answers its author by mail', async () => {
    const site = await waiting()
    await site.post('message', { message: 'Le parking est-il accessible ?\n\nMerci.' }, 'message')

    const page = await site.page('message')
    expect(page).toContain('Votre message est envoyé')
    expect(page).toContain('<p>Le parking est-il accessible ?</p>')
    const [told, ...more] = await site.mails()
    expect(more).toEqual([])
    expect(told).toMatchObject({
      to: { address: 'coordination@example.org' },
      replyTo: { address: 'camille@example.org' },
      subject: expect.stringMatching(/^Message : Atelier de sourçage inclusif/),
    })
    expect(told?.text).toContain('Le parking est-il accessible ?\n\nMerci.')
    await site.visitor.get(linkIn(told?.text, '/decision/')).expect(200)
  })

  test('empty or too long comes back as it was typed; the same one pressed twice is one, and a minute later two', async () => {
    const site = await waiting()
    const empty = await site.visitor.post(`${site.follow}/message`, { message: ' \n' }).expect(422)
    expect(messagesOf(empty.text)).toEqual(['Votre message\u00a0: écrivez-le avant de l’envoyer'])
    const long = await site.visitor.post(`${site.follow}/message`, { message: 'très long '.repeat(201) }).expect(422)
    expect(long.text).toContain('très long très long')
    expect(count(site, 'messages')).toBe(0)

    for (const _ of [1, 2]) await site.post('message', { message: 'Une question' }, 'message')
    expect(count(site, 'messages')).toBe(1)
    expect(await site.mails()).toHaveLength(1)
    site.clock.advance({ minutes: 2 })
    await site.post('message', { message: 'Une question' }, 'message')
    expect(count(site, 'messages')).toBe(2)
  })
})

describe('a modification of what is online', () => {
  test('waits beside it, is taken up again where it was left, and can be taken back', async () => {
    const site = await online()
    const modify = async (form: Record<string, string>) => {
      const editing = await site.visitor.post(`${site.follow}/modification`).expect(303)
      const draft = editing.headers.location ?? ''
      const shown = (await site.visitor.get(draft).expect(200)).text
      const checked = await site.visitor.submit(draft, { ...completeForm, ...form }).expect(303)
      await site.visitor.post(checked.headers.location ?? '').expect(303)
      return shown
    }

    await modify({ lieu: 'Salle bleue' })
    expect(await site.page()).toContain('Modification en attente')
    expect(await site.page()).toContain('Salle bleue')
    expect((await site.visitor.get(address)).text).not.toContain('Salle bleue')
    expect((await site.visitor.get(address)).text).toContain('Maison des associations Exemple')

    expect(await modify({ lieu: 'Salle verte' })).toContain('value="Salle bleue"')
    expect(await site.page()).toContain('Salle verte')
    expect(count(site, 'revisions')).toBe(1)

    const asked = await site.visitor.post(`${site.follow}/modification/retrait`).expect(200)
    expect(asked.text).toContain('Retirer votre modification')
    expect(await site.page()).toContain('Modification en attente')
    for (const _ of [1, 2]) await site.post('modification/retrait', confirmed, 'modification-retiree')
    expect(await site.page()).not.toContain('Modification en attente')
    expect(site.db.prepare('SELECT status FROM revisions').pluck().all()).toEqual(['withdrawn'])
    expect((await site.visitor.get(address)).text).toContain('Maison des associations Exemple')
  })

  test('brings files that leave with it', async () => {
    const site = await online()
    const editing = await site.visitor.post(`${site.follow}/modification`).expect(303)
    const files = { programme: ['Programme.pdf', pdf()] } satisfies Record<string, [string, Buffer]>
    const checked = await site.visitor.submit(editing.headers.location ?? '', completeForm, files).expect(303)
    await site.visitor.post(checked.headers.location ?? '').expect(303)

    expect(await site.page()).toContain('Programme.pdf')
    expect((await site.visitor.get(address)).text).not.toContain('Programme.pdf')
    const document = Number(site.db.prepare('SELECT id FROM documents WHERE revision_id IS NOT NULL').pluck().get())
    await site.visitor.get(`${site.follow}/documents/${document}`).expect(200)
    await site.visitor.get(`/documents/${document}/Programme.pdf`).expect(404)
    await site.post('modification/retrait', confirmed, 'modification-retiree')
    await site.visitor.get(`${site.follow}/documents/${document}`).expect(404)
    expect(site.db.prepare('SELECT name FROM documents').pluck().all()).toEqual([])
  })

  test('is not offered for what was refused, and a request says why', async () => {
    const site = await waiting()
    await site.visitor.post(`${site.decision}/refus`, { motif: 'Sans lien avec l’achat responsable.' }).expect(303)
    expect(await site.page()).toContain('Sans lien avec l’achat responsable.')
    expect(await site.page()).not.toContain('/modification"')
    expect((await site.visitor.post(`${site.follow}/modification`).expect(409)).text).toContain('ne se modifie plus')
  })
})

describe('an announcement', () => {
  test('of a cancellation is asked twice, then everywhere at the next request, and the coordination is told', async () => {
    const site = await online()
    site.db.prepare('UPDATE events SET featured = 1 WHERE title = ?').run(completeForm.titre)
    expect((await site.visitor.get('/')).text).toContain('Atelier de sourçage inclusif')
    expect((await site.visitor.get('/agenda')).text).not.toContain(
      'Annulé</strong> <a href="/agenda/atelier-de-sourcage',
    )

    const note = 'L’intervenante est malade : <désolée>'
    const asked = await site.visitor.post(`${site.follow}/etat`, { etat: 'annule', note }).expect(200)
    expect(htmlErrors(asked.text)).toEqual([])
    expect(asked.text).toContain('L’intervenante est malade : &lt;désolée&gt;')
    expect((await site.visitor.get(address)).text).not.toContain('Annulé')

    for (const _ of [1, 2]) await site.post('etat', { etat: 'annule', note, ...confirmed }, 'annonce')
    expect(await site.page()).toContain('Annoncé depuis cette page le 9\u00a0mai\u00a02023')
    const shown = (await site.visitor.get(address).expect(200)).text
    expect(shown).toContain('<strong>Annulé</strong>')
    expect(shown).toContain('L’intervenante est malade : &lt;désolée&gt;')
    expect(shown).toContain('Annoncé par l’organisateur le 9\u00a0mai\u00a02023')
    expect((await site.visitor.get('/agenda')).text).toMatch(/Annulé<\/strong> <a href="\/agenda\/atelier-de-sourcage/)
    expect((await site.visitor.get('/')).text).not.toContain('Atelier de sourçage inclusif')
    const calendar = (await site.visitor.get(`${address}.ics`).expect(200)).text
    expect(calendar).toContain('STATUS:CANCELLED')
    expect(calendar).toContain('SEQUENCE:1')

    const [told, ...more] = await site.mails()
    expect(more).toEqual([])
    expect(told).toMatchObject({
      to: { address: 'coordination@example.org' },
      replyTo: { address: 'camille@example.org' },
      subject: expect.stringMatching(/^Annulé : Atelier de sourçage inclusif/),
    })
    expect(told?.text).toContain('Camille Exemple')
    expect(told?.text).toContain('L’intervenante est malade : <désolée>')
    await site.coordinator().get(linkIn(told?.text, '/moderation/')).expect(200)
  })

  test('can be taken back, and said otherwise', async () => {
    const site = await online()
    await site.post('etat', { etat: 'complet', ...confirmed }, 'annonce')
    expect((await site.visitor.get(address)).text).toContain('<strong>Complet</strong>')
    await site.post('etat', { etat: 'reporte', note: 'Reporté à l’automne', ...confirmed }, 'annonce')
    expect((await site.visitor.get(address)).text).toContain('Reporté à l’automne')
    await site.post('etat', { etat: 'prevu', ...confirmed }, 'annonce')
    expect((await site.visitor.get(address)).text).not.toContain('announced')
    expect((await site.mails()).map(({ subject }) => subject?.split(' : ')[0])).toEqual([
      'Complet',
      'Reporté, date à venir',
      'A lieu comme prévu',
    ])
    expect(acts(site)).toEqual(['submitted', 'published', 'occasion-stated', 'occasion-stated', 'occasion-undone'])
  })

  test('a day that passes does not make a postponed event one that took place', async () => {
    const site = await online()
    await site.post('etat', { etat: 'reporte', ...confirmed }, 'annonce')
    site.clock.advance({ hours: 24 * 30 })
    const shown = (await site.visitor.get(address)).text
    expect(shown).toContain('<strong>Reporté, date à venir</strong>')
    expect(shown).not.toContain('terminé')
  })

  test('that it moves online asks for its link, and publishes it unless it goes to registered people', async () => {
    const site = await online()
    const refused = await site.visitor.post(`${site.follow}/etat`, { etat: 'en-ligne', note: 'En visio' }).expect(422)
    expect(messagesOf(refused.text)).toEqual([
      'Lien de connexion\u00a0: indiquez-le, ou cochez qu’il est envoyé aux personnes inscrites',
    ])
    expect(refused.text).toContain('value="en-ligne" checked')
    expect(refused.text).toContain('En visio')
    const bad = { etat: 'en-ligne', lien: 'javascript:alert(1)', ...confirmed }
    await site.visitor.post(`${site.follow}/etat`, bad).expect(422)

    await site.post('etat', { etat: 'en-ligne', lien_reserve: 'oui', ...confirmed }, 'annonce')
    expect((await site.visitor.get(address)).text).toContain('lien envoyé aux inscrits')
    const lien = 'https://visio.example.org/atelier'
    const asked = (form: Record<string, string>) =>
      site.visitor.post(`${site.follow}/etat`, { etat: 'en-ligne', ...form }).expect(200)
    expect((await asked({ lien })).text).toContain(`Le lien de connexion sera publié, le voici\u00a0: ${lien}`)
    expect((await asked({ lien, lien_reserve: 'oui' })).text).toContain('Le lien de connexion ne sera pas publié')
    expect((await asked({ lien, lien_reserve: 'oui' })).text).not.toContain('le voici')
    await site.post('etat', { etat: 'en-ligne', lien, ...confirmed }, 'annonce')
    const shown = (await site.visitor.get(address)).text
    expect(shown).toContain(`href="${lien}"`)
    expect(shown).not.toContain('Maison des associations Exemple')
    expect((await site.visitor.get(`${address}.ics`)).text.replaceAll('\r\n ', '')).toContain(lien)
  })

  test('that it moves online has a link of its own: that of the form is hidden, then back as it was planned', async () => {
    const planned = 'https://visio.example.org/prevue'
    const site = await online({ participation: 'mixte', lien_en_ligne: planned })
    const shown = async () => (await site.visitor.get(address).expect(200)).text
    const form = async () => {
      const editing = await site.visitor.post(`${site.follow}/modification`).expect(303)
      return (await site.visitor.get(editing.headers.location ?? '').expect(200)).text
    }
    const before = await shown()
    expect(before).toContain(`href="${planned}"`)
    expect(before).toContain('Maison des associations Exemple')
    expect(await site.page()).toContain(`value="${planned}"`)

    const lien = 'https://visio.example.org/annoncee'
    await site.post('etat', { etat: 'en-ligne', lien, ...confirmed }, 'annonce')
    expect(await shown()).toContain(`href="${lien}"`)
    expect(await shown()).not.toContain(planned)
    expect(await form()).toContain(`value="${planned}"`)
    expect(await form()).not.toContain(lien)
    expect(await site.page()).toContain(`value="${lien}"`)

    await site.post('etat', { etat: 'en-ligne', lien_reserve: 'oui', ...confirmed }, 'annonce')
    const calendar = (await site.visitor.get(`${address}.ics`)).text.replaceAll('\r\n ', '')
    for (const output of [await shown(), calendar]) {
      expect(output).toContain('En ligne')
      expect(output).not.toContain('https://visio')
    }
    expect(await site.page()).toMatch(/name="lien_reserve"[^>]*checked/)

    await site.post('etat', { etat: 'prevu', ...confirmed }, 'annonce')
    expect(await shown()).toBe(before)
  })

  test('that it is full would take the link away once it is online: what to do instead is said', async () => {
    const site = await online()
    const lien = 'https://visio.example.org/atelier'
    await site.post('etat', { etat: 'en-ligne', lien, ...confirmed }, 'annonce')
    const full = { etat: 'complet', note: 'Il reste une liste d’attente.', ...confirmed }
    const refused = await site.visitor.post(`${site.follow}/etat`, full).expect(422)
    expect(messagesOf(refused.text)).toEqual([
      expect.stringContaining('choisissez de nouveau «\u00a0Passé en ligne\u00a0» et écrivez'),
    ])
    expect(refused.text).toContain('Il reste une liste d’attente.')
    expect((await site.visitor.get(address)).text).toContain(`href="${lien}"`)
    const precise = { etat: 'en-ligne', lien, note: 'Complet', ...confirmed }
    await site.post('etat', precise, 'annonce')
    expect((await site.visitor.get(address)).text).toMatch(/Passé en ligne<\/strong>[^/]*<br>Complet</)

    for (const etat of ['annule', 'reporte']) {
      await site.post('etat', { etat, ...confirmed }, 'annonce')
      expect((await site.visitor.get(address)).text).not.toContain(lien)
    }
    await site.post('etat', { etat: 'prevu', ...confirmed }, 'annonce')
    const shown = (await site.visitor.get(address)).text
    expect(shown).toContain('Maison des associations Exemple')
    expect(shown).not.toContain(lien)
  })

  test('that nothing takes place on that day frees it in calendars, and gives no link', async () => {
    const planned = 'https://visio.example.org/prevue'
    const site = await online({ participation: 'mixte', lien_en_ligne: planned })
    const calendar = async () => (await site.visitor.get(`${address}.ics`)).text.replaceAll('\r\n ', '')
    for (const words of ['STATUS:CONFIRMED', 'TRANSP:OPAQUE', planned]) expect(await calendar()).toContain(words)
    for (const [etat, status] of [
      ['reporte', 'TENTATIVE'],
      ['annule', 'CANCELLED'],
    ] as const) {
      await site.post('etat', { etat, ...confirmed }, 'annonce')
      for (const words of [`STATUS:${status}`, 'TRANSP:TRANSPARENT', 'BUSYSTATUS:FREE'])
        expect(await calendar()).toContain(words)
      expect(await calendar()).not.toContain(planned)
      const shown = (await site.visitor.get(address)).text
      expect(shown).toContain('<dd>En ligne</dd>')
      expect(shown).not.toContain(planned)
      expect((await site.visitor.get('/agenda')).text).toMatch(
        /<article class="entry thursday entry--(?:cancelled|postponed)">\s*<h3><strong class="tag tag--alert">(?:Annulé|Reporté, date à venir)<\/strong> <a href="\/agenda\/atelier-de-sourcage-inclusif">[^<]*<\/a><\/h3>\s*<time[^>]*><span class="visually-hidden">Était prévu&nbsp;: <\/span>14/,
      )
    }
  })

  test('is the state that the follow page says first, whoever made it', async () => {
    const site = await online()
    const state = async () => /<h2 class="state__name">([^<]*)/.exec(await site.page())?.[1]
    expect(await state()).toBe('Publié')
    for (const [etat, words] of [
      ['complet', 'Complet'],
      ['reporte', 'Reporté, date à venir'],
      ['annule', 'Annulé'],
    ] as const) {
      await site.post('etat', { etat, note: 'Désolés', ...confirmed }, 'annonce')
      expect(await state()).toBe(words)
      const page = await site.page()
      expect(htmlErrors(page)).toEqual([])
      expect(page).toContain('Sa page reste en ligne et le dit')
      expect(page).not.toContain('Votre événement est en ligne')
      expect(page).toMatch(/Annoncé depuis cette page le 9\smai\s2023 à 9\sh\s: «\sDésolés\s»/)
      expect(page).toMatch(new RegExp(`<li aria-current="step"><b>${words}</b> le 9\\smai`))
      expect(page.match(/aria-current="step"/g)).toHaveLength(1)
    }
    const reference = site.follow.slice('/suivi/'.length).split('.')[0]
    await site.coordinator().post(`/moderation/evenements/${reference}/annonce`, { etat: 'complet' }).expect(303)
    expect(await site.page()).toContain('Annoncé par la coordination le 9')
  })

  test('is not offered once the week is over: the page would not tell it', async () => {
    const site = await online()
    expect(await site.page()).toContain('id="annoncer"')
    await site.post('etat', { etat: 'complet', ...confirmed }, 'annonce')
    site.clock.advance({ hours: 24 * 20 })
    const page = await site.page()
    expect(page).not.toContain('id="annoncer"')
    expect(page).not.toContain('le dit')
    expect(page).toContain('est en ligne')
    const late = await site.visitor.post(`${site.follow}/etat`, { etat: 'annule', ...confirmed }).expect(409)
    expect(late.text).toContain('La Semaine est terminée')
    expect(site.db.prepare(`SELECT count(*) FROM events WHERE occasion = 'full'`).pluck().get()).toBeGreaterThan(0)
  })

  test('once made, is what its control speaks of', async () => {
    const site = await online()
    expect(await site.page()).toContain('L’annoncer tout de suite')
    await site.post('etat', { etat: 'annule', ...confirmed }, 'annonce')
    const page = await site.page()
    expect(page).toContain('Annoncer autre chose, ou revenir sur «\u00a0Annulé\u00a0»')
    expect(page).not.toContain('L’annoncer tout de suite')
  })

  test('is for what is published, and has to be one that exists', async () => {
    const site = await waiting()
    expect(await site.page()).not.toContain('/etat"')
    for (const form of [{}, confirmed])
      await site.visitor.post(`${site.follow}/etat`, { etat: 'annule', ...form }).expect(409)
    await publish(site)
    for (const etat of ['', 'rescheduled', 'nouvelle-date']) {
      const answer = await site.visitor.post(`${site.follow}/etat`, { etat, ...confirmed }).expect(422)
      expect(messagesOf(answer.text)).toEqual(['Ce que vous annoncez\u00a0: choisissez dans la liste'])
    }
    expect(
      site.db.prepare(`SELECT DISTINCT occasion FROM events WHERE title = ?`).pluck().all(completeForm.titre),
    ).toEqual(['scheduled'])
  })
})

describe('taking a proposition back', () => {
  test('from the agenda leaves a page that says so, and takes the sheets that were chosen', async () => {
    const files = { fiche_rex: ['fiche.pdf', pdf()], carte_blanche: ['carte.docx', docx()] } satisfies Files
    const site = await online({ accord: 'oui' }, files)
    const asked = await site.visitor.post(`${site.follow}/retrait`).expect(200)
    expect(htmlErrors(asked.text)).toEqual([])
    expect(asked.text).not.toMatch(/name="fiches"[^>]*checked/)
    await site.visitor.get(address).expect(200)

    const rex = /value="([A-Z0-9]{6})"> Fiche REX/.exec(asked.text)?.[1] ?? ''
    for (const _ of [1, 2]) await site.post('retrait', { fiches: rex, ...confirmed }, 'retire')
    expect((await site.visitor.get(address).expect(410)).text).toContain('retiré')
    await site.visitor.get(`${address}.ics`).expect(410)
    expect((await site.visitor.get('/agenda')).text).not.toContain('Atelier de sourçage inclusif')
    expect(site.db.prepare(`SELECT kind, status FROM sheets WHERE source = 'file' ORDER BY id`).raw().all()).toEqual([
      ['rex', 'withdrawn'],
      ['carte-blanche', 'pending'],
    ])
    expect(await site.page('retire')).toContain('C’est retiré')

    const [toOrganiser, toDesk, ...more] = await site.mails()
    expect(more).toEqual([])
    expect(toOrganiser).toMatchObject({
      to: { address: 'camille@example.org' },
      subject: expect.stringMatching(/^Retrait/),
    })
    expect(linkIn(toOrganiser?.text, '/suivi/')).toBe(site.follow)
    expect(toOrganiser?.text).toContain('Retiré aussi : Fiche REX.')
    expect(toDesk).toMatchObject({ to: { address: 'coordination@example.org' } })
    await site.visitor.post(`${site.follow}/modification`).expect(409)
  })

  test('asked for again by Back or a reload, where it was confirmed, says that it is done', async () => {
    const site = await waiting()
    expect((await site.visitor.get(`${site.follow}/retrait`).expect(200)).text).not.toContain('déjà retirée')
    await site.post('retrait', confirmed, 'retire')
    expect((await site.visitor.get(`${site.follow}/retrait`).expect(200)).text).toContain('est déjà retirée')
    await site.visitor.get(`${site.follow}/etat`).expect(200)
    await site.visitor.get(`${site.follow}/autrement`).expect(404)
  })

  test('says to each who asked for it', async () => {
    const site = await waiting()
    await site.post(
      'collegues',
      { collegue_nom: 'Dominique Exemple', collegue_courriel: 'dom@example.org' },
      'collegue',
    )
    await site.post('collegues', { collegue_nom: 'Sacha Exemple', collegue_courriel: 'sacha@example.org' }, 'collegue')
    const theirs = linkIn((await site.mails())[0]?.text, '/suivi/')
    await site.visitor.post(`${theirs}/retrait`, confirmed).expect(303)
    const said = (await site.mails()).map(({ to, text }) => [
      (to as { address: string }).address,
      /est retiré, (.*?)\./.exec(String(text))?.[1],
    ])
    expect(said).toEqual([
      ['camille@example.org', 'à la demande de Dominique Exemple'],
      ['dom@example.org', 'comme vous l’avez demandé'],
      ['sacha@example.org', 'à la demande d’un collègue'],
      ['coordination@example.org', undefined],
    ])
  })

  test('that waits ends there; its open change too', async () => {
    const site = await waiting()
    await site.post('retrait', confirmed, 'retire')
    await site.visitor.post(`${site.decision}/publication`).expect(409)
    expect(await site.page()).toContain('n’est plus examinée')
  })
})

describe('documents', () => {
  test('are read again and taken out; the image is shown; nobody reaches those of another', async () => {
    const site = await waiting(imageForm, {
      programme: ['Programme.pdf', pdf('Programme')],
      visuel: ['affiche.png', await png()],
    })
    const other = await propose(site, { titre: 'Un tout autre atelier' })
    const [programme, image] = site.db.prepare<[], number>('SELECT id FROM documents ORDER BY field').pluck().all()
    const read = await site.visitor.get(`${site.follow}/documents/${programme}`).expect(200)
    expect(read.headers['content-disposition']).toContain('attachment')
    expect((await site.visitor.get(`${site.follow}/documents/${image}`).expect(200)).headers['content-type']).toBe(
      'image/webp',
    )
    await site.visitor.get(`${other}/documents/${programme}`).expect(404)
    await site.visitor.post(`${other}/documents/${programme}/retrait`, confirmed).expect(404)

    await site.visitor.post(`${site.follow}/documents/${programme}/retrait`).expect(200)
    expect(await site.page()).toContain('Programme.pdf')
    for (const _ of [1, 2]) await site.post(`documents/${programme}/retrait`, confirmed, 'document')
    expect(await site.page()).not.toContain('Programme.pdf')
    expect(await site.page()).toContain('affiche')
    await site.post(`documents/${image}/retrait`, confirmed, 'document')
    expect(stored(site)).toEqual([])
    expect(acts(site).slice(1)).toEqual(['document-removed', 'document-removed'])
  })

  test('of what is published disappear at once', async () => {
    const site = await online(imageForm, { visuel: ['affiche.png', await png()] })
    const [image] = /\/images\/[^\s"]+\.webp/.exec((await site.visitor.get(address)).text) ?? ['']
    await site.visitor.get(image).expect(200)
    const id = site.db.prepare('SELECT id FROM documents').pluck().get()
    await site.post(`documents/${id}/retrait`, confirmed, 'document')
    await site.visitor.get(image).expect(404)
    expect((await site.visitor.get(address).expect(200)).text).not.toContain('/images/')
  })
})

describe('a sheet', () => {
  test('that came with an event has its own page, where its file is replaced and its title given', async () => {
    const site = await waiting({ accord: 'oui' }, { carte_blanche: ['carte.docx', docx()] })
    const shown = await site.page()
    expect(shown).toContain('Complétez votre carte blanche')
    const own = /href="(\/suivi\/[^"]+)">Complétez/.exec(shown)?.[1] ?? ''
    const page = (await site.visitor.get(own).expect(200)).text
    expect(htmlErrors(page)).toEqual([])
    expect(page).toContain('Complétez votre carte blanche')
    expect(page).toContain('carte.docx')
    const id = site.db.prepare('SELECT id FROM documents').pluck().get()
    await site.visitor.post(`${own}/documents/${id}/retrait`, confirmed).expect(409)

    const editing = await site.visitor.post(`${own}/modification`).expect(303)
    expect(editing.headers.location).toMatch(/^\/proposer\/carte-blanche\//)
    const form = { ...completeCarteBlanche, remise: 'fichier' }
    const checked = await site.visitor
      .submit(editing.headers.location ?? '', form, { fiche: ['nouvelle.docx', docx('Nouvelle')] })
      .expect(303)
    await site.visitor.post(checked.headers.location ?? '').expect(303)
    const completed = (await site.visitor.get(own).expect(200)).text
    expect(completed).toContain('Nos plateaux-repas viennent d’à côté')
    expect(completed).toContain('nouvelle.docx')
    expect(completed).not.toContain('carte.docx')
  })

  test('sent alone is followed, published, changed and taken back like an event', async () => {
    const site = openSite()
    const kept = await site.visitor.submit('/proposer/carte-blanche', completeCarteBlanche).expect(303)
    const follow =
      (await site.visitor.post(kept.headers.location ?? '').expect(303)).headers.location?.split('?')[0] ?? ''
    const decision = linkIn((await site.mails())[1]?.text, '/decision/')
    expect((await site.visitor.get(follow)).text).toMatch(
      /Bien reçue[^<]*<\/h2>\s*<p>La coordination lit votre carte blanche et/,
    )
    await site.visitor.post(`${decision}/publication`).expect(303)
    const [online] = /\/cartes-blanches\/[^"]+/.exec((await site.visitor.get(follow)).text) ?? ['']
    await site.visitor.get(online).expect(200)

    expect((await site.visitor.get(follow)).text).not.toContain('un programme s’ajoute')
    const editing = await site.visitor.post(`${follow}/modification`).expect(303)
    const correcting = (await site.visitor.get(String(editing.headers.location)).expect(200)).text
    expect(correcting).toContain('Votre proposition est en ligne')
    expect(correcting).not.toContain('Pour une annulation ou un report')
    const chapo = 'Un changement de traiteur, raconté un an après.'
    const checked = await site.visitor
      .submit(editing.headers.location ?? '', { ...completeCarteBlanche, chapo })
      .expect(303)
    await site.visitor.post(checked.headers.location ?? '').expect(303)
    expect((await site.visitor.get(follow)).text).toContain(chapo)
    expect((await site.visitor.get(online)).text).not.toContain(chapo)

    await site.visitor.post(`${follow}/etat`, { etat: 'annule', ...confirmed }).expect(409)
    await site.visitor.post(`${follow}/retrait`, confirmed).expect(303)
    await site.visitor.get(online).expect(410)
    expect(site.db.prepare('SELECT status FROM revisions').pluck().all()).toEqual(['withdrawn'])
  })

  test('may still be added, and comes with the event', async () => {
    const site = await waiting()
    const add = /href="(\/proposer\/carte-blanche\?avec=[^"]+)"/.exec(await site.page())?.[1] ?? ''
    expect((await site.visitor.get(add).expect(200)).text).toContain('camille@example.org')
  })
})

test('a copy is a new draft with the same answers, but its day and its files, and is one however often it is pressed', async () => {
  const site = await waiting({ accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf()] })
  const cle = /name="cle" value="([^"]+)"/.exec(await site.page())?.[1] ?? ''
  const [copied, again] = [
    await site.visitor.post(`${site.follow}/copie`, { cle }).expect(303),
    await site.visitor.post(`${site.follow}/copie`, { cle }).expect(303),
  ]
  expect(again.headers.location).toBe(copied.headers.location)
  const form = (await site.visitor.get(copied.headers.location ?? '').expect(200)).text
  expect(form).toContain('value="Atelier de sourçage inclusif"')
  expect(form).toContain('value="14\u00a0h"')
  expect(form).not.toContain('25\u00a0mai')
  expect(form).not.toContain('fiche.pdf')
  const checked = await site.visitor
    .submit(copied.headers.location ?? '', { ...completeForm, titre: 'Atelier de sourçage, la suite', jour: '26 mai' })
    .expect(303)
  const other = await site.visitor.post(checked.headers.location ?? '', { confirmer: 'doublon' }).expect(303)
  expect(other.headers.location).not.toBe(site.follow)

  site.clock.advance({ hours: 24 * 12 })
  expect(await site.page()).not.toContain('/copie"')
  expect((await site.visitor.post(`${site.follow}/copie`).expect(403)).text).toContain('closes')
})

test.each([
  ['published', 'Publié', 'Publiée'],
  ['refused', 'Refusé', 'Refusée'],
  ['withdrawn', 'Retiré', 'Retirée'],
  ['changes_requested', 'Correction demandée', 'Correction demandée'],
])('of each kind is said in its gender where it stands: %s', async (status, masculine, feminine) => {
  const site = await waiting()
  const stateOn = async (follow: string) =>
    /<h2 class="state__name">([^<]+)</.exec((await site.visitor.get(follow).expect(200)).text)?.[1]
  const sent = await site.visitor.submit('/proposer/carte-blanche', completeCarteBlanche).expect(303)
  const sheet = String((await site.visitor.post(String(sent.headers.location))).headers.location).replace(/\?.*/, '')
  for (const table of ['events', 'sheets'])
    site.db
      .prepare(
        `UPDATE ${table} SET status = ?, slug = coalesce(slug, reference), published_at = submitted_at WHERE status = 'pending'`,
      )
      .run(status)
  expect(await stateOn(site.follow)).toBe(masculine)
  expect(await stateOn(sheet)).toBe(feminine)
})

describe('people', () => {
  test('a colleague gets a link of their own, which does everything but hand over, until it is taken back', async () => {
    const site = await waiting()
    const colleague = { collegue_nom: 'Dominique Exemple', collegue_courriel: 'dominique@example.org' }
    const missing = await site.visitor.post(`${site.follow}/collegues`, {
      ...colleague,
      collegue_courriel: 'dominique',
    })
    expect(missing.status).toBe(422)
    expect(missing.text).toContain('value="Dominique Exemple"')
    const own = { ...colleague, collegue_courriel: 'Camille@example.org' }
    await site.visitor.post(`${site.follow}/collegues`, own).expect(422)

    for (const _ of [1, 2]) await site.post('collegues', colleague, 'collegue')
    const [invited, ...more] = await site.mails()
    expect(more).toEqual([])
    expect(invited).toMatchObject({
      to: { address: 'dominique@example.org' },
      replyTo: { address: 'camille@example.org' },
    })
    const theirs = linkIn(invited?.text, '/suivi/')
    expect(theirs).not.toBe(site.follow)

    const page = (await site.visitor.get(theirs).expect(200)).text
    expect(page).toContain('Camille Exemple')
    expect(page).not.toContain('/transmission"')
    await site.visitor.post(`${theirs}/message`, { message: 'De la part de Dominique' }).expect(303)
    expect((await site.mails())[0]).toMatchObject({ replyTo: { address: 'dominique@example.org' } })
    await site.post('message', { message: 'De la part de Camille' }, 'message')
    await site.mails()
    expect(authorsIn(await site.page())).toEqual(['Dominique Exemple', 'Vous'])
    expect(authorsIn((await site.visitor.get(theirs)).text)).toEqual(['Vous', 'Le contact principal'])
    const taker = { nouveau_nom: 'Dominique', nouveau_courriel: 'dominique@example.org', ...confirmed }
    await site.visitor.post(`${theirs}/transmission`, taker).expect(403)
    await site.visitor.post(`${theirs}/adresse`, { contact_courriel: 'dominique@example.org' }).expect(403)
    const id = site.db.prepare('SELECT id FROM colleagues').pluck().get()
    await site.visitor.post(`${theirs}/collegues/${id}/retrait`).expect(403)

    for (const _ of [1, 2]) await site.post(`collegues/${id}/retrait`, {}, 'collegue-retire')
    await site.visitor.get(theirs).expect(410)
    await site.visitor.get(site.follow).expect(200)
    await site.post('collegues', { ...colleague, collegue_courriel: 'autre@example.org' }, 'collegue')
    await site.visitor.get(theirs).expect(410)
  })

  test('handed over, the old link dies, the colleagues and the sheets follow, and both are told', async () => {
    const site = await online(
      { accord: 'oui', contact_telephone: '02 31 00 00 00' },
      { fiche_rex: ['fiche.pdf', pdf()] },
    )
    const colleague = { collegue_nom: 'Dominique Exemple', collegue_courriel: 'dominique@example.org' }
    await site.post('collegues', colleague, 'collegue')
    const theirs = linkIn((await site.mails())[0]?.text, '/suivi/')
    await site.post('message', { message: 'Avant de partir' }, 'message')
    await site.mails()
    site.clock.advance({ minutes: 1 })

    const taker = { nouveau_nom: 'Alex Exemple', nouveau_courriel: 'alex@example.org' }
    const nobody = await site.visitor.post(`${site.follow}/transmission`, { ...taker, nouveau_nom: '' }).expect(422)
    expect(nobody.text).toContain('value="alex@example.org"')
    const asked = await site.visitor.post(`${site.follow}/transmission`, taker).expect(200)
    expect(asked.text).toContain('Oui, confier')
    await site.visitor.get(site.follow).expect(200)

    const done = await site.visitor.post(`${site.follow}/transmission`, { ...taker, ...confirmed }).expect(200)
    expect(htmlErrors(done.text)).toEqual([])
    expect(done.text).toContain('C’est confié à Alex Exemple')
    await site.visitor.post(`${site.follow}/transmission`, { ...taker, ...confirmed }).expect(410)
    await site.visitor.get(theirs).expect(200)

    const [received, given, ...more] = await site.mails()
    expect(more).toEqual([])
    expect(received).toMatchObject({ to: { address: 'alex@example.org' } })
    expect(given).toMatchObject({ to: { address: 'camille@example.org' } })
    expect(given?.text).not.toContain('/suivi/')
    const page = (await site.visitor.get(linkIn(received?.text, '/suivi/')).expect(200)).text
    expect(page).toContain('Alex Exemple')
    expect(page).not.toContain('camille@example.org')
    const theirPage = linkIn(received?.text, '/suivi/')
    await site.visitor.post(`${theirPage}/message`, { message: 'Bonjour' }).expect(303)
    await site.mails()
    expect(authorsIn((await site.visitor.get(theirPage)).text)).toEqual(['Le contact précédent', 'Vous'])
    const contacts = 'SELECT private_name, private_email, private_phone FROM'
    const both = site.db.prepare(
      `${contacts} events WHERE title = ? UNION ALL ${contacts} sheets WHERE source = 'file'`,
    )
    expect(both.raw().all(completeForm.titre)).toEqual(Array(2).fill(['Alex Exemple', 'alex@example.org', null]))
    expect((await site.visitor.get(address)).text).toContain('accueil@example.org')
  })

  test('a mistyped address is corrected without the form: the mail leaves again, and the old link no longer opens', async () => {
    const typo = { contact_courriel: 'camile@example.org', publier: 'oui', accord: 'oui' }
    const site = await waiting(typo, { fiche_rex: ['fiche.pdf', pdf()] })
    expect(await site.page()).toContain('camile@example.org')
    const wrong = await site.visitor.post(`${site.follow}/adresse`, { contact_courriel: 'camille' }).expect(422)
    expect(wrong.text).toContain('value="camille"')

    const corrected = await site.visitor
      .post(`${site.follow}/adresse`, { contact_courriel: 'camille@example.org' })
      .expect(303)
    await site.visitor.get(site.follow).expect(410)
    const page = (await site.visitor.get(corrected.headers.location ?? '').expect(200)).text
    expect(page).toContain('Le courriel part à camille@example.org')
    expect(page).not.toContain('camile@example.org')
    const [received, ...more] = await site.mails()
    expect(more).toEqual([])
    expect(received).toMatchObject({ to: { address: 'camille@example.org' } })
    expect(corrected.headers.location).toContain(linkIn(received?.text, '/suivi/'))
    expect(site.db.prepare(`SELECT private_email FROM sheets WHERE source = 'file'`).pluck().get()).toBe(
      'camille@example.org',
    )

    await publish(site)
    const now = linkIn(received?.text, '/suivi/')
    await site.visitor.post(`${now}/adresse`, { contact_courriel: 'tard@example.org' }).expect(409)
    await site.visitor.get(now).expect(200)
  })

  test('the mail with the link is sent again', async () => {
    const site = await waiting()
    await site.post('courriel', {}, 'courriel')
    const [mail] = await site.mails()
    expect(linkIn(mail?.text, '/suivi/')).toBe(site.follow)
    expect(mail?.subject).toMatch(/^Bien reçue :/)
  })

  test('once it was decided, the mail with the link is about the link', async () => {
    const site = await online()
    await site.post('courriel', {}, 'courriel')
    const [mail] = await site.mails()
    expect(linkIn(mail?.text, '/suivi/')).toBe(site.follow)
    expect(mail?.subject).toMatch(/^Votre lien personnel :/)
    for (const part of [mail?.text, mail?.html]) {
      expect(String(part)).toMatch(/Où elle en est.:.publié\./)
      expect(String(part)).not.toContain('bien arrivée')
    }
  })
})

describe('a link', () => {
  test('that is damaged says what to do, whatever is asked behind it', async () => {
    const site = await waiting()
    for (const url of ['/suivi/x', `${site.follow}x`, site.follow.slice(0, -1), `${site.follow.slice(0, -4)}AAAA`]) {
      expect((await site.visitor.get(url).expect(404)).text).toContain('Ce lien est incomplet ou ne sert plus')
      await site.visitor.post(`${url}/retrait`, confirmed).expect(404)
    }
    const page = (await site.visitor.get('/suivi/x')).text
    expect(htmlErrors(page)).toEqual([])
    expect(page).toContain('href="/suivi"')
    expect(await site.page()).toContain('En attente de décision')
  })

  test('read, followed or scanned by a machine, changes nothing', async () => {
    const site = await online({ accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf()] })
    await site.post('message', { message: 'Bonjour' }, 'message')
    const before = site.db.serialize()
    const links = [...(await site.page()).matchAll(/(?:href|action|src)="(\/suivi\/[^"#]+)"/g)].map((match) =>
      textOf(match[1] ?? ''),
    )
    expect(links.length).toBeGreaterThan(6)
    for (const url of new Set(links)) {
      await site.visitor.get(url)
      await site.visitor.get(`${url}?confirme=oui`)
    }
    expect(site.db.serialize().equals(before)).toBe(true)
    expect(htmlErrors(await site.page())).toEqual([])
  })
})

type Files = Record<string, [string, Buffer]>

/** A site with one event that waits, as its organiser and its coordinator have it before them; its first mails are read. */
async function waiting(form: Record<string, string | string[]> = {}, files: Files = {}) {
  const site = openSite()
  const follow = await propose(site, form, files)
  const decision = linkIn((await site.mails())[1]?.text, '/decision/')
  return {
    ...site,
    follow,
    decision,
    page: async (fait = '') => (await site.visitor.get(`${follow}?fait=${fait}`).expect(200)).text,
    /** An act that is done: the answer leads back to the page, which says so. */
    post: async (noun: string, form: Record<string, string>, fait: string) => {
      const answer = await site.visitor.post(`${follow}/${noun}`, form).expect(303)
      expect(answer.headers.location?.split('#')[0]).toBe(`${follow}?fait=${fait}`)
    },
  }
}

type Waiting = Awaited<ReturnType<typeof waiting>>

async function online(form: Record<string, string | string[]> = {}, files: Files = {}) {
  const site = await waiting(form, files)
  await publish(site)
  return site
}

async function publish(site: Waiting) {
  await site.visitor.post(`${site.decision}/publication`, { confirmer: 'oui' }).expect(303)
  await site.mails()
}

const imageForm = { visuel_alt: 'L’affiche de l’atelier', visuel_droits: 'oui' }

const png = () =>
  sharp({ create: { width: 640, height: 360, channels: 3, background: '#0e5b47' } })
    .png()
    .toBuffer()

/** Who wrote each message of the thread. */
const authorsIn = (html: string) =>
  [...html.matchAll(/<li class="thread__\w+">\s*<p class="notice"><b>([^<]*)</g)].map(([, who]) => who)

const count = ({ db }: TestSite, table: 'messages' | 'revisions') =>
  db
    .prepare<[], number>(table === 'messages' ? 'SELECT count(*) FROM messages' : 'SELECT count(*) FROM revisions')
    .pluck()
    .get()

const acts = (site: Waiting) =>
  site.db
    .prepare('SELECT act FROM journal WHERE subject = ? ORDER BY id')
    .pluck()
    .all(site.follow.slice('/suivi/'.length).split('.')[0])

const stored = ({ config }: TestSite) =>
  ['documents', 'images']
    .flatMap((name) => readdirSync(path.join(config.DATA_DIR, name)))
    .filter((name) => name !== 'incoming')
