import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import writeExcelFile, { type Cell } from 'write-excel-file/node'
import yauzl from 'yauzl'
import { readCalendar } from '../src/submissions/bulk/calendar.ts'
import { answerIn, type Cell as ReadCell } from '../src/submissions/bulk/cells.ts'
import { columnOf, columns, letterOf } from '../src/submissions/bulk/columns.ts'
import { readCsv } from '../src/submissions/bulk/csv.ts'
import { readRows } from '../src/submissions/bulk/rows.ts'
import { readWorkbook } from '../src/submissions/bulk/workbook.ts'
import { visibleName } from '../src/uploads/names.ts'
import { readDay, readHour } from '../src/web/dates.ts'
import { fold } from '../src/web/french.ts'
import { zip } from './support/files.ts'
import { textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'
import { hand, sendTable } from './support/tables.ts'

let site: TestSite
beforeAll(() => {
  site = openSite()
})

const calendar = (...events: string[]) =>
  Buffer.from(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Exemple//FR',
      ...events.flatMap((event) => ['BEGIN:VEVENT', ...event.trim().split(/\n\s*/), 'END:VEVENT']),
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  )

const typedIn = (...events: string[]) => {
  const table = readCalendar(site.db, 'Europe/Paris', calendar(...events))
  return table.ok
    ? table.rows.map(({ typed, faults }) => ({ ...typed, ...(Object.keys(faults).length > 0 ? { faults } : {}) }))
    : table.message
}

const plain = (text: unknown) => String(text).replaceAll('\u00a0', ' ')

describe('the columns', () => {
  test('are the questions of the form, each found again by its label', () => {
    expect(columns.length).toBeGreaterThan(35)
    expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['titre', 'jour_3', 'coorganisateurs']))
    expect(columns.filter(({ name }) => /^(contact_|publier|visuel|accord)/.test(name))).toEqual([])
    for (const column of columns) {
      for (const header of [
        column.header,
        column.field.label.toLocaleUpperCase('fr'),
        column.field.label.normalize('NFD').replace(/\p{M}/gu, ''),
      ])
        expect([header, columnOf(header)?.name]).toEqual([header, column.name])
    }
    expect(columnOf('Notes internes')).toBeUndefined()
    expect([0, 25, 26, 40, 701].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AO', 'ZZ'])
  })

  test('take every answer of every list by its label and by its short name, in any case, accents or not', () => {
    const lists = columns.filter(({ field }) => field.options)
    expect(lists.length).toBeGreaterThan(8)
    for (const column of lists) {
      for (const { slug, label } of column.field.options ?? []) {
        const bare = label.normalize('NFD').replace(/\p{M}/gu, '')
        for (const text of [slug, label, label.toLocaleUpperCase('fr'), bare])
          expect([text, answerIn(column, text)]).toEqual([
            text,
            { typed: column.field.kind === 'checkboxes' ? [slug] : slug },
          ])
      }
      expect(answerIn(column, 'Introuvable')).toMatchObject({
        fault: expect.stringContaining('« Introuvable » n’est pas dans la liste'),
      })
    }
  })

  test('understand the days, hours and numbers that a spreadsheet keeps', () => {
    const said = (name: string, cell: ReadCell) => {
      const column = columns.find((one) => one.name === name)
      return column && plain(answerIn(column, cell).typed)
    }
    expect(said('jour', new Date('2023-05-25T00:00Z'))).toBe('25 mai 2023')
    expect(said('jour', 45071)).toBe('25 mai 2023')
    expect(said('date_limite', new Date('2023-05-19T00:00Z'))).toBe('19 mai 2023')
    expect(said('debut', new Date('1899-12-30T08:29:59.999Z'))).toBe('8 h 30')
    expect(said('fin', 0.75)).toBe('18 h')
    expect(said('fin', 18)).toBe('18')
    expect(said('inscription_telephone', 231000000)).toBe('0231000000')
    expect(said('places', 40)).toBe('40')
    expect(said('gratuit', false)).toBe('non')
    expect(said('lien_reserve', 'non')).toBe('')
    expect(said('lien_reserve', true)).toBe('oui')
    expect(said('coorganisateurs', 'Un ; Deux\nTrois')).toBe('Un\nDeux\nTrois')
    expect(said('jour', new Date(Number.NaN))).toBe('?')
    expect(said('jour', new Date(8.64e15))).toBe('?')
    expect(said('titre', 'x'.repeat(6000))).toHaveLength(5000)
  })
})

