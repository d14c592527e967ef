import fc from 'fast-check'
import { realClock } from '../../src/clock.ts'
import { addCoordinator, findCoordinatorByEmail } from '../../src/coordinators/queries.ts'
import { pointless } from '../../src/mail/outbox.ts'
import { completeForm } from './forms.ts'
import { linkIn, propose, textOf } from './send.ts'
import { coordinatorEmail, openSite } from './site.ts'

// Eight people on a few shared propositions, through the shipped app; and what should come of it, in a few lines.

const coordinators = [coordinatorEmail, 'deuxieme@example.org', 'troisieme@example.org']
const actors = ['first', 'second', 'third', 'link', 'organiser', 'colleague', 'other', 'postman'] as const
const deciding = ['publication', 'correction', 'refus', 'acceptation', 'rejet', 'reouverture', 'annonce'] as const
const holding = ['annulation', 'envoi'] as const
const organising = ['etat', 'envoyer', 'commencer', 'retrait'] as const

type Actor = (typeof actors)[number]
type Act = (typeof deciding)[number] | (typeof holding)[number] | (typeof organising)[number] | 'attendre'
type Step = { actor: Actor; act: Act; row: number; fresh: boolean; rival?: { actor: Actor; act: Act } | undefined }

const step = fc.constantFrom(...actors).chain((actor) =>
  fc.record({
    actor: fc.constant(actor),
    act: actOf(actor),
    row: fc.nat(2),
    // most look before they press
    fresh: fc.nat(2).map((one) => one > 0),
    rival: fc.option(
      fc.constantFrom(...actors.slice(0, 4)).chain((one) => fc.record({ actor: fc.constant(one), act: actOf(one) })),
      { freq: 3, nil: undefined },
    ),
  }),
)

export const steps = (number: number) => fc.array(step, { minLength: number, maxLength: number })

function actOf(actor: Actor): fc.Arbitrary<Act> {
  if (actor === 'postman') return fc.constantFrom('attendre', 'envoi')
  if (actors.indexOf(actor) > 3) return fc.constantFrom(...organising, 'commencer', 'envoyer', 'envoyer')
  return fc.constantFrom(...deciding, ...holding, 'annulation')
}

/** What goes with an act; each has its own words on the page. */
function writtenFor(act: Act, words: string): Record<string, string> {
  if (act === 'correction') return { message: words }
  if (act === 'refus' || act === 'rejet') return { motif: words }
  return act === 'annonce' ? { etat: 'complet', note: words } : {}
}

type Status = 'pending' | 'changes_requested' | 'published' | 'refused' | 'withdrawn'

/** What a proposition should be. */
type State = { status: Status; occasion: string; message: string | null; revised: boolean }
type Last = {
  actor: string
  version: number
  before: State
  until: Temporal.Instant
  mails: number[]
  undone: boolean
  /** what its mails say */
  status: Status
  /** it came back corrected, or was reopened, since */
  overturned: boolean
  /** whether they had to leave, once it was time */
  told: boolean | undefined
}
type Row = State & {
  /** what its organiser announced last waits to be looked at */
  announced: boolean
  reference: string
  address: string
  follow: string
  theirs: string | undefined
  decision: string
  recipients: string[]
  version: number
  history: string[]
  last: Last | undefined
  decisions: Last[]
}

/** A page that an actor has open: the version that it shows, and what its form says of that. */
type Held = { version: number; seen: Record<string, string> }

/** Runs the steps on a site of its own. Throws at the first difference. Returns how many acts won and how many came too late. */
export async function runActors(all: Step[]) {
  const { now } = realClock
  let time = now()
  realClock.now = () => time
  try {
    const world = await openWorld((duration) => {
      time = time.add(duration)
    })
    for (const one of all) await world.take(one)
    return await world.end()
  } finally {
    realClock.now = now
  }
}

