import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { blanks, type Format, typeOf } from '../src/blanks/lists.ts'
import { madeSheet } from '../src/blanks/made.ts'
import { allAsked, outlineOf } from '../src/blanks/outline.ts'
import { sheetNote } from '../src/forms/sheet-notes.ts'
import { partsOf } from '../src/sheets/forms.ts'
import type { Kind } from '../src/sheets/lists.ts'
import { blankSetting, fillDocx, fillPdf, flatPdf } from './support/blanks.ts'
import { startOf } from './support/desk.ts'
import { docx, drawnPdf, pdf } from './support/files.ts'
import { completeCarteBlanche, completeForm, completeRex } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { propose } from './support/send.ts'
import { openSite } from './support/site.ts'

const ficheQuestion = {
  field: 'fiche',
  label: 'Votre fiche remplie',
  hint: '',
  accepts: 'sheet',
  blank: 'rex',
  missing: 'Votre fiche',
} as const

// One of our sheets holds private contacts: wherever it is joined, and however it was saved, the desk alone has it.

const site = openSite()
const { visitor, db } = site
const [rex, exampleRex, carteBlanche] = blanks
const made = async (blank: (typeof blanks)[number], format: Format) =>
  (await madeSheet(blank, format, blankSetting)).bytes
const asked = (kind: Kind) => allAsked(outlineOf(partsOf(kind, 'typed')))
const filledRex = async () => fillDocx(await made(rex, 'docx'), asked('rex'), completeRex)
const filledCarte = async () => fillPdf(await made(carteBlanche, 'pdf'), asked('carte-blanche'), completeCarteBlanche)
const savedAsOdt = async () => readFileSync(path.join(import.meta.dirname, 'fixtures/fiche-rex.odt'))

const flagsOf = (name: string): string[] =>
  JSON.parse(
    db.prepare<[string], string>('SELECT flags FROM documents WHERE name = ? ORDER BY id DESC').pluck().get(name) ??
      '[]',
  )

