import { expect, test } from 'vitest'
import type { Question } from '../src/sheets/questions.ts'
import { text } from '../src/web/fields.ts'

// A question is added to the schema before anything has read it, as whoever edits the schema does.
const { rexParts } = await import('../src/sheets/rex-fields.ts')
const story = rexParts.find(({ id }) => id === 'recit')?.questions as unknown as Record<string, Question>
const name = 'benevoles'
const answer = 'Six personnes du quartier'
story[name] = text({ label: 'Bénévoles engagés', hint: 'Combien, et d’où.', max: 200 })

const { blanks, formats } = await import('../src/blanks/lists.ts')
const { madeSheet } = await import('../src/blanks/made.ts')
const { allAsked, outlineOf } = await import('../src/blanks/outline.ts')
const { partsOf } = await import('../src/sheets/forms.ts')
const { blankSetting, fillDocx, fillPdf } = await import('./support/blanks.ts')
const { completeRex } = await import('./support/forms.ts')
const { linkIn } = await import('./support/send.ts')
const { openSite } = await import('./support/site.ts')

const site = openSite()
const { visitor } = site
const typed = { ...completeRex, [name]: answer }

test('a question added to the schema is asked, sent, told at the desk, published and exported', async () => {
  const form = (await visitor.get('/proposer/rex').expect(200)).text
  expect(form).toContain('<label for="benevoles">Bénévoles engagés')

  const kept = await visitor.submit('/proposer/rex', typed).expect(303)
  expect((await visitor.get(String(kept.headers.location))).text).toContain(answer)
  await visitor.post(String(kept.headers.location)).expect(303)
  const mail = (await site.mails()).find(({ text }) => linkIn(text, '/decision/'))
  expect(mail?.text).toContain(answer)
  const decision = linkIn(mail?.text, '/decision/')
  expect((await visitor.get(decision)).text).toContain(answer)
  await visitor.post(`${decision}/publication`).expect(303)

  const page = (await visitor.get('/rex/un-lot-de-nettoyage-confie-a-une-entreprise-adaptee').expect(200)).text
  expect(page).toContain('Bénévoles engagés')
  expect(page).toContain(answer)
  const csv = (await site.coordinator().get('/moderation/exports/fiches-rex.csv?statut=published').expect(200)).text
  expect(csv).toContain('Bénévoles engagés')
  expect(csv).toContain(answer)
})

test.each(formats)('and asked in the sheet to fill, as a %s, whose answer comes back', async (format) => {
  const [rex] = blanks
  const { bytes } = await madeSheet(rex, format, blankSetting)
  const asked = allAsked(outlineOf(partsOf('rex', 'typed')))
  expect(asked.find((one) => one.name === name)?.label).toBe('Bénévoles engagés')
  const filled = await (format === 'pdf' ? fillPdf : fillDocx)(bytes, asked, typed)
  const kept = await visitor
    .submit('/proposer/rex', { remise: 'fichier' }, { fiche: [`fiche.${format}`, filled] })
    .expect(303)
  const form = (await visitor.get(String(kept.headers.location)).expect(200)).text
  expect(form).toContain(`name="benevoles" type="text" value="${answer}"`)
})