describe('a calendar', () => {
  test('gives each of its events, in the time of the edition', () => {
    expect(
      typedIn(
        `SUMMARY:Visite d’un atelier\\, puis débat
         DTSTART;TZID=America/New_York:20230525T023000
         DTEND;TZID=America/New_York:20230525T040000
         DESCRIPTION:Une visite courte.
         LOCATION:Atelier Exemple\\, 8 rue de l’Exemple\\, 14100 Lisieux
         CATEGORIES:Atelier
         ORGANIZER;CN="Association Exemple":mailto:a@example.org
         URL:https://www.example.org/visite`,
        `SUMMARY:En UTC
         DTSTART:20230525T063000Z
         DURATION:PT2H
         LOCATION:https://visio.example.org/a`,
        `SUMMARY:Sans fuseau
         DTSTART:20230525T083000
         LOCATION:Salle à confirmer`,
        `SUMMARY:Outlook
         DTSTART;TZID="Romance Standard Time":20230525T083000
         DTEND;TZID="Romance Standard Time":20230525T093000`,
        `SUMMARY:Deux jours
         DTSTART;VALUE=DATE:20230525
         DTEND;VALUE=DATE:20230527`,
      ),
    ).toMatchObject([
      {
        titre: 'Visite d’un atelier, puis débat',
        resume: 'Une visite courte.',
        description: '',
        jour: '25\u00a0mai\u00a02023',
        debut: '8\u00a0h\u00a030',
        fin: '10\u00a0h',
        participation: 'presentiel',
        lieu: 'Atelier Exemple',
        adresse: '8 rue de l’Exemple',
        commune: '14100 Lisieux',
        type: 'atelier',
        organisateur: 'Association Exemple',
        inscription_url: 'https://www.example.org/visite',
      },
      {
        debut: '8\u00a0h\u00a030',
        fin: '10\u00a0h\u00a030',
        participation: 'en-ligne',
        lien_en_ligne: 'https://visio.example.org/a',
      },
      { debut: '8\u00a0h\u00a030', lieu: 'Salle à confirmer' },
      { debut: '8\u00a0h\u00a030', fin: '9\u00a0h\u00a030' },
      {
        creneaux: '2',
        jour: '25\u00a0mai\u00a02023',
        moment: 'journee',
        jour_2: '26\u00a0mai\u00a02023',
        moment_2: 'journee',
      },
    ])
  })

  test('says what it cannot tell: what repeats, what ends another day, a zone that nobody knows', () => {
    expect(
      typedIn(
        `SUMMARY:Chaque semaine
         DTSTART:20230525T083000Z
         RRULE:FREQ=WEEKLY`,
        `SUMMARY:Toute la nuit
         DTSTART:20230525T200000Z
         DTEND:20230526T040000Z`,
        `SUMMARY:Ailleurs
         DTSTART;TZID=Planète Mars:20230525T083000`,
        `SUMMARY:Illisible
         DTSTART:demain`,
      ),
    ).toMatchObject([
      { faults: { jour: expect.stringContaining('se répète') } },
      { debut: '22\u00a0h', faults: { fin: expect.stringContaining('se termine un autre jour') } },
      { debut: '8\u00a0h\u00a030', faults: { debut: expect.stringContaining('Planète Mars') } },
      { titre: 'Illisible', creneaux: '1' },
    ])
    expect(typedIn('SUMMARY:Annulé\nSTATUS:CANCELLED\nDTSTART:20230525T083000Z')).toContain('aucun événement')
    expect(typedIn(...Array.from({ length: 101 }, () => 'SUMMARY:Un de trop'))).toContain('le vôtre en a 101')
  })

  test('comes in by the same page; a long description opens as a summary, and what is missing is left to finish', async () => {
    const long = 'Une phrase assez longue pour être coupée entre deux mots. '.repeat(5).trim()
    const file = calendar(
      `SUMMARY:Une visite venue d’un agenda\nDTSTART:20230525T063000Z\nDESCRIPTION:${long}`,
      'SUMMARY:Annulé\nSTATUS:CANCELLED',
    )
    const handed = await hand(site, ['agenda.ics', file])
    const check = plain(textOf((await site.visitor.get(handed.headers.location ?? '').expect(200)).text))
    expect(check).toContain('0 événement prêt, 1 à finir.')
    expect(check).toContain('1 événement annulé, laissé de côté.')
    expect(check).toContain('Événement 1, « Type d’événement » : choisissez dans la liste')

    const outcome = await site.visitor.get(await sendTable(site, ['agenda.ics', file])).expect(200)
    const draft = /\/proposer\/evenement\/[\w-]{22}/.exec(outcome.text)?.[0] ?? ''
    const form = await site.visitor.get(draft).expect(200)
    expect(form.text).toContain('value="Une visite venue d’un agenda"')
    expect(form.text).toContain(long)
    expect(form.text).toMatch(/entre deux mots\. Une phrase[^<]{0,80}…</)
    const [mail, ...more] = await site.mails()
    expect([mail?.subject, more]).toEqual(['À finir : 1\u00a0événement à finir', []])
    expect(site.db.prepare(`SELECT name FROM outbox WHERE status = 'waiting' OR name = 'proposals-new'`).all()).toEqual(
      [],
    )
  })
})

