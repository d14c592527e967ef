import type { Database } from '../../src/db/open.ts'

/** Something a person may type, and the code of the commune that is meant. A misspelt one has a letter wrong. */
export type Sample = {
  kind: 'degraded' | 'former' | 'postal' | 'ambiguous'
  typed: string
  code: string
  misspelt?: boolean
}

type Row = { code: string; name: string; department: string; postalCode: string }
type Spoil = (name: string, pick: Pick, row: Row) => string
type Pick = <T>(from: readonly T[]) => T

/** Two hundred look-ups drawn from the tables, the same at every run of the same seed. */
export function drawSample(db: Database, seed = 1): Sample[] {
  const pick = pickFrom(seed)
  const rows = listRows(db)
  const former = db
    .prepare<[], Row>(`
      SELECT communes.code, former_communes.name, department, min(postal_code) AS postalCode
      FROM former_communes
      JOIN communes ON communes.code = former_communes.commune_code
      JOIN commune_postal_codes ON commune_postal_codes.commune_code = communes.code
      GROUP BY former_communes.code
    `)
    .all()
  const shared = [...Map.groupBy([...rows, ...former], ({ name }) => name).values()].filter(
    (namesakes) => new Set(namesakes.map(({ code }) => code)).size > 1,
  )

  const draw = (count: number, kind: Sample['kind'], one: () => Omit<Sample, 'kind'>): Sample[] =>
    Array.from({ length: count }, () => ({ kind, ...one() }))
  const spoiled = (from: Row[]) => {
    const row = pick(from)
    return { typed: spoil(row, pick), code: row.code }
  }
  return [
    ...draw(64, 'degraded', () => spoiled(rows)),
    ...draw(16, 'degraded', () => {
      const row = pick(rows.filter(({ name }) => name.length > 6))
      return {
        typed: pick([missingLetter, otherLetter, twoSwapped])(row.name, pick, row),
        code: row.code,
        misspelt: true,
      }
    }),
    ...draw(30, 'former', () => {
      const row = pick(former)
      return { typed: row.name, code: row.code }
    }),
    ...draw(30, 'former', () => spoiled(former)),
    ...draw(30, 'postal', () => {
      const row = pick(rows)
      return { typed: row.postalCode, code: row.code }
    }),
    ...draw(30, 'ambiguous', () => {
      const row = pick(pick(shared))
      return { typed: row.name, code: row.code }
    }),
  ]
}

function listRows(db: Database) {
  return db
    .prepare<[], Row>(`
      SELECT code, name, department, postal_code AS postalCode
      FROM communes
      JOIN commune_postal_codes ON commune_code = code
      ORDER BY code, postal_code
    `)
    .all()
}

const departments: Record<string, string> = {
  14: 'Calvados',
  27: 'Eure',
  50: 'Manche',
  61: 'Orne',
  76: 'Seine-Maritime',
}
const spellings: Spoil[] = [
  (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
  (name) => name.replaceAll('-', ' '),
  (name) => name.replaceAll('-', ''),
  (name) => name.replaceAll("'", '’'),
  (name) => name.replaceAll("'", ' '),
  (name) => name.replaceAll("'", ''),
  (name) => name.replace(/\bSainte\b/g, 'Ste').replace(/\bSaint\b/g, 'St'),
  (name) => name.replace(/\bSainte\b/g, 'Ste.').replace(/\bSaint\b/g, 'St.'),
  (name) => name.replace(/[- ]sur[- ]/g, ' s/ '),
  (name) => name.replace(/^(?:Le |La |Les |L')/, ''),
]
const places: Spoil[] = [
  (name) => name,
  (name) => ` ${name}  `,
  (name, _, { department }) => `${name} (${department})`,
  (name, _, { department }) => `${name} ${departments[department]}`,
  (name, _, { department }) => `${name}, ${departments[department]}`,
  (name, _, { postalCode }) => `${postalCode} ${name}`,
  (name, _, { postalCode }) => `${name} ${postalCode}`,
  (name, _, { postalCode }) => `${postalCode} ${name} cedex`,
  (name) => `${name} CEDEX 4`,
]

/** Up to three ways at once, and perhaps where it is. */
function spoil(row: Row, pick: Pick) {
  const name = [pick(spellings), pick(spellings), pick(spellings)].reduce(
    (text, spell) => spell(text, pick, row),
    row.name,
  )
  return pick(places)(name, pick, row)
}

const missingLetter: Spoil = (name, pick) => at(name, pick, 1, () => '')
const otherLetter: Spoil = (name, pick) => at(name, pick, 1, () => pick([...'aeioulnrst']))
const twoSwapped: Spoil = (name, pick) => at(name, pick, 2, (two) => [...two].reverse().join(''))

function at(name: string, pick: Pick, length: number, change: (part: string) => string) {
  const place = pick([...name].keys().toArray().slice(1, -1))
  return name.slice(0, place) + change(name.slice(place, place + length)) + name.slice(place + length)
}

/** A linear congruential generator: any will do, as long as it is the same everywhere. */
function pickFrom(seed: number): Pick {
  let state = seed
  return (from) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    const one = from[Math.floor((state / 2 ** 32) * from.length)]
    if (one === undefined) throw new Error('Nothing to pick from')
    return one
  }
}