/** Joins a file alone, as at a first press, and gives the page that comes back. */
async function join(kind: Kind, name: string, bytes: Buffer, typed = {}) {
  const kept = await visitor
    .submit(`/proposer/${kind}`, { remise: 'fichier', ...typed }, { fiche: [name, bytes] })
    .expect(303)
  expect(kept.headers.location).toMatch(/#champ-fiche$/)
  const address = String(kept.headers.location).replace('#champ-fiche', '')
  return { address, text: (await visitor.get(address).expect(200)).text.replaceAll(/[\u00a0\u202f]/g, ' ') }
}

/** Hands a sheet in with its file; returns the address of its follow page. */
async function handIn(typed: Record<string, string | string[]>, fiche: [string, Buffer], form = '/proposer/rex') {
  let checked = await visitor.submit(form, typed, { fiche }).expect(303)
  const [address = '', told] = String(checked.headers.location).split('#')
  if (told) checked = await visitor.submit(address, typed).expect(303)
  const sent = await visitor.post(String(checked.headers.location), { confirmer: ['doublon'] }).expect(303)
  return String(sent.headers.location).replace(/\?.*$/, '')
}

const sheetOf = (title: string) =>
  db
    .prepare<[string], { reference: string; slug: string }>('SELECT reference, slug FROM sheets WHERE title = ?')
    .get(title) ?? { reference: '', slug: '' }

const short = {
  rex: { ...completeRex, remise: 'fichier' },
  'carte-blanche': { ...completeCarteBlanche, remise: 'fichier' },
}

describe('a sheet of ours that cannot be read as it is', () => {
  const cases: [string, Kind, string, () => Promise<Buffer>, string][] = [
    ['saved as ODT', 'rex', 'libre.odt', savedAsOdt, 'ses réponses ne peuvent pas être lues sous cette forme'],
    [
      'flattened',
      'carte-blanche',
      'plat.pdf',
      async () => flatPdf(await filledCarte()),
      'ses réponses ne peuvent pas être lues sous cette forme',
    ],
    [
      'flattened, and without our mark',
      'carte-blanche',
      'sans-marque.pdf',
      async () => flatPdf(await filledCarte(), { marked: false }),
      'ses réponses ne peuvent pas être lues sous cette forme',
    ],
    [
      'of the other kind',
      'rex',
      'carte.pdf',
      filledCarte,
      'C’est une carte blanche de la Semaine, et non une fiche REX',
    ],
    [
      'of the other kind',
      'carte-blanche',
      'rex.docx',
      filledRex,
      'C’est une fiche REX de la Semaine, et non une carte blanche',
    ],
  ]

  test.each(cases)('%s, in the form of a %s: %s', async (_, kind, name, make, sentence) => {
    const { address, text } = await join(kind, name, await make())
    expect(text).toContain(sentence)
    expect(text).not.toContain('à corriger')
    expect(text).not.toContain('dans votre fiche</h2>')
    expect(flagsOf(name)).toContain('filled-sheet')

    const checked = await visitor.submit(address, { ...short[kind], titre: `Avec ${name}` }).expect(303)
    const check = (await visitor.get(String(checked.headers.location)).expect(200)).text.replaceAll(
      /[\u00a0\u202f]/g,
      ' ',
    )
    expect(htmlErrors(check)).toEqual([])
    expect(check).toContain('Le récit lui-même manque.')
    expect(check).toMatch(/n’a pas pu être lue[^<]*Joignez le DOCX ou le PDF d’origine, ou saisissez-la ici/)
    expect(check).not.toContain('PDF non accessible')
    await visitor.post(String(checked.headers.location)).expect(303)
    const sheet = db
      .prepare<[string], { reference: string }>('SELECT reference FROM sheets WHERE title = ?')
      .get(`Avec ${name}`)
    const desk = site.coordinator()
    const room = kind === 'rex' ? 'rex' : 'cartes-blanches'
    const page = (await desk.get(`/moderation/${room}/${sheet?.reference}`).expect(200)).text
    expect(page).toContain('elle porte des coordonnées et n’est pas publiée')
    expect(page).not.toContain('lue dans le formulaire')
    await desk.post(`/moderation/${room}/${sheet?.reference}/publication`, { confirmer: 'oui' }).expect(409)
  })

  test('says so again when it is read again, and the desk may still type it', async () => {
    const { address, text } = await join('rex', 'encore.odt', await savedAsOdt())
    expect(text).toContain('(enregistrée en ODT)')
    expect(text).not.toContain('PDF non accessible')
    expect((await visitor.submit(address, { remise: 'fichier' }).expect(422)).text).toContain('C’est bien notre fiche')
    expect(flagsOf('encore.odt')).toEqual(['filled-sheet', 'flat-sheet', 'not-scanned'])
  })
})

describe('a sheet of ours that would take the place of a public document', () => {
  test('is not accepted as it is: the document stays', async () => {
    const desk = site.coordinator()
    const typed = { ...short.rex, titre: 'Notre clause, en ligne' }
    const follow = await handIn(typed, ['le-texte.docx', docx('Notre histoire')])
    const { reference } = sheetOf(typed.titre)
    const page = `/moderation/rex/${reference}`
    await desk.post(`${page}/publication`, { confirmer: 'oui' }).expect(303)
    const editing = await visitor.post(`${follow}/modification`).expect(303)
    await handIn(typed, ['fiche-libre.odt', await savedAsOdt()], String(editing.headers.location))

    const shown = (await desk.get(page).expect(200)).text
    expect(shown).toContain('Modification proposée')
    expect(shown).toContain('Pour accepter')
    expect(shown).not.toContain('Accepter la modification')
    const answer = await desk.post(`${page}/acceptation`, { confirmer: 'oui' }).expect(409)
    expect(answer.text).toContain('ne peut pas encore être acceptée')
    const address = `/rex/${sheetOf(typed.titre).slug}`
    expect((await visitor.get(address).expect(200)).text).toContain('le-texte.docx')

    const form = `${page}/modification`
    const edit = (await desk.get(form).expect(200)).text
    const action = /action="(\/moderation\/rex\/\w+\/modification\?jeton=[^"]+)"/.exec(edit)?.[1] ?? ''
    const save = async (more: object) =>
      visitor
        .submit(action, { ...typed, ...(await startOf(desk, form)), confirmer: 'oui', ...more })
        .set('Cookie', desk.cookie)
    const again = await save({})
    expect(again.status).toBe(422)
    expect(again.text).toContain('saisissez ses réponses')
    expect((await save({ ...completeRex, titre: typed.titre, remise: 'saisie' })).status).toBe(303)
    expect((await visitor.get(address).expect(200)).text).toContain(completeRex.contexte)
  })
})

