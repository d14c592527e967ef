import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formKinds } from '../src/forms/kinds.ts'
import type { Typed } from '../src/web/fields.ts'
import { completeCarteBlanche, completeForm, completeRex } from './support/forms.ts'
import { messagesOf, textOf } from './support/send.ts'
import { openSite } from './support/site.ts'
import { wrongAnswers } from './support/wrong-answers.ts'

const site = openSite()

/** The forms, each with a complete answer, in each way of filling it in. */
const forms: { title: string; slug: string; complete: Typed; hidden?: string[] }[] = [
  { title: 'an event', slug: 'evenement', complete: completeForm },
  {
    title: 'an event of three slots',
    slug: 'evenement',
    complete: { ...completeForm, creneaux: '3', ...threeSlots() },
  },
  { title: 'a fiche REX', slug: 'rex', complete: completeRex },
  { title: 'a carte blanche', slug: 'carte-blanche', complete: completeCarteBlanche },
]

function threeSlots() {
  return { jour_2: 'mardi 23', debut_2: '9 h', fin_2: '10 h', jour_3: '24/05/2023', moment_3: 'matin' }
}

const send = (slug: string, typed: Typed) => site.visitor.submit(`/proposer/${slug}`, typed)

describe.each(forms)('$title', ({ slug, complete }) => {
  const kind = formKinds[slug]!
  const order = kind.sectionsOf(complete).flatMap(({ fields, more }) => [...fields, ...(more?.fields ?? [])])
  // what is said of an image is of no account without one
  const wrong = wrongAnswers(kind.fields, order).filter(
    ({ name }) => slug === 'evenement' || !name.startsWith('visuel'),
  )

  test('the complete answer has nothing to correct', async () => {
    const answer = await send(slug, complete)
    expect(messagesOf(answer.text)).toEqual([])
    expect(answer.status).toBe(303)
    expect(wrong.length).toBeGreaterThan(order.length)
  })

  test('every single wrong answer that the schema tells is said once, at its field, and nothing is lost', async () => {
    const silent: string[] = []
    for (const { name, value, cause } of wrong) {
      const typed = { ...complete, [name]: value }
      const page = await send(slug, typed)
      const messages = messagesOf(page.text)
      if (page.status !== 422 || !page.text.includes(`<a href="#${name}">`))
        silent.push(`${name}: ${JSON.stringify(value).slice(0, 30)}`)
      else expectContract(page.text, name, cause, messages)
    }
    expect(silent).toEqual([])
  })

  test('any mixture of wrong answers is told in the order of the form, each once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...wrong.filter(({ name }) => !('when' in kind.fields[name]!))), {
          selector: ({ name }) => name,
          minLength: 2,
          maxLength: 8,
        }),
        async (some) => {
          const typed = { ...complete, ...Object.fromEntries(some.map(({ name, value }) => [name, value])) }
          const page = await send(slug, typed).expect(422)
          const linked = [...page.text.matchAll(/<li><a href="#(\w+)">/g)].map((match) => match[1] ?? '')
          expect(linked).toEqual(expect.arrayContaining(some.map(({ name }) => name)))
          expect(new Set(linked).size).toBe(linked.length)
          expect(linked).toEqual([...linked].sort((a, b) => order.indexOf(a) - order.indexOf(b)))
          expect(textOf(page.text)).toContain(`<h2>${linked.length}\u00a0points à corriger</h2>`)
        },
      ),
      { numRuns: 12 },
    )
  })
})

/** A8 and A10: summary first, the same words at the field, the field tied to them and not folded away. */
function expectContract(html: string, name: string, cause: RegExp, messages: string[]) {
  const text = textOf(html)
  const message = textOf(new RegExp(`<a href="#${name}">([^<]*)</a>`).exec(html)?.[1] ?? '')
  expect(messages).toContain(message)
  expect(message.replaceAll('\u00a0', ' ')).toMatch(cause)
  expect(message).toMatch(/^[^:]+ ?: /)
  expect(message).not.toMatch(/invalide|erreur de saisie|ce champ|interdit|oups|veuillez|désolé/i)

  expect(text.split(message)).toHaveLength(3)
  expect(html).toMatch(new RegExp(`id="${name}"[^>]*aria-invalid="true"`))
  expect(html).toMatch(
    new RegExp(
      `id="${name}"[^>]*aria-describedby="[^"]*${name}-erreur"|aria-describedby="[^"]*${name}-erreur"[^>]*id="${name}"`,
    ),
  )
  expect(html).toContain(`id="${name}-erreur"`)
  expect(html).toContain('<title>Erreur : ')
  expect(html.indexOf('role="alert"')).toBeLessThan(html.indexOf('<h1'))
  const folds = html.slice(0, html.indexOf(`id="${name}"`)).match(/<details[^>]*>|<\/details>/g) ?? []
  if (folds.at(-1)?.startsWith('<details')) expect(folds.at(-1)).toContain(' open')
}

