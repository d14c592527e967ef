import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Database } from '../db/open.ts'
import { fold } from '../web/french.ts'
import type { Commune, FoundCommune } from './commune.ts'
import { type FormerCommune, indexNames, type Names } from './names.ts'
import { lookUp } from './search.ts'

export const findCommune = (db: Database, code: string) =>
  db.prepare<[string], Commune>('SELECT * FROM commune_details WHERE code = ?').get(code)

export const findCommunes = (db: Database, codes: string[]) =>
  db
    .prepare<[string], Commune>('SELECT * FROM commune_details WHERE code IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(codes))

/** The communes meant by what was typed: a name, a postal code, or « 61000 Alençon ». The best known first, `limit` at most. */
export const searchCommunes = (db: Database, typed: string, limit = 12): FoundCommune[] =>
  lookUp(namesOf(db), typed, limit).communes

export type ReadCommune =
  | { kind: 'one'; commune: FoundCommune; postalCode: string }
  | { kind: 'several'; communes: FoundCommune[] }
  | { kind: 'none'; near: FoundCommune[] }

// More than share any postal code, and as many as can still be read.
const longestChoice = 40

/** What a form needs to know of a typed commune: which one, or among which to choose. */
export function readCommune(db: Database, typed: string): ReadCommune {
  const { trust, communes } = lookUp(namesOf(db), typed, longestChoice)
  const [commune, ...others] = communes
  if (commune && others.length === 0 && trust === 'sure') {
    return { kind: 'one', commune, postalCode: commune.postalCode }
  }
  return others.length > 0 && trust !== 'near' ? { kind: 'several', communes } : { kind: 'none', near: communes }
}

/** Fills the tables from the list that comes with the program, each once. */
export function loadCommunes(db: Database) {
  const loaded = Boolean(db.prepare('SELECT 1 FROM communes LIMIT 1').get())
  const formerLoaded = Boolean(db.prepare('SELECT 1 FROM former_communes LIMIT 1').get())
  if (loaded && formerLoaded) return

  const list: Listed[] = JSON.parse(readFileSync(path.join(import.meta.dirname, 'normandie.json'), 'utf8'))
  db.transaction(() => {
    if (!loaded) addCommunes(db, list)
    if (!formerLoaded) addFormerCommunes(db, list)
  })()
  indexes.delete(db)
}

// The communes are read once: no page changes them, and a look-up goes through every name.
const indexes = new WeakMap<Database, Names>()

function namesOf(db: Database): Names {
  const known = indexes.get(db)
  if (known) return known

  const names = indexNames(listCommunes(db), listFormerCommunes(db))
  indexes.set(db, names)
  return names
}

const listCommunes = (db: Database) => db.prepare<[], Commune>('SELECT * FROM commune_details ORDER BY code').all()

const listFormerCommunes = (db: Database) =>
  db.prepare<[], FormerCommune>('SELECT name, commune_code AS communeCode FROM former_communes ORDER BY code').all()

/** A line of the list, as build-list.mjs writes it. */
type Listed = {
  code: string
  nom: string
  cp: string[]
  dep: string
  pop: number | null
  lat: number
  lon: number
  precision: string
  anciennes?: { code: string; nom: string }[]
}

function addCommunes(db: Database, list: Listed[]) {
  const addCommune = db.prepare(`
    INSERT INTO communes (code, name, folded, department, population, latitude, longitude, precision)
    VALUES (@code, @nom, @folded, @dep, @pop, @lat, @lon, @precision)
  `)
  const addPostalCode = db.prepare('INSERT INTO commune_postal_codes (commune_code, postal_code) VALUES (?, ?)')
  for (const { cp, anciennes, ...commune } of list) {
    addCommune.run({ ...commune, folded: fold(commune.nom) })
    for (const postalCode of cp) addPostalCode.run(commune.code, postalCode)
  }
}

function addFormerCommunes(db: Database, list: Listed[]) {
  const addFormerCommune = db.prepare(
    'INSERT INTO former_communes (code, name, folded, commune_code) VALUES (?, ?, ?, ?)',
  )
  for (const { code, anciennes = [] } of list) {
    for (const former of anciennes) addFormerCommune.run(former.code, former.nom, fold(former.nom), code)
  }
}
