import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { contentOf, type Event } from '../src/events/event.ts'
import { findEvent } from '../src/events/queries.ts'
import { markWithdrawn, stateOccasion } from '../src/events/status.ts'
import { reviseEvent } from '../src/events/write.ts'
import { mergeEvent } from '../src/revisions/merge.ts'
import { diffWords } from '../src/revisions/words.ts'
import { pdf } from './support/files.ts'
import { completeCarteBlanche, completeForm } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { linkIn, messagesOf, propose, textOf } from './support/send.ts'
import { coordinatorEmail, openSite, type TestSite } from './support/site.ts'

const address = '/agenda/atelier-de-sourcage-inclusif'
const reason = 'Gardons le titre annoncé dans le programme.'

describe('a change proposed to an event that is online', () => {
  test('is read answer by answer, private ones too, and goes online only when it is accepted', async () => {
    const site = await online()
    await site.modify({ titre: 'Atelier de sourçage, deuxième', contact_telephone: '02 31 00 00 00' })
    const [, toDesk] = await site.mails()

    const page = (await site.desk.get(site.address).expect(200)).text
    expect(htmlErrors(page)).toEqual([])
    expect(changesIn(page)).toEqual([
      ['Titre', 'Atelier de sourçage inclusif', 'Atelier de sourçage, deuxième'],
      ['Téléphone', 'Non renseigné', '02 31 00 00 00'],
    ])
    expect(page).not.toContain('À trancher')
    expect((await site.visitor.get(address)).text).not.toContain('deuxième')

    await site.visitor.post(`${linkIn(toDesk?.text, '/decision/')}/acceptation`).expect(303)
    const shown = (await site.visitor.get(address).expect(200)).text
    expect(shown).toContain('Atelier de sourçage, deuxième')
    expect(shown).not.toContain('02 31 00 00 00')
    const [told, ...more] = await site.mails()
    expect(more).toEqual([])
    expect(told).toMatchObject({
      to: { address: 'camille@example.org' },
      replyTo: { address: coordinatorEmail },
      subject: 'Modification en ligne : Atelier de sourçage, deuxième',
    })
    expect(told?.text).toContain(`${site.config.baseUrl}${address}`)
    expect(linkIn(told?.text, '/suivi/')).toBe(site.follow)
    const [calendar] = told?.attachments ?? []
    expect(String(calendar?.content)).toContain('SUMMARY:Atelier de sourçage\\, deuxième')
    expect(String(calendar?.content)).toContain('SEQUENCE:1')
    expect((await site.desk.get(site.address)).text).toMatch(/Modification acceptée\s+par coordination@example\.org/)
  })

  test('is refused with a reason, which its author reads by mail and in the thread; nothing online changes', async () => {
    const site = await online()
    await site.modify({ titre: 'Un titre qui ne va pas' }, { programme: ['Programme.pdf', pdf()] })
    await site.mails()
    const missing = await site.desk.post(`${site.address}/rejet`, { motif: 'non' }).expect(422)
    expect(messagesOf(missing.text)).toEqual([expect.stringContaining('Motif du refus')])
    expect(missing.text).toContain('non</textarea>')
    expect(await site.mails()).toEqual([])

    await site.desk.post(`${site.address}/rejet`, { motif: reason }).expect(303)
    const shown = (await site.visitor.get(address)).text
    expect(shown).toContain('Atelier de sourçage inclusif')
    expect(shown).not.toContain('Programme.pdf')
    const [told] = await site.mails()
    expect(told).toMatchObject({ to: { address: 'camille@example.org' }, replyTo: { address: coordinatorEmail } })
    expect(told?.text).toContain(reason)
    expect((await site.visitor.get(site.follow)).text).toContain(reason)
    const page = (await site.desk.get(`${site.address}?fait=rejet`)).text
    expect(page).toContain('La modification est refusée')
    expect(page).not.toContain('id="modification"')
    expect(page).toMatch(/Modification refusée\s+par/)
  })

  test('waits in the queue since it was proposed, with its tag and in the count, until it is decided', async () => {
    const site = await online()
    const waiting = await countIn(site)
    await site.modify({ titre: 'Atelier de sourçage, deuxième' })
    const queue = (await site.desk.get('/moderation')).text
    const rows = queue.match(/<li id="proposition-[\s\S]*?<\/li>/g) ?? []
    expect(rows.at(-1)).toMatch(
      /Atelier de sourçage inclusif<[\s\S]*<span class="tag">Modification<[\s\S]*arrivée aujourd’hui/,
    )
    expect(await countIn(site)).toBe(waiting + 1)
    const before = /href="([^"]+)"/.exec(rows.at(-2) ?? '')?.[1] ?? ''
    expect(textOf((await site.desk.get(before)).text)).toContain('Suivante : Atelier de sourçage inclusif')

    await site.desk.post(`${site.address}/acceptation`).expect(303)
    expect(await countIn(site)).toBe(waiting)
    expect((await site.desk.get('/moderation')).text).not.toContain('<span class="tag">Modification<')
  })

  test('brings its documents: a programme beside the one before, an image in the place of the other', async () => {
    const image = { visuel_alt: 'Un atelier vu de la cour', visuel_droits: 'oui' }
    const site = await online(image, { visuel: ['Avant.png', await png('#0e5b47')], programme: ['Un.pdf', pdf('Un')] })
    await site.modify(
      { ...image, visuel_alt: 'La cour, repeinte' },
      { visuel: ['Apres.png', await png('#7a3672')], programme: ['Deux.pdf', pdf('Deux')] },
    )
    const decision = linkIn((await site.mails())[1]?.text, '/decision/')
    const page = (await site.visitor.get(decision)).text
    const documents = [...page.matchAll(/(?:href|src)="(\/decision\/[^"]+\/documents\/\d+)"/g)].map(([, url]) => url)
    for (const url of new Set(documents)) await site.visitor.get(String(url)).expect(200)
    expect(new Set(documents).size).toBe(4)
    expect(page).toContain('alt="Un atelier vu de la cour"')
    expect(page).toContain('alt="La cour, repeinte"')
    expect(page).toContain('À savoir : ')
    const before = imagesIn((await site.visitor.get(address)).text)
    expect(before).toHaveLength(1)

    const unread = await site.visitor.post(`${decision}/acceptation`).expect(422)
    expect(messagesOf(unread.text)).toEqual([expect.stringContaining('Document à regarder')])
    expect((await site.visitor.get(address)).text).not.toContain('Deux.pdf')
    await site.visitor.post(`${decision}/acceptation`, { confirmer: 'oui' }).expect(303)

    const shown = (await site.visitor.get(address)).text
    expect(shown).toContain('Un.pdf')
    expect(shown).toContain('Deux.pdf')
    expect(imagesIn(shown)).toHaveLength(1)
    expect(imagesIn(shown)).not.toEqual(before)
    for (const url of new Set(documents)) await site.visitor.get(String(url)).expect(404)
    expect((await site.visitor.get(decision)).text).not.toContain('camille@example.org')
  })

  test('takes only what it changes: what somebody else changed since stays, and a conflict is said with its three values', async () => {
    const site = await online()
    await site.modify({ titre: 'Le titre proposé', resume: 'Le résumé proposé.' })
    const event = site.event()
    const today = { ...contentOf(event), title: 'Le titre de la coordination', organiserName: 'Réseau Exemple' }
    site.db.transaction(() => reviseEvent(site.db, site.clock, event.id, today))()

    const page = textOf((await site.desk.get(site.address)).text).replaceAll('\u00a0', ' ')
    expect(changesIn(page)).toEqual([
      ['Titre', 'Le titre de la coordination', 'Le titre proposé'],
      ['Résumé', completeForm.resume, 'Le résumé proposé.'],
    ])
    const conflicts = page.match(/À trancher[\s\S]*?<\/p>/g)
    expect(conflicts).toEqual([expect.stringContaining('Au départ : « Atelier de sourçage inclusif »')])
    expect(conflicts?.[0]).toContain('En ligne aujourd’hui : « Le titre de la coordination »')
    expect(conflicts?.[0]).toContain('Proposé : « Le titre proposé »')

    await site.desk.post(`${site.address}/acceptation`).expect(303)
    expect(site.event()).toMatchObject({
      title: 'Le titre proposé',
      summary: 'Le résumé proposé.',
      organiserName: 'Réseau Exemple',
      slug: 'atelier-de-sourcage-inclusif',
    })
  })

  test('takes what its author changed in the form as it was opened: what somebody else changed since stays', async () => {
    const site = await online()
    const send = await site.begin()
    const today = { ...contentOf(site.event()), organiserName: 'Réseau Exemple' }
    site.db.transaction(() => reviseEvent(site.db, site.clock, site.event().id, today))()

    await send({ titre: 'Le titre proposé' })
    expect(changesIn((await site.desk.get(site.address)).text)).toEqual([
      ['Titre', 'Atelier de sourçage inclusif', 'Le titre proposé'],
    ])
    await site.desk.post(`${site.address}/acceptation`).expect(303)
    expect(site.event()).toMatchObject({ title: 'Le titre proposé', organiserName: 'Réseau Exemple' })
  })

  test('joins the one that a colleague has sent meanwhile', async () => {
    const site = await online()
    const colleague = { collegue_nom: 'Dominique Exemple', collegue_courriel: 'dominique@example.org' }
    await site.visitor.post(`${site.follow}/collegues`, colleague).expect(303)
    const theirs = linkIn((await site.mails())[0]?.text, '/suivi/')
    const send = await site.begin()
    const sendTheirs = await site.begin(theirs)

    await sendTheirs({ resume: 'Le résumé du collègue.' })
    await send({ titre: 'Le titre proposé' })
    expect(changesIn((await site.desk.get(site.address)).text)).toEqual([
      ['Titre', 'Atelier de sourçage inclusif', 'Le titre proposé'],
      ['Résumé', completeForm.resume, 'Le résumé du collègue.'],
    ])
  })

  test('says in its mail what it changes and brings only its new files; what is suspicious in it is flagged', async () => {
    const site = await online({}, { programme: ['Un.pdf', pdf('Un')] })
    const links = Array.from({ length: 6 }, (_, index) => `https://exemple${index}.example.org`).join(' ')
    await site.modify({ titre: 'Le titre proposé', description: links }, { programme: ['Deux.pdf', pdf('Deux')] })
    const [, told] = await site.mails()
    expect(told?.subject).toContain('Modification')
    expect(told?.text).toMatch(
      /– Titre\n {2}aujourd’hui : Atelier de sourçage inclusif\n {2}proposé : Le titre proposé\n/,
    )
    expect(told?.text).not.toContain('Résumé')
    expect(told?.html).toContain('Ce qui change')
    expect(told?.attachments?.map(({ filename }) => filename)).toEqual(['Deux.pdf'])
    const flag = 'envoi suspect : beaucoup de liens'
    expect(told?.text).toContain(flag)
    expect((await site.desk.get(site.address)).text).toContain(flag)
    expect((await site.desk.get('/moderation')).text).toContain(flag)

    await site.modify({ titre: 'Le titre proposé', description: 'Sans lien.' })
    expect((await site.desk.get('/moderation')).text).not.toContain(flag)
  })

  test('taken back before its mail could leave is not told', async () => {
    const site = await online()
    await site.modify({ titre: 'Le titre proposé' })
    await site.visitor.post(`${site.follow}/modification/retrait`, { confirme: 'oui' }).expect(303)
    expect((await site.mails()).map(({ subject }) => subject)).not.toContainEqual(
      expect.stringContaining('Modification :'),
    )
    await site.modify({ titre: 'Le titre proposé' })
    expect((await site.mails()).map(({ subject }) => subject)).toContainEqual(expect.stringContaining('Modification :'))
  })

  test('does not undo what was announced meanwhile, and a new day ends « reporté »', async () => {
    const site = await online()
    stateOccasion(site.db, site.clock, site.event(), {
      occasion: 'moved_online',
      by: 'organiser',
      link: 'https://visio.example.org/atelier',
    })
    await site.modify({ titre: 'Atelier de sourçage, deuxième' })
    await site.desk.post(`${site.address}/acceptation`).expect(303)
    expect(site.event()).toMatchObject({ occasion: 'moved_online', occasionLink: 'https://visio.example.org/atelier' })

    stateOccasion(site.db, site.clock, site.event(), { occasion: 'postponed', by: 'organiser' })
    await site.modify({ titre: 'Atelier de sourçage, troisième' })
    await site.desk.post(`${site.address}/acceptation`).expect(303)
    expect(site.event().occasion).toBe('postponed')
    await site.modify({ titre: 'Atelier de sourçage, troisième', jour: '26 mai' })
    expect(changesIn((await site.desk.get(site.address)).text)).toEqual([
      ['Créneaux', expect.stringContaining('25'), expect.stringContaining('26')],
    ])
    await site.desk.post(`${site.address}/acceptation`).expect(303)
    expect(site.event()).toMatchObject({ occasion: 'rescheduled', occasionBy: 'organiser' })
  })

  test('to a new address of its author is told to that address, with the link that now opens', async () => {
    const site = await online()
    await site.modify({ contact_courriel: 'nouvelle@example.org' })
    await site.mails()
    await site.desk.post(`${site.address}/acceptation`).expect(303)
    const [told] = await site.mails()
    expect(told).toMatchObject({ to: { address: 'nouvelle@example.org' } })
    await site.visitor.get(site.follow).expect(410)
    await site.visitor.get(linkIn(told?.text, '/suivi/')).expect(200)
  })

  test('is not decided unread: replaced, decided or without an object since, the answer says so and keeps the words', async () => {
    const site = await online()
    await site.modify({ titre: 'Une première idée' })
    const vu = versionIn((await site.desk.get(site.address)).text)
    site.clock.advance({ minutes: 3 })
    await site.modify({ titre: 'Une meilleure idée' })
    const late = await site.desk.post(`${site.address}/rejet`, { motif: reason, vu }).expect(409)
    expect(late.text).toContain(reason)
    await site.desk.post(`${site.address}/acceptation`, { vu }).expect(409)
    expect(site.event().title).toBe('Atelier de sourçage inclusif')

    const seen = versionIn((await site.desk.get(site.address)).text)
    await site.visitor.post(`${site.follow}/retrait`, { confirme: 'oui' }).expect(303)
    await site.mails()
    const gone = await site.desk.post(`${site.address}/acceptation`, { vu: seen }).expect(409)
    expect(textOf(gone.text)).toContain('n’a plus d’objet')
    expect(textOf(gone.text)).toContain('Retiré')
    expect(await site.mails()).toEqual([])
    expect((await site.desk.get('/moderation')).text).not.toContain('Une meilleure idée')
  })
})