// What only makes sense together, one fault each.
const causes: [string, string, Typed, RegExp][] = [
  ['evenement', 'titre', { titre: 'Court' }, /10 caractères au moins/],
  ['evenement', 'titre', { titre: 'ATELIER DE SOURÇAGE INCLUSIF' }, /majuscules/],
  ['evenement', 'themes', { themes: ['insertion', 'handicap', 'reemploi', 'numerique'] }, /3 choix au plus/],
  ['evenement', 'jour', { jour: 'bientôt' }, /25 mai ou 25\/05\/2023/],
  ['evenement', 'jour', { jour: '31/02/2023' }, /n’existe pas/],
  ['evenement', 'jour', { jour: 'mardi 25 mai' }, /le 25 mai 2023 est un jeudi, pas un mardi/],
  ['evenement', 'jour', { jour: 'mardi 30' }, /« mardi 30 » ne suffit pas.*25 mai/],
  ['evenement', 'jour', { jour: '25 mia' }, /« mia » n’est pas un mois.*25 mai/],
  ['evenement', 'debut', { debut: '25 h' }, /8 h 30/],
  ['evenement', 'debut', { debut: '', fin: '' }, /moment de la journée/],
  ['evenement', 'debut', { debut: '' }, /puisque vous donnez une heure de fin/],
  ['evenement', 'fin', { fin: 'midi pile' }, /10 h ou 16:30/],
  ['evenement', 'fin', { fin: '13 h' }, /n’est pas après le début/],
  ['evenement', 'jour_2', { creneaux: '2', debut_2: '9 h' }, /du 2e créneau : indiquez le jour/],
  [
    'evenement',
    'fin_2',
    { creneaux: '2', jour_2: '24 mai', debut_2: '9 h', fin_2: '8 h' },
    /du 2e créneau.*n’est pas après/,
  ],
  ['evenement', 'jour_2', { creneaux: '2', jour_2: '25 mai', debut_2: '14 h', fin_2: '16 h 30' }, /déjà donné/],
  ['evenement', 'commune', { commune: '' }, /où l’événement a lieu/],
  ['evenement', 'commune', { commune: 'Atlantis sur Lune' }, /n’est pas dans la liste/],
  ['evenement', 'position', { position: 'près de la mairie' }, /coordonnées/],
  ['evenement', 'position', { position: '48.8566, 2.3522' }, /km de Lisieux/],
  ['evenement', 'lien_en_ligne', { participation: 'mixte' }, /réservez-le/],
  [
    'evenement',
    'lien_reserve',
    { participation: 'en-ligne', commune: '', lien_reserve: ['oui'], inscription: 'libre' },
    /l’entrée est libre/,
  ],
  ['evenement', 'inscription_url', { inscription_url: '' }, /pour s’inscrire/],
  ['evenement', 'date_limite', { date_limite: '26 mai' }, /après le premier créneau/],
  ['evenement', 'date_limite', { date_limite: '31 février' }, /n’existe pas/],
  ['evenement', 'date_limite', { date_limite: 'le 19' }, /« le 19 » ne suffit pas.*19 mai/],
  ['evenement', 'publier', { publier: '' }, /choisissez une des réponses/],
  ['evenement', 'tarif', { gratuit: 'non' }, /combien coûte/],
  ['evenement', 'mots_cles', { mots_cles: 'a\nb\nc\nd\ne\nf\ng' }, /6 lignes au plus/],
  ['evenement', 'coorganisateurs', { coorganisateurs: `Un\n${'x'.repeat(151)}` }, /ligne 2 dépasse/],
  ['evenement', 'contact_public_courriel', { contact_public_courriel: '' }, /puisque la vôtre reste privée/],
  ['rex', 'montant', { montant: '', tranche: '' }, /hors taxes, ou choisissez une tranche/],
  ['rex', 'montant', { montant: '168 000 € TTC' }, /« TTC » n’est pas hors taxes.*168 000/],
  ['rex', 'montant', { montant: 'environ 168 000' }, /« environ » est de trop/],
  ['rex', 'duree_mois', { duree_mois: '6 semaines' }, /« semaines » .* 36 mois ou 3 ans/],
  ['rex', 'duree_mois', { duree_mois: 'trois ans' }, /« trois ans » n’est pas un nombre entier/],
  ['rex', 'criteres', { criteres: 'Prix : 40\nQualité : 50' }, /100/],
  [
    'rex',
    'considerations_sociales',
    { considerations_sociales: ['Clause sociale', 'Pas de considération sociale'] },
    /exclut/,
  ],
  ['rex', 'accord_acheteur', { accord_acheteur: '' }, /oui ou par non/],
  ['rex', 'accord_titulaire', { accord_titulaire: '' }, /oui ou par non/],
  ['carte-blanche', 'texte', { texte: 'Trop court.' }, /500 caractères au moins/],
  ['carte-blanche', 'citation_role', { citation: 'Nous recommencerons.', citation_role: '' }, /fonction/],
]