async function openWorld(pass: (duration: Temporal.DurationLike) => void) {
  const site = openSite({ limits: { forms: 1e9, signIn: 1e9, uploads: { files: 1e9, bytes: 1e12 } } })
  const { db, clock, visitor } = site
  for (const email of coordinators.slice(1)) addCoordinator(db, clock, email)
  const desks = coordinators.map((email) => site.coordinator(email))
  const ids = coordinators.map((email) => findCoordinatorByEmail(db, email)?.id)
  const tally = { won: 0, late: 0, mails: 0 }
  const sent = new Map<number, boolean>()
  let number = 0

  async function propositionOf(other: boolean): Promise<Row> {
    // told by a mail of its own, as the first ones of a day are
    db.prepare(`UPDATE outbox SET created_at = strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '-1 day')`).run()
    const contact_courriel = other ? 'autre@example.org' : completeForm.contact_courriel
    const follow = await propose(site, { titre: `Atelier numéro ${++number}`, contact_courriel })
    const reference = follow.slice('/suivi/'.length).split('.')[0] ?? ''
    const mails = await site.mailsNow()
    const told = mails.find(({ to, text }) => addressOf(to) === coordinatorEmail && linkIn(text, '/decision/'))
    const colleague = { collegue_nom: 'Dominique Exemple', collegue_courriel: 'dominique@example.org' }
    if (!other) await visitor.post(`${follow}/collegues`, colleague).expect(303)
    const [hers] = await site.mailsNow()
    return {
      reference,
      address: `/moderation/evenements/${reference}`,
      follow,
      theirs: other ? undefined : linkIn(hers?.text, '/suivi/'),
      decision: linkIn(told?.text, '/decision/'),
      recipients: other ? [contact_courriel] : [contact_courriel, 'dominique@example.org'],
      version: 0,
      history: other ? ['submitted'] : ['submitted', 'colleague-added'],
      status: 'pending',
      occasion: 'scheduled',
      message: null,
      revised: false,
      announced: false,
      last: undefined,
      decisions: [],
    }
  }

  const rows = [await propositionOf(false), await propositionOf(false), await propositionOf(true)]
  const held = new Map<string, Held>()
  const drafts = new Map<string, string>()
  const outbox = db.prepare<
    [number],
    { id: number; name: string; recipient: string; data: string; batch: string | null }
  >('SELECT id, name, recipient, data, batch FROM outbox WHERE id > ? ORDER BY id')
  const takeNotices = db.prepare<[], { name: string; recipient: string }>(`
    DELETE FROM notices RETURNING name, (SELECT email FROM coordinators WHERE id = coordinator_id) AS recipient
  `)
  const lastMail = () => {
    takeNotices.all()
    return db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM outbox').pluck().get() ?? 0
  }

  /** Where an actor stands before a proposition; nowhere when it is not theirs. */
  function baseOf(actor: Actor, row: Row) {
    if (actor === 'link') return row.decision
    if (actor === 'organiser') return row === rows[2] ? undefined : row.follow
    if (actor === 'colleague') return row.theirs
    return actor === 'other' ? (row === rows[2] ? row.follow : undefined) : row.address
  }

  const get = (actor: Actor, url: string) => (desks[actors.indexOf(actor)] ?? visitor).get(url)
  const post = (actor: Actor, url: string, form: Record<string, string>) =>
    (desks[actors.indexOf(actor)] ?? visitor).post(url, form)

  async function read(actor: Actor, row: Row) {
    const base = baseOf(actor, row)
    if (!base) return
    const html = textOf((await get(actor, base).expect(200)).text)
    const seen = [...html.matchAll(/name="(vu\w*)" value="([^"]*)"/g)].map(([, name = '', vu = '']) => [name, vu])
    held.set(`${actor} ${row.reference}`, { version: row.version, seen: { vu: 'rien', ...Object.fromEntries(seen) } })
  }

  async function pageOf(actor: Actor, row: Row) {
    if (!held.has(`${actor} ${row.reference}`)) await read(actor, row)
    return held.get(`${actor} ${row.reference}`) as Held
  }

  const isOpen = ({ status, revised }: Row) =>
    status === 'pending' || status === 'changes_requested' || (status === 'published' && revised)

  /** Whether an act should win on a proposition as it is. */
  function wins(row: Row, actor: Actor, act: Act, version: number): boolean {
    const { status, revised, last } = row
    if (act === 'annulation' || act === 'envoi') {
      if (!last || last.undone || last.mails.some((id) => sent.get(id))) return false
      if (realClock.now().epochMilliseconds >= last.until.epochMilliseconds) return false
      if (actor === 'link' && last.actor !== 'first' && last.actor !== 'link') return false
      return version === row.version && last.version === row.version
    }
    if (version !== row.version) return false
    if (act === 'publication' || act === 'correction' || act === 'refus')
      return status === 'pending' || status === 'changes_requested'
    if (act === 'acceptation' || act === 'rejet') return status === 'published' && revised
    if (act === 'reouverture') return status === 'refused' && actor !== 'link'
    return status === 'published' && (actor !== 'link' || isOpen(row) || row.announced)
  }

  const stateOf = ({ status, occasion, message, revised }: Row): State => ({ status, occasion, message, revised })

  function apply(row: Row, actor: Actor, act: Act, words: string, mails: number[]) {
    const before = stateOf(row)
    const done = (state: Partial<State>, ...history: string[]) => {
      Object.assign(row, state)
      row.version += 1
      row.history.push(...history)
    }
    const decided = (state: Partial<State>, history: string) => {
      done(state, history)
      const until = realClock.now().add({ minutes: 5 }).round({ smallestUnit: 'second', roundingMode: 'floor' })
      const outcome = { undone: false, overturned: false, told: undefined }
      row.last = { actor, version: row.version, before, until, mails, status: row.status, ...outcome }
      row.decisions.push(row.last)
    }
    if (act === 'publication') decided({ status: 'published', message: null }, 'published')
    if (act === 'correction') decided({ status: 'changes_requested', message: words }, 'changes-requested')
    if (act === 'refus') decided({ status: 'refused', message: words }, 'refused')
    if (act === 'acceptation') decided({ revised: false }, 'revision-accepted')
    if (act === 'rejet') decided({ revised: false }, 'revision-refused')
    if (act === 'reouverture') {
      done({ status: 'pending', message: null }, 'reopened')
      overturn(row)
    }
    if (act === 'annonce') {
      done({ occasion: 'full' }, 'occasion-stated')
      row.announced = false
    }
    if (act === 'annulation' && row.last) {
      done(row.last.before, 'decision-undone')
      row.last.undone = true
    }
    // with what was decided before, which they follow
    if (act === 'envoi')
      for (const one of row.decisions)
        if (one.until.epochMilliseconds > realClock.now().epochMilliseconds) one.until = realClock.now()
  }

  const overturn = (row: Row) => {
    for (const one of row.decisions) one.overturned = true
  }

  /** The mails that an act should have queued, by their names and readers. */
  function mailsOf(row: Row, act: Act, before: State): string[] {
    const told = (name: string) => row.recipients.map((to) => `${name} ${to}`)
    const desk = (name: string) => coordinators.map((to) => `${name} ${to}`)
    switch (act) {
      case 'publication':
        return told('proposal-published')
      case 'correction':
        return told('proposal-changes-requested')
      case 'refus':
        return told('proposal-refused')
      case 'acceptation':
        return told('revision-accepted')
      case 'rejet':
        return told('revision-refused')
      case 'reouverture':
        return row.last?.told ? told('proposal-reopened') : []
      case 'annonce':
        return told('occasion-changed')
      case 'etat':
        return desk('occasion-stated')
      case 'envoyer':
        return [...told('proposal-received'), ...desk('proposal-new')]
      case 'retrait':
        return before.status === 'withdrawn' ? [] : [...told('proposal-withdrawn'), ...desk('proposal-withdrawn')]
      default:
        return []
    }
  }

  function check(row: Row, what: string) {
    const stored = db
      .prepare<[string], State & { id: number }>(
        'SELECT id, status, occasion, coordinator_message AS message FROM events WHERE reference = ?',
      )
      .get(row.reference)
    const revised = db
      .prepare<[number], number>(`SELECT count(*) FROM revisions WHERE event_id = ? AND status = 'open'`)
      .pluck()
      .get(stored?.id ?? 0)
    const history = db
      .prepare<[string], string>('SELECT act FROM journal WHERE subject = ? ORDER BY id')
      .pluck()
      .all(row.reference)
    const seen = {
      status: stored?.status,
      occasion: stored?.occasion,
      message: stored?.message,
      revised: revised === 1,
      history,
    }
    same(what, seen, { ...stateOf(row), history: row.history })
  }

  function queued(what: string, after: number, wanted: string[]): number[] {
    const mails = outbox.all(after)
    // after four in a day, what tells the coordination is gathered: here it is taken out as if it had been read
    const gathered = takeNotices.all()
    same(what, [...mails, ...gathered].map(({ name, recipient }) => `${name} ${recipient}`).sort(), [...wanted].sort())
    return mails.filter(({ batch }) => batch !== null).map(({ id }) => id)
  }

  async function decide(row: Row, acting: { actor: Actor; act: Act }[]) {
    const words = `Dites-en plus, numéro ${++number}.`
    const pages = await Promise.all(acting.map(({ actor }) => pageOf(actor, row)))
    const wanted = acting.map(({ actor, act }, index) => wins(row, actor, act, pages[index]?.version ?? -1))
    const [after, before] = [lastMail(), stateOf(row)]
    const answers = await Promise.all(
      acting.map(({ actor, act }, index) => {
        const form = { ...pages[index]?.seen, ...writtenFor(act, words) }
        return post(actor, `${baseOf(actor, row)}/${act}`, form)
      }),
    )
    const what = `${row.reference} ${row.status}: ${acting.map(({ actor, act }) => `${actor} ${act}`).join(' against ')}`
    const won = answers.map(({ status }) => status === 303)
    for (const { status } of answers)
      if (status !== 303 && status !== 409) throw new Error(`${what}: answered ${status}`)
    // sent now and undone may both succeed only one after the other; any other two exclude each other
    if (acting.length === 1) same(what, won, wanted)
    else same(what, won.filter(Boolean).length, wanted.some(Boolean) ? 1 : 0)

    const winner = acting[won.indexOf(true)]
    tally.won += won.filter(Boolean).length
    tally.late += won.filter((one) => !one).length
    if (winner && !wanted[won.indexOf(true)]) throw new Error(`${what}: ${winner.act} should not have won`)
    const mails = queued(what, after, winner ? mailsOf(row, winner.act, before) : [])
    if (winner) apply(row, winner.actor, winner.act, words, mails)
    for (const { status, text } of answers)
      if (status === 409 && !text.includes('role="alert"')) throw new Error(`${what}: nothing is said`)
    check(row, what)
  }

  async function organise(row: Row, actor: Actor, act: Act) {
    const base = baseOf(actor, row)
    if (!base) return
    const what = `${row.reference} ${row.status}: ${actor} ${act}`
    const [after, before] = [lastMail(), stateOf(row)]
    const changeable = isOpen(row) || row.status === 'published'
    const done = (state: Partial<State>, line: string) => {
      Object.assign(row, state)
      row.version += 1
      row.history.push(line)
    }
    let succeeded = true
    if (act === 'commencer') {
      const answer = await visitor.post(`${base}/modification`)
      same(what, answer.status, changeable ? 303 : 409)
      if (answer.status === 303) drafts.set(`${actor} ${row.reference}`, String(answer.headers.location))
      return
    } else if (act === 'envoyer') {
      const draft = drafts.get(`${actor} ${row.reference}`)
      if (!draft) return
      const contact_courriel = row.recipients[0] ?? ''
      const form = { ...completeForm, titre: `Atelier numéro ${++number}`, contact_courriel }
      const checked = await visitor.submit(draft, form)
      const answer =
        checked.status === 303
          ? await visitor.post(String(checked.headers.location), { confirmer: ['doublon', 'hors_semaine'] })
          : checked
      succeeded = changeable
      same(what, answer.status === 303, succeeded)
      if (succeeded) {
        drafts.delete(`${actor} ${row.reference}`)
        if (row.status === 'published') done({ revised: true }, 'revised')
        else {
          done({ status: 'pending' }, 'corrected')
          overturn(row)
        }
      }
    } else if (act === 'etat') {
      const etat = number % 2 ? 'annule' : 'complet'
      const answer = await visitor.post(`${base}/etat`, { etat, note: `Note ${++number}`, confirme: 'oui' })
      succeeded = row.status === 'published'
      same(what, answer.status, succeeded ? 303 : 409)
      if (succeeded) {
        done({ occasion: etat === 'annule' ? 'cancelled' : 'full' }, 'occasion-stated')
        row.announced = true
      }
    } else {
      if (number % 5 > 0) return void number++
      const answer = await visitor.post(`${base}/retrait`, { confirme: 'oui' })
      succeeded = changeable
      same(what, answer.status, succeeded ? 303 : 409)
      if (succeeded) done({ status: 'withdrawn', revised: false }, 'withdrawn')
    }
    tally[succeeded ? 'won' : 'late'] += 1
    queued(what, after, succeeded ? mailsOf(row, act, before) : [])
    check(row, what)
  }

  /** The postman goes round, at once or after the five minutes. */
  async function deliver(late: boolean) {
    if (late) pass({ minutes: 5 })
    const mails = await site.mailsNow()
    tally.mails += mails.length
    for (const { id } of db.prepare<[], { id: number }>(`SELECT id FROM outbox WHERE status = 'sent'`).all())
      sent.set(id, true)
    for (const row of rows)
      for (const one of row.decisions) {
        const due = !one.undone && realClock.now().epochMilliseconds >= one.until.epochMilliseconds
        if (due) one.told ??= row.status === one.status && !one.overturned
        same(
          'mails of a decision',
          one.mails.map((id) => sent.get(id) ?? false),
          one.mails.map(() => one.told ?? false),
        )
      }
  }

  return {
    async take({ actor, act, row: index, fresh, rival }: Step) {
      pass({ seconds: 1 })
      clock.advance({ seconds: 1 })
      const row = rows[index] as Row
      if (actor === 'postman') return deliver(act === 'attendre')
      if (actors.indexOf(actor) > 3) {
        await organise(row, actor, act)
        if (row.status === 'withdrawn') {
          await deliver(true)
          rows[index] = await propositionOf(index === 2)
        }
        return
      }
      const both = [{ actor, act }, ...(rival && excludes(act, rival.act) ? [rival] : [])]
      if (fresh) for (const one of both) await read(one.actor, row)
      await decide(row, both)
    },
    /** Everything leaves that is to leave: one mail of each decision to each of its readers, and none of one that was undone or is no longer so. */
    async end() {
      await deliver(true)
      const wrong = db
        .prepare<[string], { batch: string }>(`
          SELECT decisions.batch FROM decisions JOIN outbox USING (batch)
          WHERE outbox.status NOT IN ('sent', 'cancelled') OR (undone_at IS NOT NULL AND outbox.status <> 'cancelled')
            OR (undone_at IS NULL AND outbox.status = 'cancelled' AND outbox.last_error IS NOT ?)
        `)
        .all(pointless)
      same('mails that contradict a decision', wrong, [])
      const twice = db
        .prepare('SELECT batch FROM outbox WHERE batch IS NOT NULL GROUP BY batch, recipient HAVING count(*) > 1')
        .all()
      same('two mails for one decision', twice, [])
      if (ids.some((id) => id === undefined)) throw new Error('a coordinator has no account')
      return tally
    },
  }
}

/** Two acts of which one must lose, whoever is faster. */
const excludes = (one: Act, other: Act) => {
  const holds = [one, other].filter((act) => act === 'annulation' || act === 'envoi').length
  return holds === 0 || one === other
}

const addressOf = (to: unknown) => (to as { address?: string } | undefined)?.address

function same(what: string, seen: unknown, wanted: unknown) {
  const [one, other] = [seen, wanted].map((value) => JSON.stringify(value))
  if (one !== other) throw new Error(`${what}\n  seen   ${one}\n  wanted ${other}`)
}