describe('a sheet of ours that comes with an event', () => {
  test('is never public, whatever it was joined for', async () => {
    const form = { ...completeForm, titre: 'Une visite et trois fiches', accord: 'oui' }
    const told = await visitor
      .submit('/proposer/evenement', form, {
        programme: ['programme.pdf', await flatPdf(await filledCarte())],
        fiche_rex: ['autre.pdf', await filledCarte()],
        carte_blanche: ['libre.odt', await savedAsOdt()],
      })
      .expect(303)
    const address = String(told.headers.location).replace(/#.*$/, '')
    const page = (await visitor.get(address).expect(200)).text
    expect(page).toContain('C’est une fiche à remplir de la Semaine, avec des coordonnées')
    expect(page).toContain('et non une fiche REX')
    expect(page).not.toContain('répondez ici')
    const checked = await visitor.submit(address, form).expect(303)
    await visitor.post(String(checked.headers.location)).expect(303)
    expect(flagsOf('programme.pdf')).toEqual(expect.arrayContaining(['filled-sheet', 'other-sheet']))
    expect(flagsOf('autre.pdf')).toEqual(expect.arrayContaining(['filled-sheet', 'other-sheet']))
    expect(flagsOf('libre.odt')).toEqual(expect.arrayContaining(['filled-sheet', 'other-sheet']))

    const one = (column: 'reference' | 'slug') =>
      db.prepare(`SELECT ${column} FROM events WHERE title = 'Une visite et trois fiches'`).pluck().get()
    await site
      .coordinator()
      .post(`/moderation/evenements/${one('reference')}/publication`)
      .expect(303)
    expect((await visitor.get(`/agenda/${one('slug')}`).expect(200)).text).not.toContain('programme.pdf')
    const id = db.prepare("SELECT id FROM documents WHERE name = 'programme.pdf'").pluck().get()
    await visitor.get(`/documents/${id}/programme.pdf`).expect(404)
    await site.coordinator().get(`/documents/${id}/programme.pdf`).expect(200)
  })

  test('and its own programme is as public as ever', async () => {
    await propose(site, { titre: 'Une visite avec programme' }, { programme: ['horaires.pdf', pdf('9 h, accueil')] })
    expect(flagsOf('horaires.pdf')).not.toContain('filled-sheet')
  })
})

test('at the desk, a sheet of the other kind is said to be one, and kept for the desk', async () => {
  const desk = site.coordinator()
  const { text: blank } = await desk.get('/moderation/saisie/rex').expect(200)
  const action = /action="(\/moderation\/saisie\/rex\?jeton=[^"]+)"/.exec(blank)?.[1] ?? ''
  const { text } = await visitor
    .submit(action, { remise: 'fichier', acte: 'attente' }, { fiche: ['reçue.pdf', await filledCarte()] })
    .set('Cookie', desk.cookie)
    .expect(200)
  expect(text).toContain('et non une fiche REX')
  expect(text).toContain('href="/moderation/saisie/carte-blanche?remise=fichier"')
  expect(flagsOf('reçue.pdf')).toContain('filled-sheet')
})

test('a file that may be one is published once somebody has looked for private contacts in it', async () => {
  const { address, text } = await join('rex', 'scan.pdf', drawnPdf('BT ET'))
  expect(text).toContain('la coordination regarde s’il porte des coordonnées privées')
  const checked = await visitor.submit(address, { ...short.rex, titre: 'Une fiche numérisée' }).expect(303)
  const looked = 'avant de le publier, la coordination regarde s’il porte des coordonnées privées'
  const check = (await visitor.get(String(checked.headers.location)).expect(200)).text
  expect(check).toContain(looked)
  expect(check).not.toContain('Le récit lui-même manque')
  const sent = await visitor.post(String(checked.headers.location)).expect(303)
  expect((await visitor.get(String(sent.headers.location)).expect(200)).text).toContain(looked)
  const desk = site.coordinator()
  const page = `/moderation/rex/${db.prepare("SELECT reference FROM sheets WHERE title = 'Une fiche numérisée'").pluck().get()}`
  expect((await desk.get(page).expect(200)).text).toContain('porte des coordonnées privées ?')
  await desk.post(`${page}/publication`).expect(422)
  await desk.post(`${page}/publication`, { confirmer: 'oui' }).expect(303)
})

