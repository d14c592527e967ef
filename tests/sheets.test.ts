import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, test, vi } from 'vitest'
import { loadCommunes } from '../src/communes/queries.ts'
import { listMigrations, migrate } from '../src/db/migrate.ts'
import { carteBlancheSamples } from '../src/demonstration/carte-blanche-samples.ts'
import { rexSamples } from '../src/demonstration/rex-samples.ts'
import { answersOf } from '../src/sheets/answers.ts'
import { sheetForm } from '../src/sheets/forms.ts'
import { everySheet, listLibrary } from '../src/sheets/library.ts'
import type { Kind } from '../src/sheets/lists.ts'
import { blankPublicSheetContacts, blankSheetContacts } from '../src/sheets/purge.ts'
import { findSheet, type Sheet } from '../src/sheets/queries.ts'
import type { Part } from '../src/sheets/questions.ts'
import { readSheet } from '../src/sheets/reading.ts'
import { describeSheet } from '../src/sheets/sections.ts'
import type { ProposedSheet } from '../src/sheets/sheet.ts'
import { markSheetChangesRequested, markSheetPublished, withdrawSheet } from '../src/sheets/status.ts'
import { typedOfSheet } from '../src/sheets/typed.ts'
import { addPendingSheet, correctSheet, readdressSheets, reviseSheet } from '../src/sheets/write.ts'
import { type Typed, text } from '../src/web/fields.ts'
import { openSite, type TestSite } from './support/site.ts'

const site = openSite()
const kinds: Kind[] = ['rex', 'carte-blanche']
const complete: Record<Kind, Typed> = {
  rex: rexSamples()[0]!.typed,
  'carte-blanche': carteBlancheSamples()[0]!.typed,
}
const contact = {
  contact_nom: 'Camille Exemple',
  contact_courriel: 'camille@example.org',
  contact_telephone: '02 31 00 00 01',
  contact_fonction: 'Accueil',
  publier: 'non',
  contact_public_courriel: '',
  contact_public_telephone: '02 31 00 00 02',
}
/** What a sheet handed in as a file has to say. */
const filed: Record<Kind, Typed> = {
  rex: {
    ...contact,
    remise: 'fichier',
    titre: 'Un lot réservé',
    acheteur: 'Commune Exemple',
    acheteur_type: 'commune',
    commune: '14100 Lisieux',
    segment: 'espaces-verts',
    remis_par: 'acheteur',
    accord_publication: 'oui',
    accord_portail: 'non',
  },
  'carte-blanche': {
    ...contact,
    remise: 'fichier',
    titre: 'Le linge d’à côté',
    auteur: 'Ésat Exemple',
    auteur_type: 'esat',
    commune: '14100 Lisieux',
    segment: 'blanchisserie',
    accord_publication: 'oui',
    accord_reseaux: 'non',
  },
}

const read = (kind: Kind, typed: Typed, files: string[] = [], { db } = site) =>
  readSheet(db, kind, typed, { year: 2023, files })
const errorsOf = (kind: Kind, typed: Typed, files: string[] = []) => {
  const reading = read(kind, typed, files)
  return reading.ok ? {} : reading.errors
}
function accepted(kind: Kind, typed: Typed, files: string[] = [], at = site): ProposedSheet {
  const reading = read(kind, typed, files, at)
  if (!reading.ok) throw new Error(Object.values(reading.errors).join(' · '))
  return reading.sheet
}
const contentOf = (kind: Kind, typed: Typed, files: string[] = []): Record<string, unknown> =>
  JSON.parse(accepted(kind, typed, files).content)

let added = 0
function given({ db, clock }: TestSite, sheet: ProposedSheet, { published = false } = {}): Sheet {
  added += 1
  const reference = `NEUF${String(added).padStart(2, '0')}`
  addPendingSheet(db, {
    ...sheet,
    reference,
    editionId: 1,
    eventId: null,
    consentVersion: '2023-1',
    consentAt: '2023-05-02T08:00:00Z',
    flags: ['doublon'],
    submittedAt: '2023-05-02T08:00:00Z',
  })
  if (published) markSheetPublished(db, clock, findSheet(db, reference)!, `fiche-${added}`)
  return findSheet(db, reference)!
}

