import { text } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { listHistory } from '../src/journal/queries.ts'
import { findSheet } from '../src/sheets/queries.ts'
import { markSheetPublished, withdrawSheet } from '../src/sheets/status.ts'
import { htmlErrors } from './support/html.ts'
import { baseUrl, openSite, type TestSite } from './support/site.ts'

const plain = (text = '') => text.replaceAll(/[\u00a0\u202f]/g, ' ')

type Feed = {
  licence: string
  modifie_le: string
  fiches: Record<string, unknown>[]
  supprimees: { id: string; supprimee_le: string }[]
}

const readJson = async (site: TestSite, query = ''): Promise<Feed> =>
  (
    await site.visitor
      .get(`/rex.json${query}`)
      .expect(200)
      .expect('Content-Type', /^application\/json/)
  ).body
const idsOf = async (site: TestSite, query = '') => (await readJson(site, query)).fiches.map(({ id }) => id).sort()
const goneOf = async (site: TestSite) => (await readJson(site)).supprimees.map(({ id }) => id)
const published = ['REXAA2', 'REXAA3', 'REXAA4', 'REXAA5', 'REXAA6']
const consent = ({ db }: TestSite, reference: string, agreed: 0 | 1) =>
  db.prepare('UPDATE sheets SET consent_portal = ? WHERE reference = ?').run(agreed, reference)

