import { afterEach, describe, expect, test, vi } from 'vitest'
import { realClock } from '../src/clock.ts'
import { deskOf, setRole } from './support/desk.ts'
import { completeForm } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { messagesOf, propose, textOf } from './support/send.ts'
import { openSite } from './support/site.ts'

afterEach(() => void vi.restoreAllMocks())

const why = 'La salle est fermée pour travaux.'

describe('the coordination takes what is online off the site', () => {
  test('its page says so, its organiser is told why, and only its own decision is needed', async () => {
    const site = await online()
    expect((await site.desk.get(site.address)).text).toContain('Retirer du site')
    await site.takeDown()
    const gone = textOf((await site.visitor.get(site.page).expect(410)).text)
    expect(gone).toContain('retiré du programme')
    expect(gone).not.toContain('par ses organisateurs')
    expect((await site.visitor.get('/agenda')).text).not.toContain(site.page)

    const desk = (await site.desk.get(`${site.address}?fait=retrait`)).text
    expect(textOf(desk)).toContain('Le courriel part dans 5\u00a0minutes')
    expect(desk).toContain(why)
    expect(desk).toContain('Retirée du site par')
    expect(desk).not.toContain('name="motif_retrait"')
    expect(htmlErrors(desk)).toEqual([])

    const follow = textOf((await site.visitor.get(site.follow)).text)
    expect(follow).toContain('La coordination l’a retiré du site')
    expect(follow).toContain(why)
    expect(await site.mailsNow()).toEqual([])
    const [told, ...others] = await site.mails()
    expect(others).toEqual([])
    expect(told?.subject).toContain('Retiré du site par la coordination')
    expect(told?.text).toContain(why)
    expect(told?.text).toContain('/suivi/')
  })

  test('and puts it back within five minutes: put forward as before, with the change that waited', async () => {
    const site = await online()
    await site.desk.post(`${site.address}/avant`).expect(303)
    await site.modify({ lieu: 'Salle verte' })
    await site.mails()
    const before = site.row()
    const waiting = site.waiting()
    expect(waiting).toMatchObject({ reasons: '["revision"]' })
    await site.takeDown()
    expect(site.waiting()).toBeUndefined()
    expect(site.revision()).toBe('refused')

    const undone = await site.desk.post(`${site.address}/annulation`).expect(303)
    expect((await site.desk.get(String(undone.headers.location))).text).toContain('rien n’est parti')
    expect(site.row()).toEqual({ ...before, sequence: Number(before.sequence) + 2 })
    expect(before).toMatchObject({ status: 'published', featured: 1 })
    expect(site.waiting()).toEqual(waiting)
    await site.visitor.get(site.page).expect(200)
    expect(await site.mails()).toEqual([])
  })

  test('and no longer once they are over', async () => {
    const site = await online()
    await site.takeDown()
    vi.spyOn(realClock, 'now').mockReturnValue(Temporal.Now.instant().add({ minutes: 5, seconds: 2 }))
    await site.desk.post(`${site.address}/annulation`).expect(409)
    await site.visitor.get(site.page).expect(410)
  })

  test('not without a word, nor what is not online, nor what has changed meanwhile; what was typed stays', async () => {
    const site = await online()
    const mute = await site.desk.post(`${site.address}/retrait`, { motif_retrait: ' ' }).expect(422)
    expect(messagesOf(mute.text)).toEqual(['Pourquoi vous la retirez\u00a0: dites-le à l’organisateur'])
    const late = await site.desk.post(`${site.address}/retrait`, { motif_retrait: why, vu: 'avant' }).expect(409)
    expect(late.text).toContain(`>\n${why}</textarea>`)
    expect(site.row()).toMatchObject({ status: 'published' })

    await site.takeDown()
    const again = await site.desk.post(`${site.address}/retrait`, { motif_retrait: 'Une autre raison.' }).expect(409)
    expect(again.text).toContain('Une autre raison.')
    expect(site.row()).toMatchObject({ status: 'withdrawn', coordinator_message: why })
  })

  test('and who only reads does not', async () => {
    const site = await online()
    const reader = site.coordinator('lecture@example.org')
    setRole(site, 'lecture@example.org', 'reader')
    expect((await reader.get(site.address)).text).not.toContain('Retirer du site')
    await reader.post(`${site.address}/retrait`, { motif_retrait: why }).expect(403)
    expect(site.row()).toMatchObject({ status: 'published' })
  })

  test('a fiche REX too', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const { reference, slug } = site.db
      .prepare<[], { reference: string; slug: string }>(
        `SELECT reference, slug FROM sheets WHERE kind = 'rex' AND status = 'published' LIMIT 1`,
      )
      .get() ?? { reference: '', slug: '' }
    const address = `/moderation/rex/${reference}`
    await desk.post(`${address}/retrait`, { motif_retrait: why }).expect(303)
    expect(textOf((await site.visitor.get(`/rex/${slug}`).expect(410)).text)).toContain('retirée du site')
    await desk.post(`${address}/annulation`).expect(303)
    await site.visitor.get(`/rex/${slug}`).expect(200)
  })
})

/** An event that is online, as its organiser, the desk and the public have it before them; its mails are read. */
async function online() {
  const site = openSite()
  const desk = site.coordinator()
  const follow = await propose(site)
  const address = deskOf(follow)
  const reference = address.split('/').at(-1) ?? ''
  await desk.post(`${address}/publication`).expect(303)
  await site.mails()
  const row = () =>
    site.db.prepare<[string], Record<string, unknown>>('SELECT * FROM events WHERE reference = ?').get(reference) ?? {}
  return {
    ...site,
    desk,
    follow,
    address,
    row,
    page: `/agenda/${row().slug}`,
    waiting: () => site.db.prepare('SELECT * FROM waiting WHERE reference = ?').get(reference),
    revision: () => site.db.prepare('SELECT status FROM revisions').pluck().get(),
    takeDown: () => desk.post(`${address}/retrait`, { motif_retrait: why }).expect(303),
    async modify(changes: Record<string, string>) {
      const editing = await site.visitor.post(`${follow}/modification`).expect(303)
      const checked = await site.visitor.submit(String(editing.headers.location), { ...completeForm, ...changes })
      await site.visitor.post(String(checked.headers.location), { confirmer: ['doublon', 'hors_semaine'] }).expect(303)
    },
  }
}