test('a change to what is no longer online is neither listed, nor shown, nor accepted', async () => {
  const site = await online()
  await site.modify({ titre: 'Une meilleure idée' })
  const waiting = await countIn(site)
  markWithdrawn(site.db, site.clock, site.event())
  expect(await countIn(site)).toBe(waiting - 1)
  expect((await site.desk.get(site.address)).text).not.toContain('Une meilleure idée')
  await site.desk.post(`${site.address}/acceptation`).expect(409)
  expect(site.event()).toMatchObject({ status: 'withdrawn', title: 'Atelier de sourçage inclusif' })
})

test('what waits is corrected by several people without any undoing what another has sent', async () => {
  const site = openSite()
  const follow = await propose(site)
  const one = found(site, follow, '/moderation/evenements', completeForm)
  const colleague = { collegue_nom: 'Dominique Exemple', collegue_courriel: 'dominique@example.org' }
  await site.visitor.post(`${follow}/collegues`, colleague).expect(303)
  const theirs = linkIn((await site.mails()).at(-1)?.text, '/suivi/')
  const send = await one.begin()
  const sendTheirs = await one.begin(theirs)
  await sendTheirs({ resume: 'Le résumé du collègue.' })
  await send({ titre: 'Le titre corrigé' })
  expect(one.event()).toMatchObject({
    status: 'pending',
    title: 'Le titre corrigé',
    summary: 'Le résumé du collègue.',
    privateEmail: 'camille@example.org',
  })
})