describe('a hostile file', () => {
  const workbook = (rows: Cell[][] = [['Titre'], ['Un atelier']]) =>
    writeExcelFile([{ sheet: 'Événements', data: rows }]).toBuffer()

  /** The workbook with one of its parts rewritten. */
  async function altered(part: string, change: (xml: string) => string): Promise<Buffer> {
    const archive = await yauzl.fromBufferPromise(await workbook())
    const entries = await Array.fromAsync(archive.eachEntry())
    const parts = entries.map(async (entry) => {
      const xml = (await buffer(await archive.openReadStreamPromise(entry))).toString()
      return { name: entry.fileName, data: entry.fileName === part ? change(xml) : xml }
    })
    return zip(await Promise.all(parts))
  }

  const sheet = 'xl/worksheets/sheet1.xml'
  const refused = {
    ok: false,
    message: expect.stringMatching(/^Tableau : ce classeur (s’étend trop loin|ne se lit pas)/),
  }

  test('that stretches to the end of the world is refused at once', async () => {
    expect(await readWorkbook(await altered(sheet, (xml) => xml))).toEqual({
      ok: true,
      rows: [['Titre'], ['Un atelier']],
    })
    for (const row of ['1000000000', '1e9', '0x3b9aca00', '&#49;000000000', ' 999999999', '2001'])
      expect(
        await readWorkbook(await altered(sheet, (xml) => xml.replace('<row r="2">', `<row r="${row}">`))),
      ).toMatchObject(refused)
    for (const place of ['A1000000000', 'XFD2', 'ZZZZZZZZ2', 'AAA2'])
      expect(await readWorkbook(await altered(sheet, (xml) => xml.replace('"A2"', `"${place}"`)))).toMatchObject(
        refused,
      )
    expect(
      await readWorkbook(await altered(sheet, (xml) => xml.replace('<row r="2">', "<row x:r='1000000000'>"))),
    ).toMatchObject(refused)
    expect(await readWorkbook(await altered(sheet, () => ' '.repeat(9_000_000)))).toMatchObject(refused)
    const within = (xml: string) => altered(sheet, (whole) => whole.replace('<sheetData>', `<sheetData>${xml}`))
    const endless = [
      '<',
      '<row a="b" ',
      '<row/>',
      '<a b="',
      `<a b='><`,
      '<!--',
      '<!-- > <a> ',
      '<![CDATA[ > ',
      '<? > <a> ',
    ]
    for (const start of endless) {
      const xml = start.repeat(Math.trunc(7_900_000 / start.length))
      expect([start, await readWorkbook(await within(xml))]).toMatchObject([start, refused])
    }
    expect(await readWorkbook(await within(`<row a="${'x'.repeat(7_900_000)}"/>`))).toMatchObject(refused)
    expect(
      await readWorkbook(
        await altered('xl/styles.xml', (xml) =>
          xml.replace('<styleSheet', `<numFmt formatCode="${'['.repeat(100_000)}"/><styleSheet`),
        ),
      ),
    ).toMatchObject(refused)
  })

  test('of endless lines, names and lists is read once through', () => {
    const times = 'DTSTART:20230525T083000'
    expect(
      typedIn(
        `SUMMARY:Zone\nDTSTART;TZID=${'A'.repeat(600_000)}/!:20230525T083000`,
        `SUMMARY:Zones\nDTSTART;TZID=${'Aa/'.repeat(200_000)}!:20230525T083000`,
        `SUMMARY:Zone lisible\nDTSTART;TZID=${'A'.repeat(9000)}/!:20230525T083000`,
        `SUMMARY:Catégories\n${times}\nCATEGORIES:${'a,'.repeat(500_000)}a`,
        `SUMMARY:Paramètres\n${times}\nATTENDEE${';a=b'.repeat(2_000_000)}:mailto:a@example.org`,
        `SUMMARY${';a=b'.repeat(2_000_000)}:Paramètres du titre\n${times}`,
        `SUMMARY:Description\n${times}\nDESCRIPTION:a${' '.repeat(1_000_000)}\\n${'b'.repeat(1_000_000)}`,
        `SUMMARY:Lignes\n${times}\n${'CATEGORIES:a\n'.repeat(150_000)}`,
        `SUMMARY:Alarmes\n${times}${'\nBEGIN:VALARM\nSUMMARY:x\nEND:VALARM'.repeat(50)}\nCATEGORIES:x,Atelier`,
      ),
    ).toMatchObject([
      { titre: '' },
      { titre: '' },
      {
        titre: 'Zone lisible',
        debut: '8\u00a0h\u00a030',
        faults: { debut: expect.stringContaining('n’est pas connu') },
      },
      { titre: 'Catégories', debut: '8\u00a0h\u00a030', type: '' },
      { titre: 'Paramètres', debut: '8\u00a0h\u00a030' },
      { titre: '' },
      { titre: 'Description', resume: 'a' },
      { titre: '' },
      { titre: 'Alarmes', debut: '8\u00a0h\u00a030', type: 'atelier' },
    ])
    const openings = `BEGIN:VCALENDAR\n${'BEGIN:VEVENT\n'.repeat(150_000)}END:VCALENDAR\n`
    expect(readCalendar(site.db, 'Europe/Paris', Buffer.from(openings))).toMatchObject({
      message: expect.stringContaining('100 événements au plus'),
    })
    expect(typedIn('SUMMARY:Jamais fini\nBEGIN:VEVENT\nSUMMARY:Suivant')).toMatchObject([
      { titre: 'Jamais fini' },
      { titre: 'Suivant' },
    ])

    // Two marks that belong in the other order: what composes letters would sort them, one by one.
    const marks = `a${'\u0301\u0316'.repeat(500_000)}`
    expect(fold(marks)).toBe('a')
    expect(visibleName(`${marks}.pdf`)).toHaveLength(34)
    expect(readHour(`8${' '.repeat(1_000_000)}x`)).toBeUndefined()
    expect(readDay('le '.repeat(300_000), 2023)).toMatchObject({ ok: false })
    expect(readRows(readCsv(Buffer.from(`Titre;${marks}\nAtelier;x`)))).toMatchObject({ ok: true })
    for (const { name, field } of columns) expect([name, field.schema.safeParse(marks).error]).toBeDefined()
  })

  test('whose inner headers lie about their sizes is read by its directory', async () => {
    const bytes = await altered(sheet, (xml) => xml)
    for (let at = bytes.indexOf('PK\x03\x04'); at >= 0; at = bytes.indexOf('PK\x03\x04', at + 4))
      bytes.writeUInt32LE(0x1000000, at + 22)
    expect(await readWorkbook(bytes)).toEqual({ ok: true, rows: [['Titre'], ['Un atelier']] })
  })

  test('never breaks a reader, whatever its bytes are', async () => {
    const whole = await workbook()
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.stringMatching(/^(Titre|Jour|;|,|\t|"|\n|=|é){0,60}$/),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
          texts.map((text) => Buffer.from(`Titre;Jour;Début\n${text}`)),
        ),
        (bytes) => {
          expect(readRows(readCsv(bytes))).toHaveProperty('ok')
          expect(readCalendar(site.db, 'Europe/Paris', bytes)).toHaveProperty('ok')
        },
      ),
      { numRuns: 400 },
    )
    const line = fc.tuple(
      fc.constantFrom(
        'SUMMARY',
        'DTSTART',
        'DTEND',
        'DTSTART;VALUE=DATE',
        'DTEND;VALUE=DATE',
        'DURATION',
        'LOCATION',
        'RRULE',
        'DTSTART;TZID=Europe/Paris',
        'URL',
      ),
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom('20230525', '00000101', '99991231T235959Z', '-P99999999Y', 'P1D', '20230525T083000'),
      ),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const text = lines.map(([name, value]) => `${name}:${value.replaceAll(/[\r\n]/g, ' ')}`).join('\n')
        expect(readCalendar(site.db, 'Europe/Paris', calendar(text))).toMatchObject({
          ok: true,
          rows: [expect.anything()],
        })
      }),
      { numRuns: 400 },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.nat(whole.length),
        async (changes, cut) => {
          const bytes = Buffer.from(whole)
          for (const [at, byte] of changes) bytes[at] = byte
          expect(await readWorkbook(changes.length % 3 === 0 ? bytes.subarray(0, cut) : bytes)).toHaveProperty('ok')
        },
      ),
      { numRuns: 200 },
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...columns),
        fc.oneof(
          fc.string(),
          fc.double(),
          fc.integer(),
          fc.boolean(),
          fc.date({ noInvalidDate: false }),
          fc.constant(null),
        ),
        (column, cell) => {
          expect(answerIn(column, cell).typed).toBeDefined()
        },
      ),
      { numRuns: 1000 },
    )
  })
})