const wordsIn = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .replaceAll(/&#39;|'/g, '’')

describe('what must be said', () => {
  const cases = kinds.flatMap((kind) =>
    (['typed', 'file'] as const).flatMap((source) => {
      const typed = source === 'file' ? filed[kind] : complete[kind]
      const { fields, sectionsOf } = sheetForm(kind)
      const asked = sectionsOf(typed).flatMap(({ fields, more }) => [...fields, ...(more?.fields ?? [])])
      return asked.filter((name) => fields[name]?.required).map((name) => ({ kind, source, name, typed }))
    }),
  )

  test('twenty-five answers of a fiche REX and thirteen of a carte blanche; of a file, who, what and what is agreed to', () => {
    const count = (kind: Kind, source: string) =>
      cases.filter((one) => one.kind === kind && one.source === source).length
    expect([count('rex', 'typed'), count('carte-blanche', 'typed')]).toEqual([25, 13])
    expect([count('rex', 'file'), count('carte-blanche', 'file')]).toEqual([12, 11])
  })

  test.each(cases)('$kind ($source): $name', ({ kind, typed, name }) => {
    const files = ['fiche']
    expect(errorsOf(kind, typed, files)).toEqual({})
    const errors = errorsOf(kind, { ...typed, [name]: '' }, files)
    expect(Object.keys(errors)).toContain(name)
    expect(errors[name]).toMatch(/^[A-ZÀ-Ý][^:]+ : .{10,}/)
    expect(errors[name]).not.toMatch(/invalide|veuillez|erreur|oups|désolé|interdit|ce champ/i)
  })

  test('no agreement is answered beforehand, and a file asks for its document', () => {
    const { titre, accord_publication, accord_portail, ...rest } = filed.rex
    expect(errorsOf('rex', rest)).toEqual({
      fiche: 'Votre fiche remplie : joignez-la, ou remplissez le formulaire en ligne',
      titre: 'Titre : donnez un titre à la fiche',
      accord_publication: 'Publication sur ce site : répondez par oui ou par non',
      accord_portail: 'Transmission à ESS France : répondez par oui ou par non',
    })
    expect(errorsOf('carte-blanche', filed['carte-blanche'])).toEqual({
      fiche: 'Votre carte blanche remplie : joignez-la, ou remplissez le formulaire en ligne',
    })
    expect(errorsOf('rex', filed.rex)).not.toEqual({})
    expect(errorsOf('rex', filed.rex, ['fiche'])).toEqual({})
  })

  test('the messages come in the order of the form', () => {
    const names = Object.keys(errorsOf('rex', {}))
    const asked = sheetForm('rex')
      .sectionsOf({})
      .flatMap(({ fields, more }) => [...fields, ...(more?.fields ?? [])])
    expect(names.length).toBeGreaterThan(20)
    expect(names).toEqual(asked.filter((name) => names.includes(name)))
  })

  test('a carte blanche is not called a fiche by its form', async () => {
    const form = async (query: string) => wordsIn((await site.visitor.get(`/proposer/${query}`).expect(200)).text)
    expect(await form('carte-blanche?remise=fichier')).toContain('Votre carte blanche remplie (obligatoire)')
    for (const remise of ['saisie', 'fichier'])
      expect(await form(`carte-blanche?remise=${remise}`)).not.toMatch(/fiche(?! REX)/)
    expect(await form('rex?remise=fichier')).toContain('Votre fiche remplie (obligatoire)')
  })

  test('a sheet handed in as a file is asked for nothing else than who, what, the agreements and the contact', () => {
    const ids = (kind: Kind) =>
      sheetForm(kind)
        .sectionsOf({ remise: 'fichier' })
        .map(({ id }) => id)
    expect(ids('rex')).toEqual(['document', 'fiche', 'accords', 'contacts'])
    expect(ids('carte-blanche')).toEqual(['document', 'fiche', 'accords', 'contacts'])
    expect(sheetForm('rex').sectionsOf({ remise: 'fichier' })[1]).toEqual({
      id: 'fiche',
      title: 'L’acheteur et l’achat',
      fields: ['titre', 'acheteur', 'acheteur_type', 'commune', 'segment'],
    })
    expect(sheetForm('rex').files({ remise: 'fichier' })).toMatchObject([{ field: 'fiche', accepts: 'sheet' }])
    expect(
      sheetForm('rex')
        .files({})
        .map(({ field }) => field),
    ).toEqual(['piece', 'visuel'])
    expect(
      sheetForm('carte-blanche')
        .files({})
        .map(({ field }) => field),
    ).toEqual(['visuel', 'visuel_2', 'visuel_3'])
  })
})

test.each<[string, Kind, Typed, string, string]>([
  ['a title in capitals', 'rex', { titre: 'UN LOT RÉSERVÉ' }, 'titre', 'gardez les majuscules'],
  ['a title too long', 'carte-blanche', { titre: 'a'.repeat(81) }, 'titre', '80 caractères au plus'],
  ['neither amount nor bracket', 'rex', { montant: '' }, 'montant', 'donnez le montant hors taxes, ou choisissez'],
  ['an amount with tax', 'rex', { montant: '168 000 € TTC' }, 'montant', '« TTC » n’est pas hors taxes'],
  ['an amount a year', 'rex', { montant: '168 000 € par an' }, 'montant', '« par an » est de trop'],
  ['about an amount', 'rex', { montant: 'environ 168 000' }, 'montant', '« environ » est de trop'],
  ['thousands or cents', 'rex', { montant: '168,000' }, 'montant', '« 168,000 » se lit de deux façons'],
  ['thousands or millions', 'rex', { montant: '168 m€' }, 'montant', '« m€ » se lit de deux façons'],
  ['a figure missing', 'rex', { montant: '168 00' }, 'montant', '« 168 00 » n’a pas ses chiffres groupés par trois'],
  ['too much money', 'rex', { montant: '11000 M€' }, 'montant', '« 11000 M€ » dépasse 10'],
  ['an amount in words', 'rex', { montant: 'beaucoup' }, 'montant', '« beaucoup » n’est pas un montant'],
  ['a length in weeks', 'rex', { duree_mois: '6 semaines' }, 'duree_mois', '« semaines » ne se compte ni en mois'],
  ['a length in halves', 'rex', { duree_mois: '1,5' }, 'duree_mois', '« 1,5 » n’est pas un nombre entier de mois'],
  ['renewals', 'rex', { duree_mois: '1 an renouvelable' }, 'duree_mois', '« renouvelable » est de trop'],
  ['both', 'rex', { tranche: '90-215' }, 'tranche', 'gardez l’un des deux'],
  ['a contract of no month', 'rex', { duree_mois: '0' }, 'duree_mois', '« 0 » n’est pas une durée de 1 à 600 mois'],
  ['more than fifty years', 'rex', { duree_mois: '60 ans' }, 'duree_mois', '« 60 ans » n’est pas une durée'],
  ['more reserved lots than lots', 'rex', { lots_reserves: '5' }, 'lots_reserves', '5 sur 4'],
  [
    'no consideration, and one',
    'rex',
    { considerations_sociales: ['Clause sociale', 'Pas de considération sociale'] },
    'considerations_sociales',
    'exclut les autres',
  ],
  [
    'none for the environment, and one',
    'rex',
    { considerations_environnementales: ['Clause environnementale', 'Pas de considération environnementale'] },
    'considerations_environnementales',
    'exclut les autres',
  ],
  [
    'a reserved contract on no ground',
    'rex',
    { fondement_reservation: '' },
    'fondement_reservation',
    'choisissez l’article',
  ],
  ['a day without its year', 'rex', { date_notification: '15 mars' }, 'date_notification', 'avec son année'],
  ['a day that does not exist', 'rex', { date_notification: '31/02/2021' }, 'date_notification', 'n’existe pas'],
  ['weights that do not make 100', 'rex', { criteres: 'Prix : 40\nTechnique : 50' }, 'criteres', 'doivent faire 100'],
  ['a weight in words', 'rex', { criteres: 'Prix : quarante' }, 'criteres', '« Prix : 40 »'],
  [
    'a fifth figure',
    'rex',
    { chiffres_cles: 'a : 1\nb : 2\nc : 3\nd : 4\ne : 5' },
    'chiffres_cles',
    '4 lignes au plus',
  ],
  [
    'a figure as long as a sentence',
    'rex',
    { chiffres_cles: `a : ${'1'.repeat(21)}` },
    'chiffres_cles',
    'comme « Heures d’insertion',
  ],
  ['a sixth piece of advice', 'rex', { conseils: 'a\nb\nc\nd\ne\nf' }, 'conseils', '5 lignes au plus'],
  ['a holder who was not asked', 'rex', { accord_titulaire: '' }, 'accord_titulaire', 'puisque vous la nommez'],
  ['a département that is none', 'rex', { titulaire_departement: 'Calvadoz' }, 'titulaire_departement', 'son numéro'],
  ['hours a week', 'rex', { heures_prevues: '1 200 h/semaine' }, 'heures_prevues', 'un nombre entier'],
  ['a buyer who was not asked', 'rex', { remis_par: 'autre' }, 'accord_acheteur', 'puisque vous remettez'],
  ['a text too short', 'carte-blanche', { texte: 'Trop court.' }, 'texte', '500 caractères au moins'],
  ['a quote of nobody', 'carte-blanche', { citation_role: '' }, 'citation_role', 'la fonction'],
  ['somebody who says nothing', 'carte-blanche', { citation: '' }, 'citation', 'écrivez-la'],
  ['a year to come', 'carte-blanche', { depuis: '2031' }, 'depuis', 'encore à venir'],
  ['a year in two figures', 'carte-blanche', { depuis: '21' }, 'depuis', 'une année, comme 2021'],
  ['a link without a protocol', 'carte-blanche', { lien: 'example.org' }, 'lien', 'une adresse complète'],
  [
    'no way to be reached',
    'rex',
    { contact_public_courriel: '' },
    'contact_public_courriel',
    'puisque la vôtre reste privée',
  ],
  ['a commune of elsewhere', 'rex', { commune: 'Zzyzx' }, 'commune', 'n’est pas dans la liste'],
])('%s is not accepted', (_, kind, change, name, message) => {
  expect(errorsOf(kind, complete[kind])).toEqual({})
  const errors = errorsOf(kind, { ...complete[kind], ...change })
  expect(Object.keys(errors)).toEqual([name])
  expect(errors[name]?.replaceAll('\u00a0', ' ')).toContain(message)
})

describe('what is kept', () => {
  test('numbers, days, lists and pairs as such, whatever way they were typed', () => {
    const typed = {
      ...complete.rex,
      montant: '168 000',
      date_notification: '15/03/2021',
      criteres: 'Prix : 40 %\nQualité : 59,5\nDélai : 0,5',
      facteurs: '\n Un \n\nDeux\n',
    }
    expect(contentOf('rex', typed)).toMatchObject({
      montant: 168_000,
      date_notification: '2021-03-15',
      criteres: [
        { label: 'Prix', value: 40 },
        { label: 'Qualité', value: 59.5 },
        { label: 'Délai', value: 0.5 },
      ],
      facteurs: ['Un', 'Deux'],
      alloti: 'oui',
      nombre_lots: 4,
    })
  })

  test.each(['14', 'Calvados', 'calvados', '14 - Calvados', 'Calvados (14)'])('%s is a département', (typed) => {
    expect(contentOf('rex', { ...complete.rex, titulaire_departement: typed })).toMatchObject({
      titulaire_departement: '14',
    })
  })

  test.each(['1200', '1 200 h', '1\u202f200 heures', '1200h'])('%s is a number of hours', (typed) => {
    expect(contentOf('rex', { ...complete.rex, heures_prevues: typed })).toMatchObject({ heures_prevues: 1200 })
  })

  test.each([
    ['168000', 168_000],
    ['168 000 €', 168_000],
    ['168\u00a0000\u00a0€', 168_000],
    ['168\u202f000 euros HT', 168_000],
    ['168.000', 168_000],
    ['168000,50', 168_000.5],
    ['1.234.567,89 €', 1_234_567.89],
    ['1,234,567.5 EUR', 1_234_567.5],
    ['168 k€', 168_000],
    ['168k€ HT', 168_000],
    ['1,2 M€', 1_200_000],
    ['2 millions d’euros', 2_000_000],
    ['€ 168 000 hors taxes', 168_000],
  ])('an amount typed « %s »', (montant, read) => {
    expect(contentOf('rex', { ...complete.rex, montant })).toMatchObject({ montant: read })
  })

  test.each([
    ['36', 36],
    ['18', 18],
    ['36 mois', 36],
    ['3 ans', 36],
    ['3\u00a0ans', 36],
    ['1 an', 12],
    ['1 an et 6 mois', 18],
    ['1,5 an', 18],
    ['un an et demi', undefined],
    ['2 ans et demi', 30],
  ])('a duration typed « %s »', (duree_mois, read) => {
    const errors = errorsOf('rex', { ...complete.rex, duree_mois })
    if (read === undefined) expect(errors.duree_mois).toContain(`« ${duree_mois} »`)
    else expect(contentOf('rex', { ...complete.rex, duree_mois })).toMatchObject({ duree_mois: read })
  })

  test('a bracket instead of an amount', () => {
    const content = contentOf('rex', { ...complete.rex, montant: '', tranche: '90-215' })
    expect(content).toMatchObject({ tranche: '90-215' })
    expect(content).not.toHaveProperty('montant')
  })

  test('nothing of what does not concern those who answered so', () => {
    const content = contentOf('rex', {
      ...complete.rex,
      alloti: 'non',
      nombre_lots: 'quatre',
      considerations_sociales: ['Clause sociale'],
      titulaire: '',
      accord_acheteur: 'non',
    })
    expect(content).toMatchObject({ alloti: 'non', titulaire_type: 'aci' })
    for (const name of ['nombre_lots', 'lots_reserves', 'fondement_reservation', 'accord_titulaire', 'accord_acheteur'])
      expect(content).not.toHaveProperty(name)
  })

  test('private answers in columns only, which the purge blanks', () => {
    const own = openSite()
    const sheet = given(own, accepted('rex', { ...complete.rex, ...contact }, [], own))
    expect(sheet).toMatchObject({
      privateName: 'Camille Exemple',
      privateEmail: 'camille@example.org',
      privatePhone: '02 31 00 00 01',
      publicContactRole: 'Accueil',
      publicContactEmail: null,
      publicContactPhone: '02 31 00 00 02',
      flags: ['doublon'],
    })
    expect(sheet.content).toContain('Zéro produit phytosanitaire')
    expect(sheet.content).not.toMatch(/Camille|camille@|02 31/)

    blankSheetContacts(own.db, '2030-01-01')
    blankPublicSheetContacts(own.db, '2030-01-01')
    const blank = findSheet(own.db, sheet.reference)!
    expect([blank.privateName, blank.privateEmail, blank.privatePhone]).toEqual([null, null, null])
    expect([blank.publicContactRole, blank.publicContactPhone]).toEqual([null, null])
    expect(blank.content).toBe(sheet.content)
  })

  test('whoever answers in plain words has its type found; the desk’s own answer comes first', () => {
    const sheet = accepted('carte-blanche', filed['carte-blanche'], ['fiche'])
    expect(sheet).toMatchObject({ source: 'file', organisationType: 'structure-ess', consentPortal: null })
    expect(answersOf(sheet).auteur_type).toBe('esat')
    expect(answersOf({ ...sheet, organisationType: 'collectivite' }).auteur_type).toBe('collectivite')
  })

  test('a sheet may be published with the agreement of its author, and of the buyer it is handed in for', () => {
    const agreed = (change: Typed) => accepted('rex', { ...filed.rex, ...change }, ['fiche']).consentPublication
    expect(agreed({})).toBe(1)
    expect(agreed({ remis_par: 'autre', accord_acheteur: 'oui' })).toBe(1)
    expect(agreed({ remis_par: 'autre', accord_acheteur: 'non' })).toBe(0)
    expect(agreed({ accord_publication: 'non' })).toBe(0)
  })

  test('what an image shows, when there is one', () => {
    const typed = { ...complete['carte-blanche'], visuel_2_alt: 'Une cuisine', visuel_2_credit: 'Photo : Exemple' }
    expect(contentOf('carte-blanche', typed)).not.toHaveProperty('visuel_2_alt')
    expect(errorsOf('carte-blanche', typed, ['visuel', 'visuel_2'])).toEqual({
      visuel_alt: 'Ce que montre l’image : dites-le en une phrase, pour qui ne la voit pas',
      visuel_droits: 'Droits sur les images : cochez la case si vous pouvez les publier, ou retirez les images',
    })
    expect(contentOf('carte-blanche', { ...typed, visuel_droits: ['oui'] }, ['visuel_2'])).toMatchObject({
      visuel_2_alt: 'Une cuisine',
      visuel_2_credit: 'Photo : Exemple',
    })
  })

  test('one commune: the one that is chosen where several have the name', () => {
    const typed = { ...complete.rex, commune: '14100' }
    expect(errorsOf('rex', typed)).toEqual({ commune: expect.stringContaining('plusieurs communes') })
    expect(accepted('rex', { ...typed, commune_choix: '14100 Lisieux' })).toMatchObject({ communeCode: '14366' })
  })
})

test('every sheet of the demonstration can be taken up again as it was typed', () => {
  const sheets = site.db
    .prepare<[], string>('SELECT reference FROM sheets ORDER BY id')
    .pluck()
    .all()
    .map((reference) => findSheet(site.db, reference)!)
  expect(sheets).toHaveLength(10)
  for (const sheet of sheets) {
    expect(sheet).toMatchObject(accepted(sheet.kind, typedOfSheet(site.db, sheet)))
  }
})

test.each<[string, Kind, Typed, string[]]>([
  ['handed in as a file', 'rex', filed.rex, ['fiche']],
  ['of an author who is an Ésat', 'carte-blanche', filed['carte-blanche'], ['fiche']],
  [
    'that publishes the same address with a telephone',
    'rex',
    {
      ...complete.rex,
      contact_public_courriel: complete.rex.contact_courriel ?? '',
      contact_public_telephone: '02 31 00 00 02',
    },
    [],
  ],
  ['of an amount with cents', 'rex', { ...complete.rex, montant: '168 000,50 € HT', duree_mois: '3 ans' }, []],
  ['whose address is published', 'rex', { ...complete.rex, publier: 'oui', contact_public_courriel: '' }, []],
  [
    'with a bracket, decimals, and images',
    'rex',
    {
      ...complete.rex,
      montant: '',
      tranche: '90-215',
      criteres: 'Prix : 40,5\nDélai : 59,5',
      visuel_alt: 'Un pré',
      visuel_droits: ['oui'],
    },
    ['visuel'],
  ],
])('a sheet %s too', (_, kind, typed, files) => {
  const sheet = accepted(kind, typed, files)
  const again = typedOfSheet(site.db, sheet)
  expect(accepted(kind, again, files)).toEqual(sheet)
  const { remise = 'saisie', publier, commune } = typed
  expect(again).toMatchObject({ remise, publier, commune, ...(typed.criteres && { criteres: typed.criteres }) })
})

describe('in labelled words', () => {
  const rows = (sheet: ProposedSheet | Sheet) =>
    new Map(describeSheet(sheet).flatMap((section) => section.rows.map(({ label, value }) => [label, value])))

  test('each answer, in words; what is optional and was left open has no row, what was asked of all has an empty one', () => {
    const said = rows(accepted('rex', { ...complete.rex, clause_environnementale: '', suites: '' }))
    expect([...said].map(([label, value]) => [label, value.replaceAll(/[\u00a0\u202f]/g, ' ')])).toEqual(
      expect.arrayContaining([
        ['Montant', '168 000 € HT'],
        ['Durée', '36 mois'],
        ['Marché alloti', 'Oui'],
        ['Date de notification', '15 mars 2021'],
        ['Type d’acheteur', 'Intercommunalité'],
        ['Commune', 'Lisieux, Calvados'],
        ['Considérations sociales', 'Marché réservé\nClause sociale'],
        ['Critères de jugement des offres', 'Prix : 40 %\nValeur technique : 35 %\nDémarche environnementale : 25 %'],
        ['Clause ou critère environnemental', ''],
        ['Transmission à ESS France', 'Oui'],
      ]),
    )
    expect(rows(accepted('rex', { ...complete.rex, montant: '168000,5' })).get('Montant')).toMatch(
      /^168\s000,50\s€ HT$/,
    )
    for (const label of ['Suites', 'Tranche de montant', 'Accord de l’acheteur']) expect(said.has(label)).toBe(false)
    expect(rows(accepted('carte-blanche', complete['carte-blanche'])).get('Depuis')).toBe('2021')
  })

  test('the agreements and the private contact are marked private', () => {
    const sections = describeSheet(accepted('rex', { ...complete.rex, ...contact }))
    const privately = sections.filter((section) => section.private)
    expect(privately.map(({ id }) => id)).toEqual(['accords', 'contacts-prives'])
    const publicly = JSON.stringify(sections.filter((section) => !section.private))
    expect(publicly).toContain('02 31 00 00 02')
    expect(publicly).not.toMatch(/Camille|camille@|02 31 00 00 01/)
  })

  test('of a sheet that came with an event, what is known', () => {
    const own = openSite()
    const { privateName, privateEmail, privatePhone, publicContactRole, publicContactEmail, publicContactPhone } =
      accepted('rex', { ...complete.rex, ...contact })
    const contacts = {
      privateName,
      privateEmail,
      privatePhone,
      publicContactRole,
      publicContactEmail,
      publicContactPhone,
    }
    addPendingSheet(own.db, {
      ...contacts,
      reference: 'AVECUN',
      kind: 'rex',
      editionId: 1,
      eventId: 1,
      consentPublication: 1,
      consentPortal: null,
      consentVersion: '2023-1',
      consentAt: '2023-05-02T08:00:00Z',
      flags: [],
      submittedAt: '2023-05-02T08:00:00Z',
    })
    readdressSheets(own.db, { id: 1, privateEmail }, { ...contacts, privatePhone: '02 31 00 00 09' })
    const said = rows(findSheet(own.db, 'AVECUN')!)
    expect(said.get('Publication sur ce site')).toBe('Oui')
    expect(said.get('Téléphone')).toBe('02 31 00 00 09')
    expect(said.get('Titre')).toBe('')
    expect(said.has('Objet du marché')).toBe(false)
  })
})

describe('the life of a sheet', () => {
  const consent = { consentVersion: '2023-2', consentAt: '2023-05-10T08:00:00Z' }
  const own = openSite()
  const sheet = () => accepted('rex', complete.rex)
  const again = ({ reference }: Sheet) => findSheet(own.db, reference)!

  test('one that awaits a decision is corrected and pending again; a new address revokes the links', () => {
    const asked = given(own, sheet())
    markSheetChangesRequested(own.db, own.clock, asked, 'Précisez le montant.')
    expect(
      correctSheet(own.db, own.clock, asked, { ...sheet(), ...consent, title: 'Un meilleur titre' }, ['links']),
    ).toBe(true)
    expect(again(asked)).toMatchObject({
      ...consent,
      status: 'pending',
      title: 'Un meilleur titre',
      flags: ['links'],
      linkGeneration: 0,
    })

    correctSheet(own.db, own.clock, asked, { ...sheet(), ...consent, privateEmail: 'autre@example.org' }, [])
    expect(again(asked)).toMatchObject({ privateEmail: 'autre@example.org', linkGeneration: 1 })
  })

  test('one that is published is no longer corrected but revised, and keeps its address', () => {
    const online = given(own, sheet(), { published: true })
    expect(correctSheet(own.db, own.clock, online, { ...sheet(), ...consent, title: 'Trop tard' }, [])).toBe(false)
    own.clock.advance({ minutes: 5 })
    expect(reviseSheet(own.db, own.clock, online.id, { ...sheet(), title: 'Révisé' })).toBe(true)
    const revised = again(online)
    expect(revised).toMatchObject({
      title: 'Révisé',
      status: 'published',
      slug: online.slug,
      publishedAt: online.publishedAt,
      consentVersion: '2023-1',
    })
    expect(revised.updatedAt > online.updatedAt).toBe(true)

    expect(reviseSheet(own.db, own.clock, online.id, { ...sheet(), ...consent, consentPublication: 0 })).toBe(false)
    expect(again(online)).toMatchObject({ title: 'Révisé', consentVersion: '2023-1' })
  })

  test('one that is taken back says so at its address, and is taken back once', async () => {
    const online = given(own, sheet(), { published: true })
    await own.visitor.get(`/rex/${online.slug}`).expect(200)
    expect(withdrawSheet(own.db, own.clock, online)).toBe(true)
    expect(withdrawSheet(own.db, own.clock, online)).toBe(false)
    expect(reviseSheet(own.db, own.clock, online.id, sheet())).toBe(false)
    const gone = await own.visitor.get(`/rex/${online.slug}`).expect(410)
    expect(gone.text).toContain('retirée par ses auteurs')
    expect((await own.visitor.get('/rex')).text).not.toContain(`/rex/${online.slug}`)
  })
})

describe('the public page', () => {
  test('shows every public answer of the demonstration, and no private one', async () => {
    for (const kind of kinds) {
      for (const sheet of listLibrary(site.db, { ...everySheet, kinds: [kind] })) {
        const room = kind === 'rex' ? 'rex' : 'cartes-blanches'
        const { text: html } = await site.visitor.get(`/${room}/${sheet.slug}`).expect(200)
        expect(html).toContain(sheet.publicContactEmail)
        for (const secret of [sheet.privateEmail, sheet.privateName]) expect(html).not.toContain(secret)

        const shown = wordsIn(html)
        const told = describeSheet(sheet).flatMap((section) => (section.private ? [] : section.rows))
        const texts = told.flatMap(({ value }) => value.split(/\n+| : /)).filter((one) => one.length > 3)
        expect(texts.length).toBeGreaterThan(12)
        // The lever is told by its legal ground, and what does not apply is not told.
        for (const one of texts.filter((one) => one !== 'Marché réservé' && one !== 'Sans objet'))
          expect(shown).toContain(wordsIn(one))
      }
    }
  })

  test('names the holder with its agreement only', async () => {
    const own = openSite()
    const [sheet] = listLibrary(own.db, { ...everySheet, kinds: ['rex'] })
    const named = String(answersOf(sheet!).titulaire)
    const shown = async () => wordsIn((await own.visitor.get(`/rex/${sheet?.slug}`).expect(200)).text)
    expect(await shown()).toContain(wordsIn(named))

    const refused = accepted('rex', { ...typedOfSheet(own.db, sheet!), accord_titulaire: 'non' }, [], own)
    expect(reviseSheet(own.db, own.clock, sheet!.id, refused)).toBe(true)
    expect(await shown()).toContain('Forme du titulaire')
    expect(await shown()).not.toContain(wordsIn(named))
  })

  test('shows the images in their order with what they show, and lists the other documents', async () => {
    const own = openSite()
    const typed = {
      ...complete['carte-blanche'],
      visuel_alt: 'Une cuisine',
      visuel_2_alt: 'Un four',
      visuel_droits: ['oui'],
    }
    const sheet = given(own, accepted('carte-blanche', typed, ['visuel', 'visuel_2'], own), { published: true })
    const add = own.db.prepare(`
      INSERT INTO documents (sheet_id, field, name, stored_as, type, size, sha256, widths, width, height, created_at)
      VALUES (@id, @field, @name, @storedAs, 'x', 1000, @sha256, @widths, @size, @size, '2023-05-02T08:00:00Z')
    `)
    const file = { id: sheet.id, sha256: 'a'.repeat(64) }
    const image = { ...file, name: 'x.jpg', widths: '[320,640]', size: 640 }
    add.run({ ...image, field: 'visuel_2', storedAs: 'b'.repeat(32) })
    add.run({ ...image, field: 'visuel', storedAs: 'c'.repeat(32) })
    add.run({ ...file, field: 'piece', name: 'Extrait.pdf', storedAs: 'd'.repeat(32), widths: null, size: null })

    const { text: html } = await own.visitor.get(`/cartes-blanches/${sheet.slug}`).expect(200)
    expect([...html.matchAll(/<img src="\/images\/(\w)[^>]* alt="([^"]*)"/g)].map(([, of, alt]) => [of, alt])).toEqual([
      ['c', 'Une cuisine'],
      ['b', 'Un four'],
    ])
    expect(html).toContain('Extrait.pdf (PDF, 1')
    expect(html).not.toContain('x.jpg')
  })
})

/** A database as it was when the contents were nested, with a sheet of each kind. */
function oldDatabase() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aser-old-'))
  const db = new BetterSqlite3(path.join(folder, 'semaine.sqlite'))
  const before = listMigrations().filter((file) => path.basename(file) < '013')
  migrate(db, before)
  db.exec(`
    INSERT INTO editions (year, number, name, purpose, region, region_name, coordinated_by, first_day, last_day)
    VALUES (2023, 3, 'La Semaine', 'Acheter', '28', 'Normandie', 'CRESS', '2023-05-22', '2023-05-26');
  `)
  loadCommunes(db)
  const add = db.prepare(`
    INSERT INTO sheets (reference, kind, source, edition_id, slug, status, title, organisation, organisation_type, commune_code, segment,
      content, consent_publication, submitted_at, published_at, updated_at)
    VALUES (@reference, @kind, @source, 1, @reference, 'published', 'Un titre', 'Exemple', @type, '14366', 'mobilier', @content, 1, 'x', '2022-11-15T08:00:00Z', 'x')
  `)
  add.run({ reference: 'ANCIEN', kind: 'rex', source: 'typed', type: 'epci', content: JSON.stringify(oldRex) })
  add.run({
    reference: 'PAGEAA',
    kind: 'carte-blanche',
    source: 'typed',
    type: 'structure-ess',
    content: JSON.stringify(oldCarte),
  })
  add.run({ reference: 'DEPOSE', kind: 'rex', source: 'file', type: 'epci', content: '{}' })
  db.close()
  return folder
}

const oldRex = {
  resume: 'Le réemploi d’abord.',
  acheteur: { habitants: 72_000 },
  marche: {
    objet: 'Mobilier de bureau',
    categorie: 'fournitures',
    procedure: 'Procédure adaptée',
    technique: 'Accord-cadre',
    modaliteExecution: null,
    montantHT: null,
    trancheMontant: '90-215',
    dureeMois: 24,
    dateNotification: '2022-01-20',
    offresRecues: 0,
    alloti: true,
    nombreLots: 3,
    lotsReserves: 1,
  },
  considerationsSociales: ['Marché réservé'],
  fondementReservation: 'L2113-14',
  beneficiaires: null,
  insertion: { heuresPrevues: null, heuresRealisees: 1650, personnes: 8, sortiesPositives: null, facilitateur: false },
  considerationsEnvironnementales: ['Critère environnemental'],
  clauseEnvironnementale: null,
  criteres: [
    { libelle: 'Prix', ponderation: 40.5 },
    { libelle: 'Réemploi', ponderation: 59.5 },
  ],
  titulaire: { nom: 'Ressourcerie Exemple', familleEss: 'association', qualites: ['esus', 'aci'], departement: '76' },
  groupement: null,
  sousTraitanceEss: null,
  contexte: 'Deux plateaux à meubler.',
  demarche: 'Une visite d’atelier.',
  resultats: 'Un tiers moins cher.',
  chiffresCles: [{ valeur: '78 %', libelle: 'de réemploi' }],
  facteursReussite: ['Des utilisateurs associés'],
  difficultes: [],
  conseils: ['Tolérer les teintes'],
  suites: null,
  partenaires: [],
}

const oldCarte = {
  chapo: 'Une Scic imprime moins.',
  texte: 'Le meilleur devis est celui qui pose des questions.',
  auteur: { familleEss: 'scic', qualites: ['esus'], secteur: 'Spectacle vivant', effectif: 'moins de 10' },
  achat: {
    objet: 'Affiches',
    fournisseur: 'Imprimerie Exemple',
    fournisseurFamille: 'scop',
    fournisseurQualites: [],
    depuis: 2022,
  },
  chiffresCles: [],
  citation: { texte: 'Compter avant de commander.', role: 'Direction' },
  conseil: null,
  lien: null,
  consentementDiffusion: { reseauxSociaux: false },
}

test('the contents of before are read under the names of today', async () => {
  const old = openSite({ demonstration: false, env: { DATA_DIR: oldDatabase() } })
  const content = (reference: string) => JSON.parse(findSheet(old.db, reference)?.content ?? '')
  expect(content('ANCIEN')).toEqual({
    habitants: 72_000,
    objet: 'Mobilier de bureau',
    categorie: 'fournitures',
    procedure: 'Procédure adaptée',
    technique: 'Accord-cadre',
    tranche: '90-215',
    duree_mois: 24,
    date_notification: '2022-01-20',
    offres_recues: 0,
    alloti: 'oui',
    nombre_lots: 3,
    lots_reserves: 1,
    considerations_sociales: ['Marché réservé'],
    fondement_reservation: 'L2113-14',
    considerations_environnementales: ['Critère environnemental'],
    heures_realisees: 1650,
    personnes: 8,
    facilitateur: 'non',
    criteres: [
      { label: 'Prix', value: 40.5 },
      { label: 'Réemploi', value: 59.5 },
    ],
    titulaire: 'Ressourcerie Exemple',
    titulaire_type: 'aci',
    titulaire_departement: '76',
    resume: 'Le réemploi d’abord.',
    contexte: 'Deux plateaux à meubler.',
    demarche: 'Une visite d’atelier.',
    resultats: 'Un tiers moins cher.',
    chiffres_cles: [{ label: 'de réemploi', value: '78 %' }],
    facteurs: ['Des utilisateurs associés'],
    conseils: ['Tolérer les teintes'],
  })
  expect(content('PAGEAA')).toEqual({
    auteur_type: 'scic',
    secteur: 'Spectacle vivant',
    effectif: 'moins de 10',
    chapo: 'Une Scic imprime moins.',
    texte: 'Le meilleur devis est celui qui pose des questions.',
    citation: 'Compter avant de commander.',
    citation_role: 'Direction',
    objet: 'Affiches',
    fournisseur: 'Imprimerie Exemple',
    fournisseur_type: 'scop',
    depuis: 2022,
    accord_reseaux: 'non',
  })
  expect(content('DEPOSE')).toEqual({})

  const rex = wordsIn((await old.visitor.get('/rex/ANCIEN').expect(200)).text)
  for (const words of [
    '3 lots, dont 1 réservé',
    'De 90 000 à 215 000 € HT',
    '1 650 heures réalisées',
    '40,5 %',
    '78 %',
  ])
    expect(rex).toContain(words)
  expect(rex).toContain('Forme du titulaire')
  expect(rex).not.toContain('Ressourcerie Exemple')
  const carte = wordsIn((await old.visitor.get('/cartes-blanches/PAGEAA').expect(200)).text)
  for (const words of ['(Scic)', 'moins de 10 personnes', 'Compter avant de commander.', 'Depuis 2022'])
    expect(carte).toContain(words)
  const filedPage = wordsIn((await old.visitor.get('/rex/DEPOSE').expect(200)).text)
  expect(filedPage).toContain('sous forme de document')
})

test.each<[Kind, string, string]>([
  ['rex', 'enseignements', 'rex'],
  ['carte-blanche', 'achat', 'cartes-blanches'],
])(
  'a question added to a %s is asked, checked, described, decided and published with no other edit',
  async (kind, id, room) => {
    // The program once more, with one question more in the description that all of it reads.
    vi.resetModules()
    const described = {
      rex: (await import('../src/sheets/rex-fields.ts')).rexParts,
      'carte-blanche': (await import('../src/sheets/carte-blanche-fields.ts')).carteBlancheParts,
    }
    const part: Part | undefined = described[kind].find((one) => one.id === id)
    Object.assign(part?.questions ?? {}, {
      mot_de_la_fin: text({ label: 'Le mot de la fin', hint: 'En trois mots.', max: 20 }),
    })
    const reading = await import('../src/sheets/reading.ts')
    const sections = await import('../src/sheets/sections.ts')
    const added = (await import('./support/site.ts')).openSite()

    const typed = { ...complete[kind], mot_de_la_fin: 'Osez acheter mieux' }
    const around = { year: 2023, files: [] }
    const form = await added.visitor.get(`/proposer/${kind}?remise=saisie`).expect(200)
    expect(form.text).toContain('name="mot_de_la_fin"')
    expect(wordsIn(form.text)).toContain('Le mot de la fin En trois mots.')
    expect(reading.readSheet(added.db, kind, { ...typed, mot_de_la_fin: 'a'.repeat(21) }, around)).toMatchObject({
      errors: { mot_de_la_fin: 'Le mot de la fin : 20 caractères au plus (vous en avez écrit 21)' },
    })

    const read = reading.readSheet(added.db, kind, typed, around)
    const sheet = given(added, read.ok ? read.sheet : ({} as ProposedSheet))
    expect(sections.describeSheet(sheet).find((section) => section.id === id)?.rows).toContainEqual({
      label: 'Le mot de la fin',
      value: 'Osez acheter mieux',
    })
    const desk = await added.coordinator().get(`/moderation/${room}/${sheet.reference}`).expect(200)
    expect(wordsIn(desk.text)).toContain('Le mot de la fin Osez acheter mieux')

    markSheetPublished(added.db, added.clock, sheet, 'avec-un-mot')
    const page = await added.visitor.get(`/${room}/avec-un-mot`).expect(200)
    expect(wordsIn(page.text)).toContain('Autres précisions Le mot de la fin Osez acheter mieux')
    const without = await site.visitor
      .get(`/${room}/${listLibrary(site.db, { ...everySheet, kinds: [kind] })[0]?.slug}`)
      .expect(200)
    expect(without.text).not.toContain('Autres précisions')
  },
)