describe('a change proposed to a sheet that is online', () => {
  test('is accepted like that of an event, with the consents of its new form', async () => {
    const site = await onlineSheet()
    await site.modify({ chapo: 'Un tout autre chapô, plus court.', accord_reseaux: 'oui' })
    const page = (await site.desk.get(site.address)).text
    expect(htmlErrors(page)).toEqual([])
    expect(changesIn(page)).toEqual([
      ['Chapô', completeCarteBlanche.chapo, 'Un tout autre chapô, plus court.'],
      ['Réseaux sociaux', 'Non', 'Oui'],
    ])
    await site.mails()
    await site.desk.post(`${site.address}/acceptation`).expect(303)

    const shown = (await site.visitor.get(site.public).expect(200)).text
    expect(shown).toContain('Un tout autre chapô, plus court.')
    expect(shown).toContain(completeCarteBlanche.citation)
    const [told] = await site.mails()
    expect(linkIn(told?.text, '/suivi/')).toBe(site.follow)
    expect(told?.attachments ?? []).toEqual([])
  })

  test('that takes the agreement back is said to take the sheet offline, and does', async () => {
    const site = await onlineSheet()
    await site.modify({ accord_publication: 'non' })
    expect((await site.desk.get(site.address)).text).toContain('accepter retire la fiche du site')
    await site.mails()
    await site.visitor.get(site.public).expect(200)
    await site.desk.post(`${site.address}/acceptation`).expect(303)
    expect((await site.visitor.get(site.public)).status).toBeGreaterThanOrEqual(404)
    const [told] = await site.mails()
    expect(told?.subject).toContain('Retirée du site')
    expect(told?.text).toContain('n’est plus en ligne')
  })
})