describe('the open data of the fiches REX', () => {
  const site = openSite()

  test('holds the published ones whose authors agreed, with their licence', async () => {
    const feed = await readJson(site)
    expect(feed.fiches.map(({ id }) => id).sort()).toEqual(published)
    expect(feed.licence).toBe('Licence Ouverte 2.0')
    expect(feed.supprimees).toEqual([])
    expect(feed.fiches.find(({ id }) => id === 'REXAA2')).toMatchObject({
      adresse: `${baseUrl}/rex/un-lot-d-espaces-verts-reserve-a-l-insertion`,
      titre: 'Un lot d’espaces verts réservé à l’insertion',
      fondement_reservation: 'L2113-13',
      considerations_sociales: ['Marché réservé', 'Clause sociale'],
      commune: 'Lisieux',
      code_insee: '14366',
      departement: 'Calvados',
      precision: 'commune',
    })
  })

  test('is said to be so where its addresses are, where an author is asked and where the data of people are explained', async () => {
    const read = async (address: string) => plain((await site.visitor.get(address).expect(200)).text)
    expect(await read('/rex')).toContain('les fiches dont l’auteur l’a accepté (Licence Ouverte 2.0)')
    for (const address of ['/proposer/rex', '/donnees-personnelles'])
      expect(await read(address)).toMatch(/données ouvertes, sous Licence Ouverte 2\.0/)
  })

  test('names nobody: no contact, no holder without its agreement, no answer about the agreements', async () => {
    const own = openSite()
    own.db
      .prepare(`
        UPDATE sheets SET private_name = 'Nom Canari', private_email = 'prive@example.org', private_phone = '02 31 99 99 99',
          public_contact_email = 'public@example.org',
          content = json_set(content, '$.titulaire', 'Titulaire Canari', '$.accord_titulaire', 'non')
      `)
      .run()
    for (const format of ['json', 'geojson', 'csv']) {
      const { text } = await own.visitor.get(`/rex.${format}`).expect(200).buffer(true)
      expect(text).toContain('espaces verts')
      expect(text).not.toMatch(/Canari|@example\.org|99 99 99|accord_|contact_/)
    }
    own.db.prepare(`UPDATE sheets SET content = json_set(content, '$.accord_titulaire', 'oui')`).run()
    expect((await readJson(own)).fiches[0]?.titulaire).toBe('Titulaire Canari')
  })

  test('is a GeoJSON whose points are known to a postal code at least', async () => {
    const own = openSite()
    own.db.prepare(`UPDATE sheets SET commune_code = '14021' WHERE reference = 'REXAA5'`).run()
    const { body } = await own.visitor
      .get('/rex.geojson')
      .expect(200)
      .expect('Content-Type', /^application\/geo\+json/)
    expect(body.type).toBe('FeatureCollection')
    expect(body.licence).toBe('Licence Ouverte 2.0')
    const byId = new Map(body.features.map((one: { id: string }) => [one.id, one]))
    expect(byId.get('REXAA2')).toMatchObject({
      type: 'Feature',
      geometry: { type: 'Point' },
      properties: { id: 'REXAA2' },
    })
    expect(byId.get('REXAA5')).toMatchObject({ geometry: null, properties: { commune: 'Arromanches-les-Bains' } })
    for (const { geometry } of body.features.filter((one: { geometry: unknown }) => one.geometry)) {
      const [longitude, latitude] = geometry.coordinates
      expect(longitude).toBeGreaterThan(-2)
      expect(longitude).toBeLessThan(1.8)
      expect(latitude).toBeGreaterThan(48)
      expect(latitude).toBeLessThan(50.1)
    }
  })

  test('is a CSV that a French spreadsheet opens and does not run', async () => {
    const own = openSite()
    own.db.prepare(`UPDATE sheets SET title = '=1+1' WHERE reference = 'REXAA2'`).run()
    const { text } = await own.visitor
      .get('/rex.csv')
      .expect(200)
      .expect('Content-Type', /^text\/csv/)
    expect(text.startsWith('\ufeff')).toBe(true)
    const rows: Record<string, string>[] = parse(text, { bom: true, delimiter: ';', columns: true })
    expect(rows).toHaveLength(5)
    const row = rows.find(({ id }) => id === 'REXAA2')
    expect(row).toMatchObject({ titre: "'=1+1", segment: 'Espaces verts', licence: 'Licence Ouverte 2.0' })
    expect(plain(row?.fondement_reservation)).toBe('Marché réservé SIAE (art. L. 2113-13)')
  })

  test('is a CSV whose numbers and days a program reads, as in the JSON', async () => {
    const { text } = await site.visitor.get('/rex.csv').expect(200)
    const rows: Record<string, string>[] = parse(text, { bom: true, delimiter: ';', columns: true })
    const row = rows.find(({ id }) => id === 'REXAA6')
    const same = (await readJson(site)).fiches.find(({ id }) => id === 'REXAA6')
    for (const name of ['montant', 'duree_mois', 'offres_recues', 'date_notification', 'longitude', 'latitude'])
      expect(row?.[name], name).toBe(String(same?.[name]))
    expect(row?.montant).toMatch(/^\d+$/)
    expect(row?.date_notification).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(row?.longitude).toMatch(/^-?\d+\.\d+$/)
  })

  test('of a sheet that came as a file, gives the address of the file and its text once it was read again', async () => {
    const own = openSite()
    const { db } = own
    db.prepare(`UPDATE sheets SET source = 'file' WHERE reference = 'REXAA2'`).run()
    const { lastInsertRowid: id } = db
      .prepare(`
        INSERT INTO documents (sheet_id, field, name, stored_as, type, size, sha256, flags, created_at)
        SELECT id, 'fiche', 'ma fiche.pdf', '${'a'.repeat(32)}', 'application/pdf', 9, '${'b'.repeat(64)}', '[]', '2023-05-09T08:00:00Z' FROM sheets WHERE reference = 'REXAA2'
      `)
      .run()
    const one = async () => (await readJson(own)).fiches.find((fiche) => fiche.id === 'REXAA2')
    expect(await one()).toMatchObject({ document: `${baseUrl}/documents/${id}/ma%20fiche.pdf`, texte: null })
    db.prepare(`INSERT INTO document_texts (document_id, state, content) VALUES (?, 'read', 'Mot à mot')`).run(id)
    expect((await one())?.texte).toBe(null)
    db.prepare(
      `UPDATE document_texts SET state = 'checked', checked_by = 'coordination', checked_at = '2023-05-09T08:00:00Z'`,
    ).run()
    expect((await one())?.texte).toBe('Mot à mot')
    expect((await own.visitor.get('/rex.csv').expect(200)).text).toContain('"Mot à mot"')
    // one of our own sheets holds private contacts
    db.prepare(`UPDATE documents SET flags = '["filled-sheet"]' WHERE id = ?`).run(id)
    expect(await one()).toMatchObject({ document: null, texte: null })
    expect((await readJson(own)).fiches.find((fiche) => fiche.id === 'REXAA3')).toMatchObject({ document: null })
  })

  test('gives what has changed since a day or an instant, and refuses what is neither', async () => {
    const own = openSite()
    own.db.prepare(`UPDATE sheets SET updated_at = '2023-05-09T08:00:00Z' WHERE reference = 'REXAA4'`).run()
    expect(await idsOf(own, '?modifie_depuis=2023-05-09')).toEqual(['REXAA4'])
    expect(await idsOf(own, '?modifie_depuis=2023-05-09T08:00:00Z')).toEqual(['REXAA4'])
    expect(await idsOf(own, '?modifie_depuis=2023-05-09T08:00:01Z')).toEqual([])
    expect(await idsOf(own, '?modifie_depuis=')).toEqual(published)
    // a day begins here, not in Greenwich: between midnight and two it is still the day before there
    own.db.prepare(`UPDATE sheets SET updated_at = '2023-05-09T22:30:00Z' WHERE reference = 'REXAA5'`).run()
    expect(await idsOf(own, '?modifie_depuis=2023-05-10')).toEqual(['REXAA5'])
    expect(await idsOf(own, '?modifie_depuis=2023-05-11')).toEqual([])
    for (const format of ['json', 'geojson', 'csv']) {
      const refused = await own.visitor.get(`/rex.${format}?modifie_depuis=hier`).expect(400)
      const type = format === 'csv' ? /^text\/plain/ : /^application\/json/
      expect(refused.headers['content-type']).toMatch(type)
      expect(refused.headers['access-control-allow-origin']).toBe('*')
      expect(format === 'csv' ? refused.text : refused.body.erreur).toContain('Écrivez la date comme 2023-05-09')
    }
  })

  test('answers nothing when nothing has changed', async () => {
    const { headers } = await site.visitor.get('/rex.json').expect(200)
    await site.visitor
      .get('/rex.json')
      .set('If-None-Match', headers.etag ?? '')
      .expect(304)
  })
})

