import type { Database } from '../../src/db/open.ts'
import type { Edition } from '../../src/editions/queries.ts'
import { structures } from '../../src/events/structures.ts'

type Row = Record<string, string | number | null>

/** The figures of an edition by other means: the tables read whole, and counted in plain JavaScript. */
export function recount(db: Database, edition: Edition) {
  const read = (table: string) => db.prepare<[], Row>(`SELECT * FROM ${table}`).all()
  const events = read('events').filter((event) => event.edition_id === edition.id)
  const sheets = read('sheets').filter((sheet) => sheet.edition_id === edition.id)
  const communes = new Map(read('communes').map((commune) => [commune.code, commune.department]))
  const online = events.filter((event) => event.status === 'published')
  const programme = online.filter((event) => event.occasion !== 'cancelled' && event.occasion !== 'postponed')
  const ids = new Set(programme.map((event) => event.id))
  const of = (table: string) => read(table).filter((row) => ids.has(row.event_id ?? null))
  const slots = of('event_slots')
  const partners = of('event_coorganisers')
  const all = [...events, ...sheets]

  return {
    events: programme.length,
    slots: slots.length,
    coorganised: new Set(partners.map((row) => row.event_id)).size,
    accessible: new Set(of('event_access_needs').map((row) => row.event_id)).size,
    days: tally(slots.map((slot) => slot.day)),
    departments: tally(
      programme.map((event) => (event.mode === 'online' ? 'online' : communes.get(event.commune_code ?? null))),
    ),
    types: tally(programme.map((event) => event.type)),
    modes: tally(programme.map((event) => event.mode)),
    prices: tally(programme.map(({ free_of_charge: free }) => (free === null ? 'unknown' : free ? 'free' : 'paying'))),
    themes: tally(of('event_themes').map((row) => row.theme)),
    audiences: tally(of('event_audiences').map((row) => row.audience)),
    occasions: tally(online.map((event) => event.occasion)),
    ...organisersOf(programme, partners),
    submissions: submissionsOf(all, sheets, read('journal'), edition),
    attendance: attendanceOf(of('feedback').filter((row) => row.answered_at !== null)),
    reading: readingOf(read('totals'), [...read('events'), ...read('sheets')], edition),
  }
}

function tally(values: unknown[]) {
  const numbers = new Map<string, number>()
  for (const value of values) numbers.set(String(value), (numbers.get(String(value)) ?? 0) + 1)
  return numbers
}

const plain = (name: unknown) =>
  String(name)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join(' ')
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')

function organisersOf(programme: Row[], partners: Row[]) {
  const names = [...new Set(programme.map((event) => plain(event.organiser_name)))]
  const kinds = names.map((name) => {
    const said = tally(programme.filter((event) => plain(event.organiser_name) === name).map(kindOf))
    const most = Math.max(...said.values())
    return [...said]
      .filter(([, number]) => number === most)
      .map(([kind]) => kind)
      .sort()[0]
  })
  const beside = new Set(partners.map((row) => plain(row.name)).filter((name) => !names.includes(name)))
  return { organisers: names.length, partners: beside.size, kinds: tally(kinds) }
}

/** What the form was answered, from what is kept of it. */
function kindOf(event: Row) {
  const qualities = JSON.parse(String(event.organiser_qualities)) as string[]
  const same = structures.find(
    (one) =>
      one.type === event.organiser_type &&
      one.family === event.organiser_family &&
      JSON.stringify([...one.qualities].sort()) === JSON.stringify([...qualities].sort()),
  )
  const near = structures.find(
    (one) => one.type === event.organiser_type && one.qualities.some((quality) => qualities.includes(quality)),
  )
  const family = structures.find(
    (one) => one.type === event.organiser_type && one.family === event.organiser_family && one.qualities.length === 0,
  )
  return (same ?? near ?? family ?? structures.find((one) => one.slug === event.organiser_type))?.slug ?? 'autre'
}

const decisions = ['published', 'changes-requested', 'refused']

function submissionsOf(all: Row[], sheets: Row[], journal: Row[], { timeZone }: Edition) {
  const waits = all
    .flatMap(({ reference, submitted_at: sent }) => {
      const lines = journal.filter((line) => line.subject === reference)
      if (lines.some((line) => line.act === 'entered')) return []
      const times = standing(lines)
        .filter((line) => String(line.actor).startsWith('coordinator:'))
        .filter((line) => decisions.includes(String(line.act)))
        .map((line) => Date.parse(String(line.at)))
      return times.length > 0 ? [(Math.min(...times) - Date.parse(String(sent))) / 1000] : []
    })
    .sort((one, other) => one - other)
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone })
  const days = [...tally(all.map((row) => local.format(new Date(String(row.submitted_at)))))].sort()
  const count = (kind: string) => sheets.filter((sheet) => sheet.kind === kind && sheet.status === 'published').length
  const middle = waits.slice(Math.ceil(waits.length / 2) - 1, Math.floor(waits.length / 2) + 1)
  return {
    received: all.length,
    states: tally(all.map((row) => row.status)),
    rex: count('rex'),
    cartesBlanches: count('carte-blanche'),
    days: days.map(([day, number]) => ({ day, number })),
    answered: waits.length,
    median: waits.length > 0 ? middle.reduce((sum, wait) => sum + wait, 0) / middle.length : undefined,
    // the smallest wait that nine in ten do not exceed
    ninetieth: waits.find((wait) => waits.filter((one) => one <= wait).length * 10 >= waits.length * 9),
  }
}

/** Without what was taken back: the last change before « undone ». */
function standing(lines: Row[]) {
  const changes: Row[] = []
  for (const line of lines.toSorted((one, other) => Number(one.id) - Number(other.id))) {
    if (line.act === 'decision-undone') changes.pop()
    else if (line.act !== 'message') changes.push(line)
  }
  return changes
}

const sum = (rows: Row[], column: string) => rows.reduce((total, row) => total + Number(row[column] ?? 0), 0)

const attendanceOf = (answers: Row[]) => ({
  answers: answers.length,
  participants: sum(answers, 'participants'),
  buyers: sum(answers, 'buyers'),
  buyersTold: answers.filter((row) => row.buyers !== null).length,
  satisfactions: tally(answers.map((row) => row.satisfaction)),
  satisfaction: answers.length > 0 ? sum(answers, 'satisfaction') / answers.length : undefined,
})

function readingOf(totals: Row[], titled: Row[], { year }: Edition) {
  const within = totals.filter((row) => String(row.day).startsWith(`${year}-`))
  const numbers = (rows: Row[]) => ({
    view: sum(
      rows.filter((row) => row.what === 'view'),
      'number',
    ),
    calendar: sum(
      rows.filter((row) => row.what === 'calendar'),
      'number',
    ),
    download: sum(
      rows.filter((row) => row.what === 'download'),
      'number',
    ),
  })
  const views = within.filter((row) => row.what === 'view')
  const pages = [...new Set(views.map((row) => row.subject))].map((subject) => ({
    subject,
    title: titled.find((row) => row.reference === subject)?.title ?? null,
    number: sum(
      views.filter((row) => row.subject === subject),
      'number',
    ),
  }))
  return {
    ...numbers(within),
    days: [...new Set(within.map((row) => row.day))]
      .sort()
      .map((day) => ({ day, ...numbers(within.filter((row) => row.day === day)) })),
    pages: pages
      .sort((one, other) => other.number - one.number || (String(one.subject) < String(other.subject) ? -1 : 1))
      .slice(0, 10),
  }
}