describe('the words of a change', () => {
  const shown = (pieces: { text: string; marked: boolean }[]) =>
    pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')

  test('are marked where they differ, whatever the spaces', () => {
    const { before, after } = diffWords('La salle des fêtes, à 14 h', 'La grande  salle des fêtes, à 15 h 30')
    expect(shown(before)).toBe('La salle des fêtes, à [14] h')
    expect(shown(after)).toBe('La [grande]  salle des fêtes, à [15] h [30]')
    expect(shown(diffWords('', 'Tout est neuf').after)).toBe('[Tout est neuf]')
    expect(diffWords('Rien', 'Rien')).toEqual({
      before: [{ text: 'Rien', marked: false }],
      after: [{ text: 'Rien', marked: false }],
    })
  })

  test('give back both texts, and are no more than those of a longest common subsequence', () => {
    const word = fc.constantFrom('la', 'le', 'salle', 'verte', 'été', '14', 'h', '·')
    const text = fc
      .array(fc.tuple(word, fc.constantFrom(' ', '  ', '\n', '\u00a0')), { maxLength: 40 })
      .map((all) => all.flat().join(''))
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { before, after } = diffWords(one, other)
        expect(before.map((piece) => piece.text).join('')).toBe(one)
        expect(after.map((piece) => piece.text).join('')).toBe(other)
        const marked = [...before, ...after]
          .filter((piece) => piece.marked)
          .flatMap((piece) => wordsIn(piece.text)).length
        const [some, others] = [wordsIn(one), wordsIn(other)]
        expect(marked).toBe(some.length + others.length - 2 * longestCommon(some, others))
      }),
      { numRuns: 1000 },
    )
  })

  test('are said on the page to who sees them and to who hears them', async () => {
    const site = await online({ titre: 'Atelier de sourçage inclusif' })
    await site.modify({ titre: 'Atelier de sourçage local' })
    const page = (await site.desk.get(site.address)).text
    expect(page).toContain(
      '<del><span class="visually-hidden">[retiré : </span>inclusif<span class="visually-hidden">]</span></del>',
    )
    expect(page).toContain(
      '<ins><span class="visually-hidden">[ajouté : </span>local<span class="visually-hidden">]</span></ins>',
    )
    expect(htmlErrors(page)).toEqual([])
  })
})

