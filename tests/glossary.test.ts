import { expect, test } from 'vitest'
import { filtersIn } from './support/filters.ts'
import { htmlErrors } from './support/html.ts'
import { openSite } from './support/site.ts'

const site = openSite()
const read = async (address: string) => (await site.visitor.get(address).expect(200)).text

test('the glossary explains the words of the filters, in the order of the alphabet', async () => {
  const html = await read('/glossaire')
  const words = [...html.matchAll(/<h2 id="([^"]+)">([^<]+)</g)].map(([, id, word]) => ({ id, word: word ?? '' }))
  for (const id of [
    'ea',
    'esat',
    'siae',
    'rex',
    'cress',
    'carte-blanche',
    'clause-environnementale',
    'critere-environnemental',
    'consideration-sociale-ou-environnementale',
    'titulaire',
    'marche-reserve',
  ])
    expect(words.map((one) => one.id)).toContain(id)
  const inOrder = words.map(({ word }) => word).toSorted((one, other) => one.localeCompare(other, 'fr'))
  expect(words.map(({ word }) => word)).toEqual(inOrder)
  expect(htmlErrors(html)).toEqual([])
})

test('each article that a contract may be reserved by is there, in one piece', async () => {
  const html = await read('/glossaire')
  const reserved = html.split('id="marche-reserve"')[1]?.split('<h2')[0] ?? ''
  for (const slug of filtersIn(await read('/rex'), 'levier')) {
    const article = slug.replace(/^L/, 'L. ')
    expect(reserved.replaceAll('\u00a0', ' ')).toMatch(new RegExp(`<span class="unbroken">[^<]*${article}\\)?</span>`))
  }
})

test('letters lead to the first word of each', async () => {
  const html = await read('/glossaire')
  const letters = [...html.matchAll(/<a href="#([^"]+)">([A-Z])<\/a>/g)].map(([, id, letter]) => [letter, id])
  expect(letters).toContainEqual(['M', 'mapa'])
  expect(letters).toContainEqual(['E', 'ea'])
  expect(letters.map(([letter]) => letter)).not.toContain('Z')
  for (const [, id] of letters) expect(html).toContain(`id="${id}"`)
})
