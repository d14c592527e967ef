import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventFields } from '../src/events/fields.ts'
import type { Field } from '../src/web/fields.ts'
import { completeForm } from './support/forms.ts'
import { messagesOf, textOf } from './support/send.ts'
import { openSite } from './support/site.ts'

const fields = Object.entries(eventFields) as [string, Field][]
const required = fields.filter(([, field]) => field.required).map(([name]) => name)
const site = openSite()
const send = (changes: Record<string, string | string[]>) =>
  site.visitor.submit('/proposer/evenement', { ...completeForm, ...changes })

const long = (length: number) => 'a'.repeat(length)
const causes: [string, Record<string, string | string[]>, RegExp][] = [
  ['titre', { titre: 'Court' }, /10 caractères au moins/],
  ['titre', { titre: long(101) }, /100 caractères au plus/],
  ['titre', { titre: 'ATELIER DE SOURÇAGE INCLUSIF' }, /majuscules/],
  ['resume', { resume: long(201) }, /200 caractères au plus/],
  ['type', { type: 'concert' }, /Type d’événement/],
  ['themes', { themes: ['insertion', 'handicap', 'reemploi', 'numerique'] }, /3 choix au plus/],
  ['publics', { publics: ['martiens'] }, /Publics visés/],
  ['jour', { jour: 'bientôt' }, /25 mai ou 25\/05\/2023/],
  ['jour', { jour: '31/02/2023' }, /n’existe pas/],
  ['jour', { jour: 'mardi 25 mai' }, /tombe un jeudi/],
  ['jour', { jour: '30 mai' }, /hors de la Semaine/],
  ['debut', { debut: '25 h' }, /8 h 30/],
  ['debut', { debut: '', fin: '' }, /moment de la journée/],
  ['debut', { debut: '' }, /puisque vous donnez une heure de fin/],
  ['fin', { fin: 'midi pile' }, /10 h ou 16:30/],
  ['fin', { fin: '13 h' }, /n’est pas après le début/],
  ['commune', { commune: '' }, /où l’événement a lieu/],
  ['commune', { commune: 'Atlantis' }, /n’est pas dans la liste/],
  ['commune', { commune: '14100 Saint' }, /Commune/],
  ['lien_en_ligne', { participation: 'mixte' }, /puisque l’événement se suit en ligne/],
  ['lien_en_ligne', { participation: 'mixte', lien_en_ligne: 'javascript:alert(1)' }, /adresse complète/],
  ['inscription_url', { inscription_url: '' }, /pour s’inscrire/],
  ['inscription_url', { inscription_url: 'exemple' }, /adresse complète/],
  ['inscription_courriel', { inscription_courriel: 'moi@' }, /nom@exemple\.fr/],
  ['inscription_telephone', { inscription_telephone: 'demain' }, /02 31/],
  ['tarif', { gratuit: 'non' }, /combien coûte/],
  ['contact_courriel', { contact_courriel: 'camille@example' }, /nom@exemple\.fr/],
  ['contact_telephone', { contact_telephone: '02 33 4' }, /02 31/],
  ['contact_public_courriel', { contact_public_courriel: '' }, /puisque la vôtre reste privée/],
]

test.each([...required.map((name) => [name, { [name]: '' }, /.+/] as const), ...causes])(
  'one fault in « %s » gives one message that names it, in the summary and at the field: %j',
  async (name, changes, cause) => {
    const page = await send(changes).expect(422)
    const html = textOf(page.text)
    const [message = '', ...others] = messagesOf(page.text)
    expect(others).toEqual([])
    expect(message.replaceAll('\u00a0', ' ')).toMatch(cause)
    expect(message).toMatch(/^[^:]+ ?: /)
    expect(message).not.toMatch(/invalide|erreur de saisie|ce champ|interdit|oups|veuillez|désolé/i)

    expect(html).toContain(`<a href="#${name}">${message}</a>`)
    expect(html.split(message)).toHaveLength(3)
    expect(html).toMatch(
      new RegExp(`id="${name}"[^>]*aria-invalid="true"|id="${name}"[^>]*aria-describedby="[^"]*${name}-erreur"`),
    )
    expect(html).toContain(`id="${name}-erreur"`)
    expect(page.text).toContain('<title>Erreur : ')
    expect(page.text.indexOf('role="alert"')).toBeLessThan(page.text.indexOf('<h1'))
  },
)

test('every message of the empty form is there, in the order of the form', async () => {
  const page = await site.visitor.submit('/proposer/evenement', { cle: '' }).expect(422)
  const linked = [...page.text.matchAll(/<li><a href="#(\w+)">/g)].map((match) => match[1] ?? '')
  expect(linked).toEqual(expect.arrayContaining(required))
  const order = fields.map(([name]) => name)
  expect(linked).toEqual([...linked].sort((a, b) => order.indexOf(a) - order.indexOf(b)))
})

test('whatever is typed comes back as it was typed', async () => {
  const texts = fields
    .filter(([, { kind }]) => ['text', 'email', 'tel', 'url', 'textarea'].includes(kind))
    .map(([name]) => name)
  const anything = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll(/[\r\n\0]/g, ' '))
  const hostile = fc.constantFrom(
    '"><svg onload=alert(1)>',
    "l'été « & » <%= 7*7 %>",
    '{{7*7}}',
    '&amp;&#39;',
    '   espaces   ',
    '</textarea>',
    '\t',
  )

  await fc.assert(
    fc.asyncProperty(
      fc.record(Object.fromEntries(texts.map((name) => [name, fc.oneof(anything, hostile)]))),
      async (typed) => {
        // the title always fails, so that the form always comes back
        const page = await send({ ...(typed as Record<string, string>), titre: '?' }).expect(422)
        for (const name of texts) expect(typedIn(page.text, name)).toBe(name === 'titre' ? '?' : typed[name])
      },
    ),
    { numRuns: 25 },
  )
})

function typedIn(html: string, name: string) {
  const textarea = new RegExp(`<textarea id="${name}"[^>]*>\\n?([^<]*)</textarea>`).exec(html)?.[1]
  const input = new RegExp(`<input id="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1]
  return textOf(textarea ?? input ?? 'absent')
}