const wordsIn = (text: string) => text.match(/\S+/g) ?? []

/** How many words two texts have in common in the same order: the textbook table. */
function longestCommon(one: string[], other: string[]) {
  let above = Array<number>(other.length + 1).fill(0)
  for (const word of one) {
    const row = [0]
    for (const [index, same] of other.entries())
      row.push(word === same ? (above[index] ?? 0) + 1 : Math.max(above[index + 1] ?? 0, row[index] ?? 0))
    above = row
  }
  return above.at(-1) ?? 0
}

describe('merging', () => {
  const base = contentOf(demonstrated('ASERAA'))
  const other = { ...contentOf(demonstrated('ASERAB')), slots: [] }

  test('nothing changed meanwhile gives what is proposed; nothing proposed gives what is there', () => {
    expect(mergeEvent(base, base, other)).toMatchObject(other)
    expect(mergeEvent(base, other, base)).toEqual(other)
    const shuffled = { ...base, themes: [...base.themes].reverse(), audiences: [...base.audiences].reverse() }
    expect(mergeEvent(base, other, shuffled)).toEqual(other)
  })

  test('answers that go together come together', () => {
    const onsite = {
      ...base,
      mode: 'hybrid' as const,
      communeCode: '14366',
      onlineLink: 'https://a.example.org',
      onlineLinkReserved: 0 as const,
    }
    const online = { ...onsite, mode: 'online' as const, communeCode: null, placeName: null, address: null }
    const backOnsite = { ...onsite, mode: 'onsite' as const, onlineLink: null }
    expect(mergeEvent(onsite, online, backOnsite)).toMatchObject({ mode: 'onsite', communeCode: '14366' })

    const free = { ...base, freeOfCharge: 1 as const, priceDetail: null }
    const paying = { ...base, freeOfCharge: 0 as const, priceDetail: '10 €' }
    expect(mergeEvent(paying, free, { ...paying, priceDetail: '15 €' })).toMatchObject({
      freeOfCharge: 0,
      priceDetail: '15 €',
    })
  })
})

