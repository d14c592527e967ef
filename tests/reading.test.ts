import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { searchCommunes } from '../src/communes/queries.ts'
import { findCurrentEdition } from '../src/editions/queries.ts'
import { readSlots } from '../src/events/slot-reading.ts'
import { hourExists, readDay, readHour } from '../src/web/dates.ts'
import type { Errors, Typed } from '../src/web/fields.ts'
import { count, fold, hour, shortSpan, span } from '../src/web/french.ts'
import { newSlug } from '../src/web/slug.ts'
import { openSite } from './support/site.ts'

const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]

test('a day is read the same however it is typed', () => {
  const anyDay = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(anyDay, (iso) => {
      const [year = 0, month = 0, day = 0] = iso.split('-').map(Number)
      const name = months[month - 1] ?? ''
      const padded = (n: number) => String(n).padStart(2, '0')
      const forms = [
        iso,
        `${day}/${month}/${year}`,
        `${padded(day)}/${padded(month)}/${year}`,
        `${day} ${name} ${year}`,
        `${day}\u00a0${name.toUpperCase()} ${year}`,
        `${day}.${month}.${year}`,
        `${day === 1 ? '1er' : day} ${name} ${year}`,
        `le ${day}${name} ${year}`,
      ]
      for (const form of forms) expect(readDay(form, 1999)).toEqual({ ok: true, day: iso })
      expect(readDay(`${day} ${name}`, year)).toEqual({ ok: true, day: iso })
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['31/02/2027', 'absent'],
  ['29/02/2027', 'absent'],
  ['12/13/2027', 'format', '13'],
  ['demain', 'format', 'demain'],
  ['2027', 'format', '2027'],
  ['25 mai 23', 'format', '23'],
  ['25 mia', 'format', 'mia'],
  ['25 jui', 'format', 'jui'],
  ['22 et 23 mai', 'format', 'et'],
  ['25 mai 14h', 'format', '14h'],
  ['25 mai 2027 au soir', 'format', 'au'],
  ['le 25', 'partial'],
  ['mardi', 'partial'],
])('%s is no day: %s', (typed, cause, part?: string) => {
  expect(readDay(typed, 2027)).toMatchObject({ ok: false, cause, ...(part ? { part } : {}) })
  expect(readDay('28/02/2027', 2027)).toMatchObject({ ok: true })
})

test('a day of the week that does not match its date is noticed', () => {
  expect(readDay('mercredi 24 mai', 2023)).toEqual({ ok: true, day: '2023-05-24' })
  expect(readDay('mardi 24 mai', 2023)).toEqual({ ok: false, cause: 'weekday', said: 'mardi', day: '2023-05-24' })
})

describe('the day of a slot', () => {
  const edition = findCurrentEdition(openSite().db)!
  const slotOf = (typed: Typed) => {
    const errors: Errors = {}
    const [slot] = readSlots(edition, { debut: '9 h', ...typed }, errors)
    return slot?.day ?? errors.jour?.replaceAll('\u00a0', ' ')
  }

  test.each([
    ['mardi 23', '2023-05-23'],
    ['Mardi 23 mai', '2023-05-23'],
    ['mar. 23/05', '2023-05-23'],
    ['le 23', '2023-05-23'],
    ['le mardi 23', '2023-05-23'],
    ['23', '2023-05-23'],
    ['vendredi', '2023-05-26'],
    ['samedi 3 juin', '2023-06-03'],
  ])('« %s » is the one of the week', (jour, day) => {
    expect(slotOf({ jour })).toBe(day)
  })

  test.each([
    ['mardi 24', 'Jour : le 24 mai 2023 est un mercredi, pas un mardi ; corrigez l’un ou l’autre'],
    ['mar. 24/05', 'Jour : le 24 mai 2023 est un mercredi, pas un mardi ; corrigez l’un ou l’autre'],
    ['mardi 30', 'Jour : « mardi 30 » ne suffit pas ; écrivez le jour et le mois, comme 25 mai ou 25/05/2023'],
    ['samedi', 'Jour : « samedi » ne suffit pas ; écrivez le jour et le mois, comme 25 mai ou 25/05/2023'],
    ['23 mia', 'Jour : « mia » n’est pas un mois ; écrivez un seul jour, comme 25 mai ou 25/05/2023'],
    ['le 31 juin', 'Jour : le 31 juin n’existe pas dans le calendrier'],
  ])('« %s » is none: %s', (jour, message) => {
    expect(slotOf({ jour })).toBe(message)
  })

  test('is the only one of that date where the week goes from one month to the next', () => {
    const week = ['2023-05-29', '2023-05-30', '2023-05-31', '2023-06-01', '2023-06-02']
    expect(readDay('le 1er', 2023, week)).toEqual({ ok: true, day: '2023-06-01' })
    expect(readDay('mercredi 31', 2023, week)).toEqual({ ok: true, day: '2023-05-31' })
    expect(readDay('lundi', 2023, [...week, '2023-06-05'])).toEqual({ ok: false, cause: 'partial' })
  })
})

test.each([
  ['8h30', '08:30'],
  ['8:30', '08:30'],
  ['8 h', '08:00'],
  ['08 h 30', '08:30'],
  ['14\u00a0h\u00a030', '14:30'],
  ['17', '17:00'],
  ['24 h', undefined],
  ['8h60', undefined],
  ['midi', undefined],
])('the hour « %s » is %s', (typed, read) => {
  expect(readHour(typed)).toBe(read)
})

test('an hour that the clocks skip does not exist', () => {
  expect(hourExists('2027-03-28', '02:30', 'Europe/Paris')).toBe(false)
  expect(hourExists('2027-03-28', '03:30', 'Europe/Paris')).toBe(true)
})

test('days, hours and counts are written as people write them', () => {
  expect(hour('08:30')).toBe('8\u00a0h\u00a030')
  expect(hour('14:00')).toBe('14\u00a0h')
  expect([count(0, 'événement'), count(1, 'événement'), count(21, 'événement')]).toEqual([
    '0\u00a0événement',
    '1\u00a0événement',
    '21\u00a0événements',
  ])
  expect(span('2023-05-22', '2023-05-26').replaceAll('\u00a0', ' ')).toBe('du lundi 22 au vendredi 26 mai 2023')
  expect(shortSpan('2026-06-01', '2026-06-05').replaceAll('\u00a0', ' ')).toBe('1er – 5 juin 2026')
  expect(shortSpan('2023-05-29', '2023-06-02').replaceAll('\u00a0', ' ')).toBe('29 mai – 2 juin 2023')
})

test.each([
  ['Alençon', '61001'],
  ['alencon', '61001'],
  ['76600', '76351'],
  ['61000 Alençon', '61001'],
  ['St Lô', '50502'],
  ['saint-lo', '50502'],
  ['Hérouville St Clair', '14327'],
  ['L’Aigle', '61214'],
  ["l'aigle", '61214'],
  ['Caen', '14118'],
  ['Cherbourg en Cotentin', '50129'],
])('« %s » is one commune', (typed, code) => {
  expect(searchCommunes(openSite({ demonstration: false }).db, typed).map((commune) => commune.code)).toEqual([code])
})

test('a slug is of plain letters, cut between words, and never taken', () => {
  expect(newSlug('L’été à Saint-Lô : « 100 % » œuvre !', () => false)).toBe('l-ete-a-saint-lo-100-oeuvre')
  expect(newSlug('mot '.repeat(40), () => false)).toHaveLength(79)
  expect(newSlug('Atelier', (slug) => ['atelier', 'atelier-2'].includes(slug))).toBe('atelier-3')
  expect(newSlug('🎉', () => false)).toBe('sans-titre')
  fc.assert(
    fc.property(fc.string(), (title) => {
      expect(newSlug(title, () => false)).toMatch(/^[\p{L}\p{N}-]+$/u)
    }),
  )
})

test('folding is stable', () => {
  // a ligature that has an accent of its own
  expect(fold('Ǣ Œuvre')).toBe('ae oeuvre')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text))
    }),
  )
})
