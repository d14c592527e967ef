import fc from 'fast-check'
import { formKinds } from '../src/forms/kinds.ts'
import { pdf } from '../tests/support/files.ts'
import { completeCarteBlanche, completeForm, completeRex } from '../tests/support/forms.ts'
import { textOf } from '../tests/support/send.ts'
import { openSite } from '../tests/support/site.ts'

// Whatever is typed in a form that comes back is there again, byte for byte, and the file that came with it too.

const cases = 1200
const site = openSite()
const forms = { evenement: completeForm, rex: completeRex, 'carte-blanche': completeCarteBlanche }
const files: Record<string, string> = { evenement: 'fiche_rex', rex: 'piece', 'carte-blanche': '' }

const hostile = fc.constantFrom(
  '"><svg onload=alert(1)>',
  "l'été « & » <%= 7*7 %>",
  '{{7*7}}',
  '&amp;&#39;',
  '   ',
  '</textarea>',
  '\t',
)
const anything = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replaceAll(/[\r\n\0]/g, ' '))

let answers = 0
for (const [slug, complete] of Object.entries(forms)) {
  const kind = formKinds[slug]
  if (!kind) throw new Error(`no form called ${slug}`)
  const asked = kind.sectionsOf(complete).flatMap(({ fields, more }) => [...fields, ...(more?.fields ?? [])])
  const texts = asked.filter(
    (name) => name !== 'titre' && /^(text|email|tel|url|textarea)$/.test(kind.fields[name]?.kind ?? ''),
  )
  const boxes = asked.filter((name) => kind.fields[name]?.kind === 'checkboxes')
  const typedAnswers = fc.record({
    texts: fc.record(Object.fromEntries(texts.map((name) => [name, fc.oneof(anything, hostile)]))),
    boxes: fc.record(
      Object.fromEntries(
        boxes.map((name) => [name, fc.subarray((kind.fields[name]?.options ?? []).map(({ slug }) => slug))]),
      ),
    ),
  })
  await fc.assert(
    fc.asyncProperty(typedAnswers, async (typed) => {
      const file = files[slug]
      const page = await site.visitor.submit(
        `/proposer/${slug}`,
        {
          ...complete,
          ...(typed.texts as Record<string, string>),
          ...(typed.boxes as Record<string, string[]>),
          titre: '',
        },
        file ? { [file]: ['Une pièce d’été.pdf', pdf()] } : {},
      )
      if (page.status !== 422) throw new Error(`answered ${page.status}`)
      if (file && !page.text.includes('Une pièce d’été.pdf')) throw new Error('the file is lost')
      for (const name of texts) same(name, typedIn(page.text, name), String(typed.texts[name]))
      for (const name of boxes)
        same(name, checkedIn(page.text, name), [...(typed.boxes[name] as string[])].sort().join())
      answers += texts.length + boxes.length
    }),
    { numRuns: cases / 3, endOnFailure: true },
  )
}
process.stdout.write(`round trips: ${cases} forms, ${answers} answers, every one as it was typed, every file kept\n`)

function same(name: string, found: string, typed: string) {
  if (found !== typed) throw new Error(`${name}: typed ${JSON.stringify(typed)}, came back ${JSON.stringify(found)}`)
}

function typedIn(html: string, name: string) {
  const textarea = new RegExp(`<textarea id="${name}"[^>]*>\\n?([^<]*)</textarea>`).exec(html)?.[1]
  const input = new RegExp(`<input id="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1]
  return textOf(textarea ?? input ?? '')
}

function checkedIn(html: string, name: string) {
  const checked = html.matchAll(new RegExp(`name="${name}" type="checkbox" value="([^"]*)" checked`, 'g'))
  return [...checked]
    .map(([, value = '']) => textOf(value))
    .sort()
    .join()
}