type Files = Record<string, [string, Buffer]>
type Form = Record<string, string | string[]>

/** An event that is online, as its organiser and the desk have it before them; its mails are read. */
async function online(form: Form = {}, files: Files = {}) {
  const site = openSite()
  const follow = await propose(site, form, files)
  return published(site, follow, '/moderation/evenements', { ...completeForm, ...form })
}

async function onlineSheet() {
  const site = openSite()
  const checked = await site.visitor.submit('/proposer/carte-blanche', completeCarteBlanche).expect(303)
  const sent = await site.visitor.post(checked.headers.location ?? '').expect(303)
  const [follow = ''] = sent.headers.location?.split('?') ?? []
  const one = await published(site, follow, '/moderation/cartes-blanches', completeCarteBlanche)
  const slug = site.db
    .prepare<[string], string>('SELECT slug FROM sheets WHERE reference = ?')
    .pluck()
    .get(one.reference)
  return { ...one, public: `/cartes-blanches/${slug}` }
}

async function published(site: TestSite, follow: string, room: string, form: Form) {
  const one = found(site, follow, room, form)
  await one.desk.post(`${one.address}/publication`, { confirmer: 'oui' }).expect(303)
  await site.mails()
  return one
}

/** A proposition, as its organiser and the desk have it before them. */
function found(site: TestSite, follow: string, room: string, form: Form) {
  const reference = follow.slice('/suivi/'.length).split('.')[0] ?? ''
  /** Takes the form up again; what comes back changes these answers and sends it. */
  async function begin(link = follow) {
    const editing = await site.visitor.post(`${link}/modification`).expect(303)
    return async (changes: Form, files: Files = {}) => {
      const checked = await site.visitor
        .submit(editing.headers.location ?? '', { ...form, ...changes }, files)
        .expect(303)
      await site.visitor.post(checked.headers.location ?? '', { confirmer: ['doublon', 'hors_semaine'] }).expect(303)
    }
  }
  return {
    ...site,
    desk: site.coordinator(),
    follow,
    reference,
    address: `${room}/${reference}`,
    event: () => findEvent(site.db, reference) as Event,
    begin,
    modify: async (changes: Form, files: Files = {}) => (await begin())(changes, files),
  }
}

/** An event of the demonstration. */
function demonstrated(reference: string): Event {
  return findEvent(openSite().db, reference) as Event
}

const countIn = async ({ desk }: { desk: ReturnType<TestSite['coordinator']> }) =>
  Number(/À décider <b>(\d+)/.exec((await desk.get('/moderation')).text)?.[1])

/** The answers that a page shows as changed: label, before, after. */
const changesIn = (html: string) =>
  [
    ...textOf(html).matchAll(
      /<dt>([^<]*) <small>[\s\S]*?<span class="revision__text">([\s\S]*?)<\/span>\n<\/p>[\s\S]*?<span class="revision__text">([\s\S]*?)<\/span>\n<\/p>/g,
    ),
  ].map(([, label = '', ...sides]) => [label, ...sides.map(spoken)])

/** A side of a change without the marks of its words. */
const spoken = (html: string) =>
  html
    .replaceAll(/<span class="visually-hidden">[^<]*<\/span>/g, '')
    .replaceAll(/<br>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .trim()

const versionIn = (html: string) => textOf(/name="vu" value="([^"]+)"/.exec(html)?.[1] ?? '')

const imagesIn = (html: string) => [...new Set(html.match(/\/images\/[0-9a-f]{32}/g))]

const png = (background: string) =>
  sharp({ create: { width: 640, height: 360, channels: 3, background } })
    .png()
    .toBuffer()
