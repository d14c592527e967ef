import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { blanks } from '../src/blanks/lists.ts'
import { madeSheet } from '../src/blanks/made.ts'
import { allAsked, outlineOf } from '../src/blanks/outline.ts'
import { erasePerson } from '../src/follow/erase.ts'
import { forgetContact } from '../src/propositions/erase.ts'
import { partsOf } from '../src/sheets/forms.ts'
import { findSheet } from '../src/sheets/queries.ts'
import type { Typed } from '../src/web/fields.ts'
import { blankSetting, fillDocx, fillPdf, withPart } from './support/blanks.ts'
import { startOf } from './support/desk.ts'
import { docx, drawnPdf, packed } from './support/files.ts'
import { completeCarteBlanche, completeRex } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { linkIn, propose } from './support/send.ts'
import { openSite } from './support/site.ts'

const site = openSite()
const { visitor, db } = site
const [rex, , carteBlanche] = blanks
const asked = (kind: 'rex' | 'carte-blanche') => allAsked(outlineOf(partsOf(kind, 'typed')))
const filledRex = async (typed: Typed = completeRex) =>
  fillDocx((await madeSheet(rex, 'docx', blankSetting)).bytes, asked('rex'), typed)
const filledCarte = async () =>
  fillPdf((await madeSheet(carteBlanche, 'pdf', blankSetting)).bytes, asked('carte-blanche'), completeCarteBlanche)

