import { expect, test } from 'vitest'
import { completeForm, completeRex } from './support/forms.ts'
import { textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

// A form that is open in several pages, or sent again from one that was gone back to.

type Form = Record<string, string | string[]>

test('going back and changing one’s mind counts, be it to clear an answer or to put it back', async () => {
  const site = openSite()
  const first = await open(site, '/proposer/evenement')
  const address = await first.keep({
    contact_telephone: '06 00 00 00 00',
    publier: 'oui',
    gratuit: 'non',
    tarif: '10 €',
  })
  const { contact_telephone: _, ...cleared } = { ...completeForm }
  await first.keep({ ...cleared, contact_telephone: '', publier: 'non', gratuit: 'oui', tarif: '' })
  expect(held(site)).toMatchObject({ contact_telephone: '', publier: 'non', gratuit: 'oui', tarif: '' })
  expect(await told(site, address)).not.toContain('avait changé ailleurs')

  const second = await open(site, address)
  await second.keep({ titre: 'Un autre titre' })
  await second.keep({ titre: completeForm.titre })
  expect(held(site)).toMatchObject({ titre: completeForm.titre })
  expect(await told(site, address)).not.toContain('avait changé ailleurs')
})

test('two presses of « Enlever » take one slot away; going back, the one that the page showed', async () => {
  const site = openSite()
  const page = await open(site, await draftWithSlots(site))
  for (const _ of [1, 2]) await page.send({ ...slots, enlever: '1' })
  expect(daysOf(site)).toEqual(['24 mai', '25 mai'])
  await page.send({ ...slots, enlever: '2' })
  expect(daysOf(site)).toEqual(['23 mai', '25 mai'])
  for (const _ of [1, 2]) await page.send({ ...slots, ajouter: 'creneau' })
  expect(held(site)?.creneaux).toBe('4')
})

test('slots go together: nobody’s hour goes to another’s day', async () => {
  const site = openSite()
  const address = await draftWithSlots(site)
  const [one, other] = [await open(site, address), await open(site, address)]
  await one.send({ ...slots, enlever: '1' })
  await other.keep({ ...slots, debut_2: '15 h' })
  expect(daysOf(site)).toEqual(['23 mai', '24 mai', '25 mai'])
  expect(held(site)).toMatchObject({ debut: '14 h', debut_2: '15 h', debut_3: '14 h' })
  expect(await told(site, address)).toMatch(/avait changé ailleurs[\s\S]*<dd>24 mai<\/dd>/)
})

test('a sheet that is to come as a file, and then after all not, has all that was typed', async () => {
  const site = openSite()
  const form = await open(site, '/proposer/rex')
  const address = await form.send({ ...completeRex, remettre: 'fichier' })
  const filed = await open(site, address)
  const { titre, contact_nom } = completeRex
  await filed.send({ titre, contact_nom, remise: 'fichier', remettre: 'saisie' })
  expect(held(site)).toMatchObject({ objet: completeRex.objet, montant: completeRex.montant })
})

const slots = {
  creneaux: '3',
  ...{ jour: '23 mai', debut: '14 h', fin: '16 h' },
  ...{ jour_2: '24 mai', debut_2: '14 h', fin_2: '16 h' },
  ...{ jour_3: '25 mai', debut_3: '14 h', fin_3: '16 h' },
}

const draftWithSlots = async (site: TestSite) => (await open(site, '/proposer/evenement')).keep(slots)

/** A page of the form, as a browser has it before it: whatever it sends carries what the page showed. */
async function open(site: TestSite, address: string) {
  const html = (await site.visitor.get(address).expect(200)).text
  const hidden = Object.fromEntries(
    ['cle', 'page', 'vu'].map((name) => [name, new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '']),
  )
  expect(hidden.page).toMatch(/^[\w-]{8}$/)
  const send = async (form: Form) => {
    const answer = await site.visitor.submit(address, { ...hidden, ...form }).expect(303)
    return String(answer.headers.location).replace(/[?#].*|\/verification$/, '')
  }
  return { send, keep: (changes: Form) => send({ ...completeForm, garder: 'oui', ...changes }) }
}

const held = (site: TestSite): Form | undefined =>
  JSON.parse(String(site.db.prepare('SELECT typed FROM drafts ORDER BY id DESC LIMIT 1').pluck().get()))

function daysOf(site: TestSite) {
  const typed = held(site) ?? {}
  return ['jour', 'jour_2', 'jour_3', 'jour_4'].flatMap((name) => typed[name] || [])
}

const told = async (site: TestSite, address: string) => textOf((await site.visitor.get(address)).text)