describe('what cannot be used is said in a sentence by the file, and nothing is red yet', () => {
  const cases: [string, () => Promise<Buffer>, string][] = [
    ['vierge.docx', () => made(rex, 'docx'), 'Cette fiche est encore vide'],
    ['vierge.pdf', () => made(rex, 'pdf'), 'Cette fiche est encore vide'],
    ['exemple.docx', () => made(exampleRex, 'docx'), 'C’est l’exemple rempli, pas votre fiche'],
    ['maison.docx', async () => docx('Notre histoire'), 'Ce n’est pas une fiche que le site sait lire'],
  ]
  test.each(cases)('%s', async (name, make, sentence) => {
    const { address, text } = await join('rex', name, await make())
    expect(text).toContain(sentence)
    expect(text).not.toContain('à corriger')
    expect((await visitor.submit(address, { remise: 'fichier' }).expect(422)).text).toContain('à corriger')
  })

  test.each([
    ['rien.docx', 'la fiche vide', () => made(rex, 'docx')],
    ['lexemple.pdf', 'l’exemple', () => made(exampleRex, 'pdf')],
  ])('%s is not sent in the place of a sheet', async (name, what, make) => {
    const { address } = await join('rex', name, await make())
    const answer = await visitor.submit(address, short.rex).expect(422)
    expect(answer.text).toContain(`le fichier joint est ${what}`)
    await visitor.get(`${address}/verification`).expect(422)
    const typed = await visitor.submit(address, { ...completeRex, remise: 'saisie' }).expect(303)
    const check = (await visitor.get(String(typed.headers.location)).expect(200)).text
    expect(check).toContain(name)
    expect(check).not.toContain('porte vos coordonnées')
  })

  test('nor with an event', async () => {
    const files: Record<string, [string, Buffer]> = { fiche_rex: ['vide.docx', await made(rex, 'docx')] }
    const form = { ...completeForm, accord: 'oui' }
    const told = await visitor.submit('/proposer/evenement', form, files).expect(303)
    const answer = await visitor.submit(String(told.headers.location).replace(/#.*$/, ''), form).expect(422)
    expect(answer.text).toContain('le fichier joint est la fiche vide')
    expect(answer.text).not.toContain('répondez ici')
    expect(answer.text).toContain('après l’envoi')
  })

  test('a DOCX that is ours and is not read is not said to be a PDF', () => {
    const note = sheetNote({ flags: ['filled-sheet', 'flat-sheet'], type: typeOf.docx }, ficheQuestion)
    expect(note?.text).toContain('C’est bien notre fiche')
    expect(note?.text).not.toContain('exportée en PDF')
    const printed = sheetNote({ flags: ['filled-sheet', 'flat-sheet'], type: typeOf.pdf }, ficheQuestion)
    expect(printed?.text).toContain('exportée en PDF')
  })

  test('whoever has answered too goes on', async () => {
    const typed = { ...short.rex, titre: 'Tout à la fois' }
    const checked = await visitor
      .submit('/proposer/rex', typed, { fiche: ['a.docx', docx('Notre histoire')] })
      .expect(303)
    expect(checked.headers.location).toMatch(/verification$/)
    await visitor.submit('/proposer/rex', { ...typed, commune: '' }, { fiche: ['b.docx', docx('Autre')] }).expect(422)
  })
})

test('whoever joins what was written before is quick, and not suspect; whoever types is', async () => {
  const ouvert = String(site.clock.now().epochMilliseconds)
  const flagsSent = async (typed: Record<string, string | string[]>, files = {}) => {
    const checked = await visitor.submit('/proposer/rex', { ...typed, ouvert }, files).expect(303)
    await visitor.post(String(checked.headers.location)).expect(303)
    return db.prepare('SELECT flags FROM sheets ORDER BY id DESC').pluck().get()
  }
  expect(await flagsSent({ ...short.rex, titre: 'Vite' }, { fiche: ['a.docx', docx('Notre texte')] })).toBe('[]')
  expect(await flagsSent({ ...completeRex, remise: 'saisie', titre: 'Tapée' })).toBe('["fast"]')
})

describe('« Lire ma fiche »', () => {
  test('is offered with the way that the site reads', async () => {
    const { text } = await visitor.get('/proposer/rex?remise=fichier').expect(200)
    expect(text).toContain('le site y lit vos réponses')
    expect(text).toMatch(/name="lire" value="oui"[^>]*>Lire ma fiche</)
  })

  test('reads, asks for a file when there is none, and checks nothing', async () => {
    const none = await visitor.submit('/proposer/rex', { remise: 'fichier', lire: 'oui' }).expect(422)
    expect(none.text).toContain('choisissez d’abord le fichier à lire')
    expect(none.text).not.toContain('Commune :')
    const read = await visitor
      .submit('/proposer/rex', { remise: 'fichier', lire: 'oui' }, { fiche: ['ma-fiche.docx', await filledRex()] })
      .expect(303)
    expect(read.headers.location).toMatch(/#lue$/)
  })
})