const readMarks = (html: string) => html.match(/· lu dans votre fiche</g)?.length ?? 0
const fieldOf = (html: string, name: string) => new RegExp(`<input id="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1]

describe('a filled sheet of ours, in the form of its kind', () => {
  let form = ''
  let page = ''
  beforeAll(async () => {
    const kept = await visitor
      .submit(
        '/proposer/rex',
        { remise: 'fichier', titre: 'Le titre que j’avais écrit' },
        { fiche: ['Ma fiche.docx', await filledRex()] },
      )
      .expect(303)
    form = String(kept.headers.location)
    page = (await visitor.get(form).expect(200)).text
  })

  test('fills the form, says of each answer where it comes from, and leaves what was written', () => {
    expect(form).toMatch(/^\/proposer\/rex\/[\w-]{22}#lue$/)
    const given = Object.values(completeRex).filter((answer) => String(answer) !== '').length
    expect(readMarks(page)).toBe(given - 1)
    expect(page).toContain(`${given - 1}\u00a0réponses lues dans votre fiche`)
    expect(fieldOf(page, 'titre')).toBe('Le titre que j’avais écrit')
    expect(fieldOf(page, 'acheteur')).toBe(completeRex.acheteur)
    expect(page).toContain('Ma fiche.docx')
    expect(page).not.toContain('La joindre plutôt que la saisir')
  })

  test('an answer that is then changed is no longer the sheet’s, and the marks stay on the others', async () => {
    const address = form.replace('#lue', '')
    const saved = await visitor
      .submit(address, { ...completeRex, remise: 'saisie', titre: 'Encore autre chose', acheteur: 'Ville Exemple' })
      .expect(303)
    expect(saved.headers.location).toBe(`${address}/verification`)
    const again = (await visitor.get(address).expect(200)).text
    expect(readMarks(again)).toBe(readMarks(page) - 1)
    expect(fieldOf(again, 'acheteur')).toBe('Ville Exemple')
  })

  test('is said on the check page to be for the coordination alone', async () => {
    const check = (await visitor.get(`${form.replace('#lue', '')}/verification`).expect(200)).text
    expect(check).toContain('Pour la coordination seulement')
  })

  test('is sent with the file, which the desk reads and the public never does', async () => {
    const address = form.replace('#lue', '')
    const sent = await visitor.post(`${address}/verification`).expect(303)
    expect(sent.headers.location).toMatch(/^\/suivi\//)
    const mails = await site.mails()
    const toDesk = mails.find(({ text }) => linkIn(text, '/decision/'))
    expect(toDesk?.text).toContain('Ma fiche.docx')
    await visitor.post(`${linkIn(toDesk?.text, '/decision/')}/publication`).expect(303)
    const sheet = db
      .prepare<[], { id: number; slug: string; source: string }>(
        `SELECT id, slug, source FROM sheets WHERE title = 'Encore autre chose'`,
      )
      .get()
    expect(sheet?.source).toBe('typed')
    const follow = String(sent.headers.location).replace(/\?.*$/, '')
    const editing = await visitor.post(`${follow}/modification`).expect(303)
    const again = (await visitor.get(String(editing.headers.location)).expect(200)).text
    expect(again).toContain('Ma fiche.docx')
    expect(again).not.toContain('La retirer retire aussi')
    const published = await visitor.get(`/rex/${sheet?.slug}`).expect(200)
    expect(published.text).toContain(completeRex.contexte)
    expect(published.text).not.toContain('Ma fiche.docx')
    const id = db
      .prepare<[number], number>('SELECT id FROM documents WHERE sheet_id = ?')
      .pluck()
      .get(sheet?.id ?? 0)
    await visitor.get(`/documents/${id}/Ma%20fiche.docx`).expect(404)
    await site.coordinator().get(`/documents/${id}/Ma%20fiche.docx`).expect(200)
  })

  test('a carte blanche as a PDF too', async () => {
    const kept = await visitor
      .submit('/proposer/carte-blanche', { remise: 'fichier' }, { fiche: ['carte.pdf', await filledCarte()] })
      .expect(303)
    const { text } = await visitor.get(String(kept.headers.location)).expect(200)
    expect(fieldOf(text, 'auteur')).toBe(completeCarteBlanche.auteur)
    expect(text).toContain(completeCarteBlanche.texte)
    const checked = await visitor
      .submit(String(kept.headers.location).replace('#lue', ''), { ...completeCarteBlanche, remise: 'saisie' })
      .expect(303)
    expect(checked.headers.location).toMatch(/verification$/)
  })

  test('taken back, it takes its answers with it, and what was typed or changed stays', async () => {
    const kept = await visitor
      .submit(
        '/proposer/rex',
        { remise: 'fichier', titre: completeRex.titre },
        { fiche: ['f.docx', await filledRex()] },
      )
      .expect(303)
    const address = String(kept.headers.location).replace('#lue', '')
    const { text } = await visitor.get(address)
    const id = /name="retirer" value="(\d+)"/.exec(text)?.[1] ?? ''
    expect(fieldOf(text, 'titulaire')).toBe(completeRex.titulaire)
    const changed = { ...completeRex, remise: 'saisie', acheteur: 'Ville Exemple' }
    const gone = await visitor.submit(address, { ...changed, retirer: id }).expect(303)
    expect(gone.headers.location).toMatch(/#retiree$/)
    const after = (await visitor.get(String(gone.headers.location))).text
    expect(htmlErrors(after)).toEqual([])
    expect(after).toMatch(
      /id="retiree" role="status" tabindex="-1" autofocus>f\.docx retirée, avec les \d+\u00a0réponses/,
    )
    expect(after).toContain('ce que vous avez tapé reste')
    expect(after).toContain('id="champ-fiche"')
    expect(readMarks(after)).toBe(0)
    expect(fieldOf(after, 'titre')).toBe(completeRex.titre)
    expect(fieldOf(after, 'acheteur')).toBe('Ville Exemple')
    expect(fieldOf(after, 'titulaire')).toBeUndefined()
    expect(db.prepare('SELECT count(*) FROM sheet_readings WHERE document_id = ?').pluck().get(id)).toBe(0)
  })

  test('a corrected one answers in the place of the first', async () => {
    const kept = await visitor.submit('/proposer/rex', { remise: 'fichier' }, { fiche: ['f.docx', await filledRex()] })
    const address = String(kept.headers.location).replace('#lue', '')
    const shown = { ...completeRex, remise: 'saisie', acheteur: 'Ville Exemple' }
    const second = await filledRex({ ...completeRex, acheteur: 'Ville Deux', montant: '90 000' })
    await visitor.submit(address, shown, { fiche: ['f2.docx', second] }).expect(303)
    const after = (await visitor.get(address)).text
    expect(after).toContain('f2.docx')
    expect(after).not.toContain('<b>f.docx</b>')
    expect(fieldOf(after, 'montant')).toBe('90 000')
    expect(fieldOf(after, 'acheteur')).toBe('Ville Exemple')
  })

  test('at the desk, it fills the form of the coordination', async () => {
    const desk = site.coordinator()
    const { text: blank } = await desk.get('/moderation/saisie/rex').expect(200)
    const action = /action="(\/moderation\/saisie\/rex\?jeton=[^"]+)"/.exec(blank)?.[1] ?? ''
    const { text } = await visitor
      .submit(action, { remise: 'fichier', acte: 'attente' }, { fiche: ['reçue.docx', await filledRex()] })
      .set('Cookie', desk.cookie)
      .expect(200)
    expect(fieldOf(text, 'titre')).toBe(completeRex.titre)
    expect(readMarks(text)).toBeGreaterThan(30)
  })
})

describe('the contacts that a filled sheet holds', () => {
  const handIn = async () => {
    const kept = await visitor.submit(
      '/proposer/rex',
      { remise: 'fichier' },
      { fiche: ['La fiche.docx', await filledRex()] },
    )
    return String(kept.headers.location).replace('#lue', '')
  }
  const documentOf = (id: string) => db.prepare('SELECT id FROM documents WHERE id = ?').get(id)

  test('are not shown to whoever reads the draft before it is sent', async () => {
    const form = (await visitor.get(`${await handIn()}`)).text
    const id = /name="retirer" value="(\d+)"/.exec(form)?.[1] ?? ''
    const checked = await visitor.submit(/action="(\/proposer\/rex\/[^"]+)"/.exec(form)?.[1] ?? '', {
      ...completeRex,
      remise: 'saisie',
    })
    const check = (await visitor.get(String(checked.headers.location))).text
    expect(check).toContain('La fiche.docx')
    const preview = /href="(\/proposer\/apercu\/[^"]+)"/.exec(check)?.[1] ?? ''
    const read = (await visitor.get(preview).expect(200)).text
    expect(read).toContain(completeRex.titre)
    expect(read).not.toContain('La fiche.docx')
    await visitor.get(`${preview}/documents/${id}`).expect(404)
  })

  test('stay with the coordination, and go when its organiser is erased', async () => {
    const form = await handIn()
    const id = /name="retirer" value="(\d+)"/.exec((await visitor.get(form)).text)?.[1] ?? ''
    const checked = await visitor.submit(form, {
      ...completeRex,
      remise: 'saisie',
      titre: 'Une fiche puis plus rien',
      contact_courriel: 'ana@example.org',
    })
    const sent = await visitor.post(String(checked.headers.location)).expect(303)
    const follow = String(sent.headers.location).replace(/\?.*$/, '')
    const page = (await visitor.get(follow).expect(200)).text
    expect(page).toContain('La fiche.docx, est chez la coordination')
    await visitor.get(`${follow}/documents/${id}`).expect(404)
    expect(documentOf(id)).toBeDefined()

    const decision = (await site.mails()).map(({ text }) => linkIn(text, '/decision/')).findLast(Boolean)
    await visitor.post(`${decision}/publication`).expect(303)
    const reference = follow.slice('/suivi/'.length).split('.')[0] ?? ''
    const sheet = findSheet(db, reference)
    db.transaction(() =>
      forgetContact(db, site.clock, { kind: 'rex', id: sheet?.id ?? 0, reference }, { over: false }),
    )()
    expect(documentOf(id)).toBeUndefined()
    expect(db.prepare('SELECT count(*) FROM sheet_readings WHERE document_id = ?').pluck().get(id)).toBe(0)
    await visitor.get(`/rex/${sheet?.slug}`).expect(200)
  })
})

describe('an address that a filled sheet says', () => {
  const zoe = 'zoe.canari@example.org'
  const contact = { contact_nom: 'Zoé Canari', contact_courriel: zoe, contact_telephone: '02 31 47 11 08' }
  const folders = { documents: site.folder, images: path.join(site.config.DATA_DIR, 'images') }
  const readings = () => db.prepare<[], string>('SELECT answers FROM sheet_readings').pluck().all()
  const erase = () => erasePerson({ ...site, folders }, zoe, { actor: 'organiser', staysOnline: () => true })

  test('goes with its file when a colleague goes on with the sheet, and out of the sheets of others', async () => {
    const follow = await propose(
      site,
      { ...contact, titre: 'Une visite reprise', accord: 'oui' },
      { fiche_rex: ['de-zoe.docx', await filledRex({ ...completeRex, ...contact })] },
    )
    const invited = { collegue_nom: 'Camille Collègue', collegue_courriel: 'reprise@example.org' }
    await visitor.post(`${follow}/collegues`, invited).expect(303)
    const resume = `Une ville s’en félicite : écrire à ${zoe}.`
    const other = { remise: 'fichier', contact_courriel: 'autre@example.org' }
    const file: [string, Buffer] = ['d-une-autre.docx', await filledRex({ ...completeRex, resume })]
    await visitor.submit('/proposer/rex', other, { fiche: file }).expect(303)
    expect(readings().filter((answers) => answers.includes(zoe))).toHaveLength(2)

    await erase()
    expect(readings().filter((answers) => /canari/i.test(answers))).toEqual([])
    expect(readings().filter((answers) => answers.includes('écrire à ….'))).toHaveLength(1)
    const names = db.prepare<[], string>('SELECT name FROM documents').pluck().all()
    expect(names).not.toContain('de-zoe.docx')
    expect(names).toContain('d-une-autre.docx')
    const handed = db.prepare("SELECT count(*) FROM sheets WHERE private_email = 'reprise@example.org'").pluck().get()
    expect(handed).toBe(1)
  })
})

describe('a filled sheet of ours that comes with an event', () => {
  test('waits as a file, and both the coordination and the organiser find its answers in its form', async () => {
    await propose(
      site,
      { titre: 'Une visite avec sa fiche', accord: 'oui' },
      { fiche_rex: ['avec.docx', await filledRex()] },
    )
    const reference = db
      .prepare<[], string>(`SELECT reference FROM sheets WHERE source = 'file' ORDER BY id DESC LIMIT 1`)
      .pluck()
      .get()
    const desk = site.coordinator()
    const shown = (await desk.get(`/moderation/rex/${reference}`).expect(200)).text
    expect(shown).toContain('n’est pas publiée telle quelle')
    expect(fieldOf(shown, 'organisation')).toBe(completeRex.acheteur)
    const edit = (await desk.get(`/moderation/rex/${reference}/saisie`).expect(200)).text
    expect(fieldOf(edit, 'titre')).toBe(completeRex.titre)
    expect(readMarks(edit)).toBeGreaterThan(30)
    const refused = await desk.post(`/moderation/rex/${reference}/publication`, { confirmer: 'oui' }).expect(409)
    expect(refused.text).toContain('n’est pas publiée telle quelle')

    const action = /action="(\/moderation\/rex\/\w+\/saisie\?jeton=[^"]+)"/.exec(edit)?.[1] ?? ''
    const start = await startOf(desk, `/moderation/rex/${reference}/saisie`)
    await visitor
      .submit(action, { ...completeRex, ...start, remise: 'saisie' })
      .set('Cookie', desk.cookie)
      .expect(303)
    expect(db.prepare('SELECT source, title FROM sheets WHERE reference = ?').get(reference)).toEqual({
      source: 'typed',
      title: completeRex.titre,
    })
  })
})

describe('any other file is kept as it always was', () => {
  const bigXml = `<w:document xmlns:w="x">${Array.from({ length: 20_000 }, (_, n) => `<w:p n="${Math.sin(n)}">`).join('')}${'</w:p>'.repeat(20_000)}</w:document>`
  const strangers: [string, string, () => Buffer | Promise<Buffer>][] = [
    ['of another make', 'autre.docx', () => docx()],
    ['of another make', 'autre.pdf', () => drawnPdf('BT ET')],
    [
      'that declares entities',
      'entites.docx',
      async () =>
        withPart(await filledRex(), 'word/document.xml', (xml) =>
          xml.replace('<w:document', '<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document'),
        ),
    ],
    ['nested without end', 'profond.docx', async () => withPart(await filledRex(), 'word/document.xml', () => bigXml)],
    [
      'that is not XML',
      'casse.docx',
      async () => withPart(await filledRex(), 'word/document.xml', (xml) => xml.slice(0, -200)),
    ],
    [
      'whose objects unpack to much',
      'bombe.pdf',
      () => drawnPdf('BT ET', { objects: [packed({ 7: `(${'a'.repeat(60_000_000)})` })] }),
    ],
  ]
  test.each(strangers)('%s: %s', async (_, name, make) => {
    const kept = await visitor
      .submit('/proposer/rex', { remise: 'fichier' }, { fiche: [name, await make()] })
      .expect(303)
    expect(kept.headers.location).toMatch(/#champ-fiche$/)
    const answer = await visitor.get(String(kept.headers.location)).expect(200)
    expect(answer.text).toContain(`<b>${name}</b>`)
    expect(readMarks(answer.text)).toBe(0)
    await visitor.get('/healthz').expect(200)
  })
})