describe('what is taken back is announced', () => {
  test.each<[string, (site: TestSite) => unknown]>([
    ['withdrawn', (site) => withdrawSheet(site.db, site.clock, findSheet(site.db, 'REXAA2')!)],
    ['the agreement taken back', (site) => consent(site, 'REXAA2', 0)],
    ['removed', ({ db }) => db.exec(`PRAGMA foreign_keys = OFF; DELETE FROM sheets WHERE reference = 'REXAA2'`)],
  ])('%s', async (_name, take) => {
    const site = openSite()
    expect(await goneOf(site)).toEqual([])
    take(site)
    expect(await idsOf(site)).toEqual(published.slice(1))
    expect(await goneOf(site)).toEqual(['REXAA2'])
    // those who only ask for what changed hear of it too
    expect((await readJson(site, '?modifie_depuis=2030-01-01')).supprimees).toHaveLength(1)
  })

  test('and no more once it is back', async () => {
    const site = openSite()
    consent(site, 'REXAA2', 0)
    expect(await goneOf(site)).toEqual(['REXAA2'])
    consent(site, 'REXAA2', 1)
    expect(await goneOf(site)).toEqual([])
    expect(await idsOf(site)).toEqual(published)
  })

  test('what the portal could never show is not: a carte blanche, a sheet that nobody agreed to share', async () => {
    const site = openSite()
    consent(site, 'REXAA2', 0)
    site.db.prepare('DELETE FROM portal_removed').run()
    for (const reference of ['REXAA2', 'CARTA2']) withdrawSheet(site.db, site.clock, findSheet(site.db, reference)!)
    expect(await goneOf(site)).toEqual([])
  })
})

