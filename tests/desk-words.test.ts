import { describe, expect, test } from 'vitest'
import { readTexts } from '../src/texts/read.ts'
import { deskOf, setRole } from './support/desk.ts'
import { fileCarteBlanche, fixture } from './support/filed.ts'
import { pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { linkIn, propose, textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

describe('a page that leads nowhere says where to go on', () => {
  test('a decision link cut short, or over, leads to the sign-in page', async () => {
    const site = openSite()
    const follow = await propose(site)
    const link = linkIn((await site.mails())[1]?.text, '/decision/')
    const cut = textOf((await site.visitor.get(link.slice(0, -4)).expect(404)).text)
    expect(cut).toContain('Ce lien est incomplet')
    expect(cut).toContain('<a class="button" href="/connexion">Se connecter</a>')
    expect(htmlErrors(cut)).toEqual([])

    site.clock.advance({ hours: 24 * 31 })
    const over = textOf((await site.visitor.get(link).expect(410)).text)
    expect(over).toContain('Ce lien ne sert plus')
    expect(over).toContain(`href="/connexion?vers=${encodeURIComponent(deskOf(follow))}">Se connecter`)
  })

  test('a link to propose again that is cut short says so', async () => {
    const cut = textOf((await openSite().visitor.get('/proposer/reprise/ABCDEF.0').expect(404)).text)
    expect(cut).toContain('Ce lien est incomplet')
    expect(cut).toContain('<a class="button" href="/proposer">')
  })

  test('who is signed in is led back to the desk, whether they decide or read; everybody finds it at the foot', async () => {
    const site = openSite()
    const reader = await readerOf(site)
    const back = '<a class="button" href="/moderation">'
    expect((await site.coordinator().get('/moderation/evenements/ZZZZZZ').expect(404)).text).toContain(back)
    expect((await reader.get('/moderation/courriels').expect(403)).text).toContain(back)
    const nowhere = (await site.visitor.get('/nulle-part').expect(404)).text
    expect(nowhere).not.toContain(back)
    expect(nowhere).toContain('href="/moderation" rel="nofollow">Espace coordination')
    expect((await site.coordinator().get('/moderation')).text).not.toContain('Espace coordination</a>')
  })
})

describe('the page of a proposition', () => {
  test('asks who only reads to decide of nothing', async () => {
    const site = openSite()
    const follow = await propose(site, { accord: 'oui' }, { fiche_rex: ['Fiche.pdf', pdf()] })
    const reader = await readerOf(site)
    const queue = (await reader.get('/moderation')).text
    const page = (await reader.get(deskOf(follow))).text
    for (const text of [queue, page]) {
      expect(text).not.toContain('À décider')
      expect(text).not.toContain('Décider de')
    }
    expect(queue).toContain('<h1>En attente</h1>')
    expect(page).toMatch(/<a href="\/moderation\/rex\/\w{6}">Fiche REX<\/a>/)
  })

  test('says in its first line where it stands, before and after', async () => {
    const { desk, address } = await waiting()
    const kicker = async () => /<p class="kicker">[\s\S]*?<\/p>/.exec((await desk.get(address)).text)?.[0]
    expect(await kicker()).toContain('En attente de décision')
    await desk.post(`${address}/publication`).expect(303)
    expect(await kicker()).toContain('Publié<')
    expect(textOf((await desk.get('/moderation/rex/REXAA2')).text)).toMatch(/Fiche REX<\/b> · <b>Publiée</)
  })

  test('does not say that all is in order below what is to be looked at', async () => {
    const { site, desk, address } = await waiting()
    expect((await desk.get(address)).text).toContain('Tout ce que le site sait vérifier est en ordre')
    site.db.prepare(`UPDATE events SET flags = '["fast"]' WHERE reference = ?`).run(address.split('/').at(-1))
    const page = (await desk.get(address)).text
    expect(page).toContain('class="tag tag--flag"')
    expect(page).not.toContain('Tout ce que')
    expect(page).toContain('Le reste de ce que le site sait vérifier est en ordre')
  })

  test('says what to do about an agreement that was not given here', async () => {
    const { site, desk, address } = await waiting()
    expect((await desk.get(address)).text).not.toContain('demandez-le-lui')
    site.db.prepare('UPDATE events SET consent_at = NULL WHERE reference = ?').run(address.split('/').at(-1))
    expect((await desk.get(address)).text).toContain('demandez-le-lui et notez sa réponse dans les notes internes')
  })

  test('offers no correction that nobody would read, alone or with others', async () => {
    const { site, desk, address } = await waiting()
    const asks = `action="${address}/correction"`
    expect((await desk.get(address)).text).toContain(asks)
    const reference = address.split('/').at(-1) ?? ''
    const together = async () =>
      textOf((await desk.get(`/moderation/groupe?decision=correction&choix=${reference}`)).text)
    expect(await together()).not.toContain('n’a pas laissé d’adresse')
    site.db.prepare('UPDATE events SET private_email = NULL WHERE reference = ?').run(reference)
    const page = (await desk.get(address)).text
    expect(page).not.toContain(asks)
    expect(page).toContain('L’organisateur n’a pas laissé d’adresse')
    expect(htmlErrors(page)).toEqual([])
    expect(await together()).toContain('n’a pas laissé d’adresse')
  })

  test('of what came back corrected marks the words that changed, and says what was asked', async () => {
    const { site, desk, address, follow } = await waiting()
    await desk.post(`${address}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
    expect(textOf((await desk.get(address)).text)).toContain('Ce que vous avez demandé\u00a0:')
    const editing = await site.visitor.post(`${follow}/modification`).expect(303)
    const form = { ...completeForm, lieu: `${completeForm.lieu} verte` }
    const checked = await site.visitor.submit(String(editing.headers.location), form).expect(303)
    await site.visitor.post(String(checked.headers.location), { confirmer: ['doublon', 'hors_semaine'] }).expect(303)
    const page = (await desk.get(address)).text
    expect(page).toMatch(/id="corrections"[\s\S]*<ins>[\s\S]*verte[\s\S]*<\/ins>/)
    expect(textOf(page)).toContain('Vous aviez demandé\u00a0:')
    expect(htmlErrors(page)).toEqual([])
  })

  test('tells before it is rewritten that a mail will say so', async () => {
    const { site, desk, address } = await waiting()
    expect(textOf((await desk.get(`${address}/saisie`)).text)).toContain('Un courriel le dit à l’organisateur, sauf')
    site.db.prepare('UPDATE events SET private_email = NULL WHERE reference = ?').run(address.split('/').at(-1))
    expect((await desk.get(`${address}/saisie`)).text).not.toContain('Un courriel le dit')
  })

  test('that answers a form may be gone back to, in its reader’s own browser', async () => {
    const { desk, address } = await waiting()
    expect((await desk.get(address)).headers['cache-control']).toBe('no-store')
    const refused = await desk.post(`${address}/correction`, { message: '' }).expect(422)
    expect(refused.headers['cache-control']).toBe('private, no-cache')
  })
})

describe('whatever is pressed on the page of a proposition', () => {
  const note = 'Vu avec le maire.\n\nIl rappelle lundi.'

  test('what is being written elsewhere on it comes back, still to be sent, and the act is done', async () => {
    const { site, desk, address } = await waiting()
    const page = (await desk.get(address)).text
    // all of it is one form: every button sends every word
    expect(page.match(/<form class="desk"/g)).toHaveLength(1)
    expect(/<form class="desk"[\s\S]*<\/form>/.exec(page)?.[0].match(/<form/g)).toHaveLength(1)

    const typed = { vu: versionIn(page), texte_note: note, motif: '', reponse: 'Bonjour,\r\nune question.' }
    const taken = (await desk.post(`${address}/prise-en-charge`, typed).expect(200)).text
    expect(taken).toContain(`${note}</textarea>`)
    expect(taken).toMatch(/<textarea id="reponse"[^>]*>\nBonjour,\r?\nune question\.<\/textarea>/)
    expect(taken).toContain('Les autres savent que vous vous en occupez. Ce que vous écriviez ailleurs')
    expect(taken).toContain('Vous vous en occupez')
    expect(taken.match(/<details class="fold" open>/g)).toHaveLength(2)
    expect(taken).not.toMatch(/class="field__error"/)
    expect(htmlErrors(taken)).toEqual([])

    // then one after the other
    const again = { ...typed, vu: versionIn(taken) }
    const noted = (await desk.post(`${address}/notes`, again).expect(200)).text
    expect(noted).toMatch(/<textarea id="texte_note"[^>]*>\n<\/textarea>/)
    expect(noted).toMatch(/<textarea id="reponse"[^>]*>\nBonjour,/)
    await desk.post(`${address}/message`, { vu: versionIn(noted), reponse: 'Bonjour,' }).expect(303)
    expect(site.db.prepare('SELECT text FROM notes').all()).toEqual([{ text: note }])

    const wrong = (await desk.post(`${address}/refus`, { ...again, vu: versionIn(noted) }).expect(422)).text
    expect(wrong).toContain(`${note}</textarea>`)
    const late = (await desk.post(`${address}/publication`, { ...again, vu: 'autre' }).expect(409)).text
    expect(late).toContain(`${note}</textarea>`)
    expect(late).toContain('est resté dans le formulaire')
    const published = (await desk.post(`${address}/publication`, { ...again, vu: versionIn(noted) }).expect(200)).text
    expect(published).toContain(`${note}</textarea>`)
    expect(published).toContain('Publié')
    // nothing left: the next page has an address of its own
    await desk.post(`${address}/avant`, { texte_note: '', reponse: ' ' }).expect(303)
  })

  test('a text that was corrected and not read again yet stops the publication; so does what is written of the sheet', async () => {
    const { site, desk, address, corrected } = await corrections()
    const typed = {
      ...corrected,
      titre: 'Un autre titre',
      confirmer: 'oui',
    }
    const stopped = (await desk.post(`${address}/publication`, typed).expect(422)).text
    expect(textOf(stopped)).toMatch(/vous l’avez changé\s; pressez «\sJ’ai relu ce texte\s», puis publiez/)
    expect(textOf(stopped)).toMatch(/vous l’avez changé\s; pressez «\sEnregistrer\s», puis publiez/)
    expect(stopped).toContain('>\nCe que j’ai corrigé.</textarea>')
    expect(stopped).toContain('value="Un autre titre"')
    expect(stopped).toMatch(/name="confirmer" value="oui" checked/)
    expect(stopped).not.toContain('enregistré entre-temps')
    expect(htmlErrors(stopped)).toEqual([])

    const read = (await desk.post(`${address}/texte`, typed).expect(200)).text
    expect(read).toContain('value="Un autre titre"')
    const { titre, ...rest } = { ...typed, vu: versionIn(read) }
    await desk.post(`${address}/publication`, { ...rest, vu: versionIn((await desk.get(address)).text) }).expect(303)
    expect((await site.visitor.get('/cartes-blanches/nos-fleurs-viennent-d-a-cote')).text).toContain(
      '<p>Ce que j’ai corrigé.</p>',
    )
  })

  test('what has no form any more once it is done is given back to copy, and what is done is said once', async () => {
    const { site, desk, address } = await waiting()
    const typed = { vu: versionIn((await desk.get(address)).text), motif: 'Une étude commerciale.', texte_note: note }
    const published = (await desk.post(`${address}/publication`, typed).expect(200)).text
    expect(published).toMatch(/<textarea id="texte-garde"[^>]*>\nUne étude commerciale\.<\/textarea>/)
    expect(published).toContain('copiez-le s’il sert encore')
    expect(published).toContain('Ce que vous écriviez ailleurs')
    expect(published).toContain(`${note}</textarea>`)
    expect(published.match(/C’est fait/g)).toHaveLength(1)
    expect(htmlErrors(published)).toEqual([])
    expect(site.db.prepare('SELECT count(*) FROM notes').pluck().get()).toBe(0)

    // nothing was written of it
    const third = deskOf(await propose(site, { titre: 'Un troisième atelier', debut: '14 h', fin: '15 h' }))
    expect((await desk.get(third)).text).toContain('name="raison_refus" type="radio" value="Hors de la région"')
    await desk.post(`${third}/publication`, { raison_refus: 'Hors de la région' }).expect(303)

    // behind a mailed link nothing is left to write with
    const other = await propose(site, { titre: 'Un autre atelier', debut: '10 h', fin: '11 h' })
    const link = linkIn((await site.mails()).at(-1)?.text, '/decision/')
    const seen = versionIn((await site.visitor.get(link)).text)
    const answer = { vu: seen, reponse: 'Bonjour,\r\nune question.' }
    const gone = (await site.visitor.post(`${link}/publication`, answer).expect(200)).text
    expect(gone).toMatch(/<textarea id="texte-garde"[^>]*>\nBonjour,\r?\nune question\.<\/textarea>/)
    expect(gone).not.toContain('Ce que vous écriviez ailleurs')
    expect(gone).not.toContain('id="reponse"')
    expect((await desk.get(deskOf(other))).text).toContain('state__name">Publié')
    expect(htmlErrors(gone)).toEqual([])
  })

  test('what was ticked as looked at stays so, as long as it is what was looked at', async () => {
    const { desk, address, corrected } = await corrections()
    const typed = { ...corrected, confirmer: 'oui' }
    const ticked = /name="confirmer" value="oui" checked/
    const read = (await desk.post(`${address}/texte`, typed).expect(200)).text
    expect(read).toMatch(ticked)
    expect(read).not.toContain('Ce que vous écriviez')
    expect(read.match(/Le texte relu se lit/g)).toHaveLength(1)
    expect((await desk.post(`${address}/rien`, { ...typed, vu: versionIn(read) }).expect(200)).text).toMatch(ticked)
    const { headers } = await desk.post(`${address}/prise-en-charge`, { vu: 'une autre', confirmer: 'oui' }).expect(303)
    expect((await desk.get(String(headers.location))).text).not.toMatch(ticked)
  })

  test('the answer to a visitor comes back too', async () => {
    const site = openSite()
    await site.visitor
      .post('/contact', { nom: 'Ana', courriel: 'ana@example.org', message: 'Une question sur la Semaine.' })
      .expect(303)
    const desk = site.coordinator()
    const page = (await desk.post('/moderation/courrier/1/prise-en-charge', { reponse: 'Bonjour Ana' }).expect(200))
      .text
    expect(page).toContain('Bonjour Ana</textarea>')
    expect(htmlErrors(page)).toEqual([])
  })
})

const versionIn = (html: string) => /name="vu" value="([^"]+)"/.exec(html)?.[1] ?? ''

async function waiting() {
  const site = openSite()
  const follow = await propose(site)
  return { site, follow, desk: site.coordinator(), address: deskOf(follow) }
}

async function readerOf(site: TestSite) {
  const reader = site.coordinator('lecture@example.org')
  setRole(site, 'lecture@example.org', 'reader')
  return reader
}

/** A sheet that came as a file, whose text the coordinator has corrected and not saved. */
async function corrections() {
  const site = openSite()
  const { desk: address } = await fileCarteBlanche(site, ['recit.docx', fixture('recit.docx')])
  await readTexts(site)
  const desk = site.coordinator()
  const page = (await desk.get(address)).text
  const [, vu_texte = ''] = /name="vu_texte" value="([^"]+)"/.exec(page) ?? []
  const corrected = { vu: versionIn(page), vu_texte, texte_document: 'Ce que j’ai corrigé.' }
  return { site, desk, address, corrected }
}
