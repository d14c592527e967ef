import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { type Criterion, countIn, rateOf, rgaa, rgesn, summaryOf } from '../src/audits/audit.ts'
import { conformityOf, statement } from '../src/audits/conformity.ts'
import { date } from '../src/web/french.ts'
import { openSite, testClock } from './support/site.ts'

const suite = new Map(
  globSync('*.test.ts', { cwd: import.meta.dirname }).map((name) => [
    name,
    readFileSync(path.join(import.meta.dirname, name), 'utf8'),
  ]),
)

/** Whether a test, or a group of tests, has that name and is not left out. */
function isTested(evidence: string) {
  const [file = '', name = ''] = evidence.split(' › ')
  const source = suite.get(file)
  const at = ["'", '"', '`']
    .map((quote) => source?.indexOf(`(${quote}${name}${quote}`) ?? -1)
    .find((index) => index >= 0)
  return source !== undefined && at !== undefined && !/\b(?:skip|todo|fails)\b[^\n]*$/.test(source.slice(0, at))
}

describe.each([
  ['RGAA', rgaa, [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12]],
  ['RGESN', rgesn, [10, 10, 7, 15, 8, 7, 4, 10, 7]],
] as const)('the table of the %s', (_name, criteria, perTheme) => {
  test('has every criterion once, in order, each in its theme', () => {
    const numbers = perTheme.flatMap((count, theme) =>
      Array.from({ length: count }, (_, index) => `${theme + 1}.${index + 1}`),
    )
    expect(criteria.map(({ critere }) => critere)).toEqual(numbers)
    expect(summaryOf(criteria).themes.map(({ met, unmet, outside }) => met + unmet + outside)).toEqual(perTheme)
    expect(new Set(criteria.map(({ intitule }) => intitule)).size).toBe(criteria.length)
  })

  test('says of each whether it is met, and how that is known', () => {
    const unproved = criteria.filter(({ tests, verification }) => !tests && !verification)
    expect(unproved).toEqual([])
    const states = ['conforme', 'non conforme', 'non applicable']
    expect(criteria.filter(({ etat }) => !states.includes(etat))).toEqual([])
    // What is not met says why, and so does what was only seen.
    expect(criteria.filter(({ etat, verification }) => etat === 'non conforme' && !verification)).toEqual([])
  })

  test('names tests that the suite has', () => {
    const named = criteria.flatMap(({ tests }) => tests.split(' | ')).filter(Boolean)
    expect(named.length).toBeGreaterThan(20)
    expect([...new Set(named)].filter((evidence) => !isTested(evidence))).toEqual([])
  })

  test('is given away whole, as a spreadsheet opens it', async () => {
    const address = criteria === rgaa ? '/accessibilite/rgaa.csv' : '/ecoconception/rgesn.csv'
    const answer = await openSite().visitor.get(address).expect(200)
    expect(answer.headers['content-type']).toContain('text/csv')
    expect(answer.text.startsWith('\ufeff')).toBe(true)
    const [head = [], ...lines] = parse(answer.text, { bom: true, delimiter: ';' }) as string[][]
    expect(lines.map(([critere]) => critere)).toEqual(criteria.map(({ critere }) => critere))
    expect(lines.map((line) => line[head.indexOf('État')])).toEqual(criteria.map(({ etat }) => etat))
  })
})

test('a test that is not there, or is left out, proves nothing', () => {
  expect(isTested('gates.test.ts › every state too')).toBe(true)
  expect(isTested('gates.test.ts › every state, too')).toBe(false)
  expect(isTested('nowhere.test.ts › every state too')).toBe(false)
  suite.set('left-out.test.ts', "test.skip('one day', () => {})\ntest('today', () => {})")
  expect(isTested('left-out.test.ts › one day')).toBe(false)
  expect(isTested('left-out.test.ts › today')).toBe(true)
})

describe('the statement of accessibility', () => {
  const audit = { on: '2023-01-10', by: 'Cabinet Exemple' }

  test('says « non conforme » until an audit says otherwise, then what its rate makes it, for three years', () => {
    const clock = testClock()
    expect(conformityOf(null, 100, clock)).toBe('non conforme')
    expect(conformityOf(audit, 49, clock)).toBe('non conforme')
    expect(conformityOf(audit, 50, clock)).toBe('partiellement conforme')
    expect(conformityOf(audit, 99, clock)).toBe('partiellement conforme')
    expect(conformityOf(audit, 100, clock)).toBe('totalement conforme')
    expect(conformityOf(audit, 100, testClock('2026-01-10T23:00'))).toBe('totalement conforme')
    expect(conformityOf(audit, 100, testClock('2026-01-11T09:00'))).toBe('non conforme')
  })

  test('counts what applies, and rounds nothing up', () => {
    const of = (...states: Criterion['etat'][]) => states.map((etat) => ({ ...rgaa[0]!, etat }))
    expect(rateOf(of('conforme', 'non conforme', 'non applicable'))).toBe(50)
    expect(
      rateOf(
        Array.from({ length: 299 }, () => of('conforme'))
          .flat()
          .concat(of('non conforme')),
      ),
    ).toBe(99)
    const weighed = rgesn.filter(({ etat }) => etat !== 'non applicable')
    const weight = ({ priorite }: Criterion) => ({ Prioritaire: 6, Recommandé: 5, Modéré: 4 })[priorite ?? ''] ?? 0
    const sum = (some: Criterion[]) => some.reduce((total, one) => total + weight(one), 0)
    const met = weighed.filter(({ etat }) => etat === 'conforme')
    expect(rateOf(rgesn)).toBe(Math.floor((100 * sum(met)) / sum(weighed)))
  })

  test('shows the stored table: its state, its rate, its themes, and all that is not met', async () => {
    const { visitor } = openSite()
    const { text } = await visitor.get('/accessibilite').expect(200)
    expect(statement.audit).toBeNull()
    expect(text).toContain('Ce site est <b>non conforme</b>')
    expect(text).toContain('Accessibilité : non conforme</a>')
    const [met, unmet] = [countIn(rgaa, 'conforme'), countIn(rgaa, 'non conforme')]
    expect(text).toContain(`${met} des ${met + unmet} critères applicables sont tenus, soit ${rateOf(rgaa)}&nbsp;%`)
    for (const { theme, met, unmet, outside } of summaryOf(rgaa).themes)
      expect(text).toContain(`<th scope="row">${theme}</th><td>${met}</td><td>${unmet}</td><td>${outside}</td>`)
    expect(text.match(/\(critère [\d.]+\)/g)).toHaveLength(unmet)
    for (const part of [
      date(statement.checkedOn),
      'axe-core',
      'JavaScript',
      'Défenseur des droits',
      '/accessibilite/rgaa.csv',
    ])
      expect(text).toContain(part)
  })

  test('the home page says the same word once', async () => {
    const { text } = await openSite().visitor.get('/')
    expect(text.match(/Accessibilité : (?:non|partiellement|totalement) conforme/g)).toEqual([
      'Accessibilité : non conforme',
    ])
  })
})
