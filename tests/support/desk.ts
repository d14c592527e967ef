import type { TestSite } from './site.ts'

type Desk = ReturnType<TestSite['coordinator']>

/** What a form of the desk starts from, and where its files wait. */
export async function startOf(desk: Desk, address: string) {
  const { text } = await desk.get(address).expect(200)
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
  return { vu: hidden('vu'), cle: hidden('cle'), marques: hidden('marques') }
}

/** The desk's address of the event of a follow page. */
export const deskOf = (follow: string) => `/moderation/evenements/${follow.slice('/suivi/'.length).split('.')[0]}`

/** The next edition, where it is another hour; the week of the last one may not be over. */
export async function openNext(desk: Desk, fuseau = 'Indian/Reunion') {
  const next = { nom: 'La Semaine 2024', numero: '4', premier_jour: '20 mai 2024', dernier_jour: '24 mai 2024' }
  await desk.post('/moderation/edition/nouvelle', { ...next, confirmer: 'en-cours' }).expect(303)
  await desk.post('/moderation/edition/dates', { ...next, fuseau }).expect(303)
}

/** What an account may do from now on. */
export const setRole = ({ db }: Pick<TestSite, 'db'>, email: string, role: 'coordinator' | 'reader') =>
  db.prepare('UPDATE coordinators SET role = ? WHERE email = ?').run(role, email)
