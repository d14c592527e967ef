import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { newPage, openBrowser } from './support/browser.ts'
import { signedIn } from './support/faults.ts'
import { pdf } from './support/files.ts'
import { serveSite } from './support/served.ts'

const site = await serveSite()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  site.close()
})

let page: Page
const text = () => page.locator('#texte')
beforeEach(async () => {
  const at = { ...site, Cookie: site.coordinator().cookie }
  page = await newPage(browser, { width: 1000, height: 800, baseURL: site.origin, ...signedIn(at) })
  await page.goto('/moderation/pages/contact')
  await text().fill('')
})
afterEach(() => page.context().close())

const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const select = (from: number, to: number) =>
  text().evaluate(
    (area, [start = 0, end = 0]) => (area as HTMLTextAreaElement).setSelectionRange(start, end),
    [from, to],
  )

test('the toolbar marks what is chosen, and « Annuler » takes it back', async () => {
  await text().fill('Un titre\nun\ndeux')
  await select(3, 3)
  await press('Titre')
  expect(await text().inputValue()).toBe('## Un titre\nun\ndeux')
  await select(14, 18)
  await press('Liste')
  expect(await text().inputValue()).toBe('## Un titre\n- un\n- deux')
  await press('Liste')
  expect(await text().inputValue()).toBe('## Un titre\nun\ndeux')
  await select(15, 19)
  await press('Gras')
  expect(await text().inputValue()).toBe('## Un titre\nun\n**deux**')
  await page.keyboard.press('Control+z')
  expect(await text().inputValue()).toBe('## Un titre\nun\ndeux')
  await select(12, 14)
  await press('Lien')
  expect(await text().inputValue()).toBe('## Un titre\n[un](https://)\ndeux')
  // the address is what is written next
  await page.keyboard.insertText('https://exemple.fr')
  expect(await text().inputValue()).toBe('## Un titre\n[un](https://exemple.fr)\ndeux')

  await text().fill('un mot gras')
  await select(3, 6)
  await press('Gras')
  await press('Gras')
  expect(await text().inputValue()).toBe('un mot gras')
  await text().fill('un **mot**')
  await select(3, 10)
  await press('Gras')
  expect(await text().inputValue()).toBe('un mot')
})

const word = `<html xmlns:o="urn:x"><head><style>p.MsoNormal{margin:0}</style></head><body>
<!--StartFragment--><h1>Les<o:p></o:p> kits</h1>
<p class=MsoNormal>Du <b>nouveau</b> pour <span style='font-weight:700'>vous</span>, voyez <a href="https://example.org/kit">le kit</a>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span>·<span>&nbsp;&nbsp; </span></span>Une affiche</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span>·<span>&nbsp; </span></span>Un logo</p>
<ol><li>Un</li><li><p>Deux</p></li></ol><script>alert(1)</script><a href="javascript:x()">piège</a><!--EndFragment--></body></html>`

const paste = async (words: string) => {
  await text().focus()
  await text().evaluate((area, html) => {
    const data = new DataTransfer()
    data.setData('text/html', html)
    data.setData('text/plain', 'brut')
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, words)
}

test('what is pasted from a word processor comes as titles, lists and links alone', async () => {
  await paste(word)
  expect(await text().inputValue()).toBe(
    [
      '## Les kits',
      'Du **nouveau** pour **vous**, voyez [le kit](https://example.org/kit).',
      '- Une affiche\n- Un logo',
      '1. Un\n2. Deux',
      'piège',
    ].join('\n\n'),
  )
})

test('lists keep their numbers and what is below them, words their slant, and no link leads to the desk', async () => {
  const item = (level: number, mark: string, words: string) =>
    `<p class=MsoListParagraph style='mso-list:l0 level${level} lfo1'><span>${mark}<span>&nbsp; </span></span>${words}</p>`
  const at = `${site.origin}/moderation/pages/contact`
  await paste(`<p>Du <i>nouveau</i>, <b><i>fort</i></b><a href="${at}#_ftn1">[1]</a>, <a href="${at}">ici</a> et <a href="${site.origin}/glossaire#ess">là</a>.</p>
${item(1, '·', 'Un point')}${item(2, 'o', 'Un sous-point')}${item(1, '1.', 'étape une')}${item(1, '2.', 'étape deux')}
<p>Puis</p><ul><li>vraie liste<ol><li>imbriquée</li></ol></li><li><p>fin</p></li></ul>`)
  expect(await text().inputValue()).toBe(
    [
      'Du *nouveau*, ***fort***[1], ici et [là](/glossaire#ess).',
      '- Un point\n    - Un sous-point\n1. étape une\n2. étape deux',
      'Puis',
      '- vraie liste\n    1. imbriquée\n- fin',
    ].join('\n\n'),
  )
})

test('« Fichier » sends a file and puts its link in the text, or one that is there already', async () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'aser-')), 'Plan d’accès.pdf')
  writeFileSync(file, pdf())
  await press('Fichier')
  await page.getByLabel('Envoyer un nouveau fichier').setInputFiles(file)
  await page.getByText('son lien est dans le texte').waitFor()
  expect(await text().inputValue()).toMatch(/^\[Plan d’accès \(PDF, 1\s?Ko\)\]\(\/ressources\/plan-d-acces\)$/)
  await text().fill('')
  await page.getByRole('button', { name: /^Insérer : Guide/ }).click()
  expect(await text().inputValue()).toContain('](/ressources/guide-de-l-organisateur)')

  writeFileSync(file.replace('.pdf', '.exe'), 'MZ')
  await page.getByLabel('Envoyer un nouveau fichier').setInputFiles(file.replace('.pdf', '.exe'))
  await page.getByText('doit être un ZIP').waitFor()
})

test('without JavaScript the page is written, looked at and saved all the same', async () => {
  const at = { ...site, Cookie: site.coordinator().cookie }
  const plain = await newPage(browser, {
    width: 360,
    height: 800,
    javaScript: false,
    baseURL: site.origin,
    ...signedIn(at),
  })
  await plain.goto('/moderation/pages/contact')
  expect(await plain.getByRole('button', { name: 'Gras' }).count()).toBe(0)
  await plain.locator('summary', { hasText: 'Un fichier' }).click()
  await plain.getByText('](/ressources/guide-de-l-organisateur)').waitFor()
  await plain.locator('#texte').fill('## Bonjour\n\nÀ **bientôt**.')
  await plain.getByRole('button', { name: 'Aperçu' }).click()
  await plain.getByRole('heading', { name: 'Bonjour', level: 2 }).waitFor()
  await plain.getByRole('button', { name: 'Continuer à écrire' }).click()
  expect(await plain.locator('#texte').inputValue()).toBe('## Bonjour\n\nÀ **bientôt**.')
  await plain.goBack()
  await plain.getByRole('heading', { name: 'Bonjour', level: 2 }).waitFor()
  await plain.goForward()
  await plain.getByRole('button', { name: 'Enregistrer' }).click()
  await plain.goto('/contact')
  await plain.getByRole('heading', { name: 'Bonjour', level: 2 }).waitFor()
  await plain.context().close()
})