test.each(causes)('%s: one fault in « %s » gives one message that names it: %j', async (slug, name, changes, cause) => {
  const complete = forms.find((form) => form.slug === slug)?.complete
  const page = await send(slug, { ...complete, ...changes }).expect(422)
  const messages = messagesOf(page.text)
  expect(messages).toHaveLength(1)
  expectContract(page.text, name, cause, messages)
})

test('whatever is typed comes back as it was typed, in every form', async () => {
  const hostile = fc.constantFrom(
    '"><svg onload=alert(1)>',
    "l'été « & » <%= 7*7 %>",
    '{{7*7}}',
    '&amp;&#39;',
    '   espaces   ',
    '</textarea>',
    '\t',
  )
  const anything = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll(/[\r\n\0]/g, ' '))
  for (const { slug, complete } of forms) {
    const kind = formKinds[slug]!
    const texts = kind
      .sectionsOf(complete)
      .flatMap(({ fields, more }) => [...fields, ...(more?.fields ?? [])])
      .filter((name) => ['text', 'email', 'tel', 'url', 'textarea'].includes(kind.fields[name]?.kind ?? ''))
    await fc.assert(
      fc.asyncProperty(
        fc.record(Object.fromEntries(texts.map((name) => [name, fc.oneof(anything, hostile)]))),
        async (typed) => {
          // the title always fails, so that the form always comes back
          const page = await send(slug, { ...complete, ...(typed as Record<string, string>), titre: '' }).expect(422)
          for (const name of texts.filter((one) => one !== 'titre')) expect(typedIn(page.text, name)).toBe(typed[name])
        },
      ),
      { numRuns: 8 },
    )
  }
})

test('what is wrong is said in one go, whatever else is still open', async () => {
  const event = await send('evenement', { ...completeForm, participation: '', commune: 'Caenn' }).expect(422)
  expect(messagesOf(event.text)).toEqual([expect.stringMatching(/^Participation/), expect.stringMatching(/Caenn/)])
  const rex = await send('rex', { ...completeRex, alloti: '', nombre_lots: '-3' }).expect(422)
  expect(messagesOf(rex.text)).toContainEqual(expect.stringMatching(/^Nombre de lots\s: écrivez un nombre entier/))
  // what does not concern them is still left alone
  await send('rex', { ...completeRex, alloti: 'non', nombre_lots: '-3', lots_reserves: '' }).expect(303)
})

test('an address that begins with www. is read as people mean it', async () => {
  const kept = await send('evenement', { ...completeForm, inscription_url: 'www.asso-jardins.example/inscription' })
  expect(kept.status).toBe(303)
  const check = await site.visitor.get(kept.headers.location ?? '').expect(200)
  expect(check.text).toContain('https://www.asso-jardins.example/inscription')
})

test('« oui ou non » is only said of questions with two answers', async () => {
  for (const { slug, complete } of forms) {
    const { fields, sectionsOf } = formKinds[slug]!
    const asked = sectionsOf(complete).flatMap((section) => [...section.fields, ...(section.more?.fields ?? [])])
    const left = Object.fromEntries(asked.filter((name) => fields[name]?.options).map((name) => [name, '']))
    const page = await send(slug, { ...complete, ...left }).expect(422)
    const said = asked.filter((name) => new RegExp(`<a href="#${name}">[^<]*oui ou par non`).test(page.text))
    expect(said.length).toBeGreaterThan(0)
    expect(said.filter((name) => fields[name]?.options?.length !== 2)).toEqual([])
  }
})

function typedIn(html: string, name: string) {
  const textarea = new RegExp(`<textarea id="${name}"[^>]*>\\n?([^<]*)</textarea>`).exec(html)?.[1]
  const input = new RegExp(`<input id="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1]
  // a question that nobody answered may be folded away
  return textOf(textarea ?? input ?? '')
}