describe('the desk hands over', () => {
  const shown = async (desk: ReturnType<TestSite['coordinator']>) => {
    const text = plain((await desk.get('/moderation/portail').expect(200)).text)
    return {
      text,
      seen: [...text.matchAll(/type="checkbox" name="fiche" value="([^"]+)"/g)].map(([, value]) => value!),
    }
  }

  test('what is new, then only what has changed or gone since', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const first = await shown(desk)
    expect(first.seen.map((one) => one.split('@')[0]).sort()).toEqual(published)

    await desk.post('/moderation/portail/transmission', { fiche: first.seen }).expect(303)
    const then = await shown(desk)
    expect(then.seen).toEqual([])
    expect(then.text).toContain('Rien n’attend')
    expect(then.text).toContain('Le 9 mai 2023 à 9 h')
    expect(listHistory(site.db, 'REXAA2').at(-1)).toMatchObject({ act: 'handed-to-portal', actor: 'coordinator:1' })

    site.clock.advance({ hours: 1 })
    site.db
      .prepare(
        `UPDATE sheets SET title = 'Un autre titre', updated_at = '2023-05-09T08:00:00Z' WHERE reference = 'REXAA3'`,
      )
      .run()
    withdrawSheet(site.db, site.clock, findSheet(site.db, 'REXAA4')!)
    const later = await shown(desk)
    expect(later.seen.map((one) => one.split('@')[0]).sort()).toEqual(['REXAA3', 'REXAA4'])
    expect(later.text).toContain('Modifiée depuis sa transmission du mardi 9 mai 2023')
    expect(later.text).toContain('À retirer du portail')

    await desk.post('/moderation/portail/transmission', { fiche: later.seen }).expect(303)
    expect((await shown(desk)).seen).toEqual([])
    expect(await goneOf(site)).toEqual(['REXAA4'])
  })

  test('what is ticked, and takes it back: what was known before holds again; the same archive is there again', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const first = await shown(desk)
    expect(first.text.match(/type="checkbox" name="fiche"[^>]* checked/g)).toHaveLength(5)
    const [one, ...others] = first.seen
    await desk.post('/moderation/portail/transmission', {}).expect(422, /cochez au moins une fiche/)
    await desk.post('/moderation/portail/transmission', { fiche: others }).expect(303)
    const noted = (await desk.get('/moderation/portail?fait=transmis')).text
    expect(noted).toMatch(/C’est noté\.<\/span> <button class="link">Annuler/)
    expect(htmlErrors(noted)).toEqual([])
    expect((await shown(desk)).seen).toEqual([one])
    const again = /fiches\.zip\?transmises=[^"]+/.exec(noted)?.[0]
    const { body } = await desk.get(`/moderation/portail/${again}`).responseType('blob').expect(200)
    const zip = await yauzl.fromBufferPromise(body)
    const json = (await Array.fromAsync(zip.eachEntry())).find(({ fileName }) => fileName === 'fiches.json')!
    expect(JSON.parse(await text(await zip.openReadStreamPromise(json))).fiches).toHaveLength(4)
    await desk.get('/moderation/portail/fiches.zip?transmises=hier').expect(404)

    // handed over once more after a change: taken back, it has changed since its first time
    site.clock.advance({ hours: 1 })
    const [reference = ''] = others[0]!.split('@')
    site.db.prepare(`UPDATE sheets SET updated_at = '2023-05-09T08:00:00Z' WHERE reference = ?`).run(reference)
    const changed = (await shown(desk)).seen.find((seen) => seen.startsWith(reference))!
    await desk.post('/moderation/portail/transmission', { fiche: changed }).expect(303)
    await desk.post('/moderation/portail/annulation', { fiche: reference }).expect(303, /fait=annule/)
    const back = await shown(desk)
    expect(back.seen).toContain(changed)
    expect(back.text).toContain('Modifiée depuis sa transmission du mardi 9 mai 2023')
    expect(listHistory(site.db, reference).at(-1)).toMatchObject({ act: 'portal-taken-back' })

    const rest = others.slice(1).map((seen) => seen.split('@')[0]!)
    await desk.post('/moderation/portail/annulation', { fiche: rest }).expect(303)
    expect((await shown(desk)).seen).toHaveLength(5)
    await desk.post('/moderation/portail/annulation', { fiche: rest }).expect(409, /Rien n’a été noté/)
  })

  test('that it was told of what is gone is taken back too', async () => {
    const site = openSite()
    const desk = site.coordinator()
    await desk.post('/moderation/portail/transmission', { fiche: (await shown(desk)).seen }).expect(303)
    withdrawSheet(site.db, site.clock, findSheet(site.db, 'REXAA4')!)
    const told = (await shown(desk)).seen
    await desk.post('/moderation/portail/transmission', { fiche: told }).expect(303)
    expect((await shown(desk)).text).toContain('Fiche REXAA4, retrait signalé')
    await desk.post('/moderation/portail/annulation', { fiche: 'REXAA4' }).expect(303)
    expect((await shown(desk)).seen).toEqual(told)
    await desk.post('/moderation/portail/transmission', { fiche: told }).expect(303)
    site.db.prepare(`UPDATE sheets SET status = 'published' WHERE reference = 'REXAA4'`).run()
    const back = await shown(desk)
    expect(back.text).toContain('Nouvelle')
    expect(back.seen).toHaveLength(1)
  })

  test('only what the page showed: a sheet changed meanwhile still waits', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const { seen } = await shown(desk)
    site.db.prepare(`UPDATE sheets SET updated_at = '2023-05-09T09:00:00Z' WHERE reference = 'REXAA3'`).run()
    markSheetPublished(site.db, site.clock, findSheet(site.db, 'REXAA7')!, 'halte-garderie')
    await desk.post('/moderation/portail/transmission', { fiche: seen }).expect(303, /fait=transmis/)
    expect((await shown(desk)).seen.map((one) => one.split('@')[0]).sort()).toEqual(['REXAA3', 'REXAA7'])

    const nothing = await desk.post('/moderation/portail/transmission', { fiche: seen }).expect(409)
    expect(nothing.text).toContain('Rien n’a été noté')
  })

  test('in one archive: three formats, the documents, and what it is', async () => {
    const site = openSite()
    const { body } = await site.coordinator().get('/moderation/portail/fiches.zip').responseType('blob').expect(200)
    const zip = await yauzl.fromBufferPromise(body)
    const parts = new Map<string, string>()
    for (const entry of await Array.fromAsync(zip.eachEntry()))
      parts.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)))
    expect([...parts.keys()]).toEqual(
      expect.arrayContaining(['LISEZMOI.txt', 'fiches.json', 'fiches.geojson', 'fiches.csv']),
    )
    expect(parts.get('LISEZMOI.txt')).toContain('5\u00a0fiches REX à reprendre')
    expect(JSON.parse(parts.get('fiches.json')!).fiches).toHaveLength(5)
    // no folder, no word of it
    expect([...parts.keys()].some((name) => name.startsWith('documents/'))).toBe(false)
    expect(parts.get('LISEZMOI.txt')).not.toContain('documents/')
  })

  test('in an archive with what is ticked alone, named after its day', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const { text: page, seen } = await shown(desk)
    expect(page).toContain('formaction="/moderation/portail/fiches.zip"')
    const ticked = seen.slice(0, 2)
    const lines = site.db.prepare('SELECT count(*) FROM journal').pluck()
    const before = lines.get()
    const answer = await desk.post('/moderation/portail/fiches.zip', { fiche: ticked }).responseType('blob').expect(200)
    expect(answer.headers['content-disposition']).toBe('attachment; filename=fiches-rex-portail-2023-05-09.zip')
    const zip = await yauzl.fromBufferPromise(answer.body)
    const json = (await Array.fromAsync(zip.eachEntry())).find(({ fileName }) => fileName === 'fiches.json')!
    const { fiches } = JSON.parse(await text(await zip.openReadStreamPromise(json)))
    expect(fiches.map(({ id }: { id: string }) => id).sort()).toEqual(ticked.map((one) => one.split('@')[0]).sort())
    expect(lines.get()).toBe(before)

    await desk.post('/moderation/portail/fiches.zip').expect(422, /cochez au moins une fiche/)
    await desk.post('/moderation/portail/fiches.zip', { fiche: 'REXZZ9@hier' }).expect(409, /la liste avait changé/)
  })

  test('and says where the national map is, once it is known', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const said = 'La carte nationale des fiches REX'
    expect((await site.visitor.get('/rex')).text).not.toContain(said)
    const refused = await desk.post('/moderation/portail/carte', { carte: 'javascript:alert(1)' }).expect(422)
    expect(plain(refused.text)).toContain('Adresse de la carte nationale : écrivez une adresse complète')
    expect(refused.text).toContain('value="javascript:alert(1)"')

    await desk.post('/moderation/portail/carte', { carte: 'https://www.example.org/carte' }).expect(303)
    expect((await site.visitor.get('/rex')).text).toContain(`href="https://www.example.org/carte">${said}`)
    await desk.post('/moderation/portail/carte', { carte: '' }).expect(303)
    expect((await site.visitor.get('/rex')).text).not.toContain(said)
  })
})
