import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Database } from '../db/open.ts'
import { fold } from '../web/french.ts'

export type Commune = {
  code: string
  name: string
  department: string
  population: number | null
  latitude: number
  longitude: number
  precision: 'commune' | 'code-postal' | 'epci' | 'departement'
  postalCodes: string
}

export const findCommune = (db: Database, code: string) =>
  db.prepare<[string], Commune>('SELECT * FROM commune_details WHERE code = ?').get(code)

/** The communes meant by what was typed: a name, a postal code, or « 61000 Alençon ». The best known first, `limit` at most. */
export function searchCommunes(db: Database, typed: string, limit = 12): Commune[] {
  const postalCode = /\b\d{5}\b/.exec(typed)?.[0]
  const name = fold(typed.replace(/\b\d{5}\b/, '').replace(/\(\d{2,3}\)/, ''))
  if (!postalCode && !name) return []

  const matching = db.prepare<{ name: string; postalCode: string | null; limit: number }, Commune>(`
    SELECT *
    FROM commune_details
    WHERE (@postalCode IS NULL OR code IN (SELECT commune_code FROM commune_postal_codes WHERE postal_code = @postalCode))
      AND folded LIKE @name || '%'
    ORDER BY folded <> @name, population DESC
    LIMIT @limit
  `)
  const found = matching.all({ name, postalCode: postalCode ?? null, limit })
  const exact = found.filter((commune) => fold(commune.name) === name)
  return exact.length > 0 ? exact : found
}

/** Fills the table from the list that comes with the program, once. */
export function loadCommunes(db: Database) {
  if (db.prepare('SELECT 1 FROM communes LIMIT 1').get()) return

  const file = path.join(import.meta.dirname, 'normandie.json')
  const list: {
    code: string
    nom: string
    cp: string[]
    dep: string
    pop: number | null
    lat: number
    lon: number
    precision: string
  }[] = JSON.parse(readFileSync(file, 'utf8'))
  const addCommune = db.prepare(`
    INSERT INTO communes (code, name, folded, department, population, latitude, longitude, precision)
    VALUES (@code, @nom, @folded, @dep, @pop, @lat, @lon, @precision)
  `)
  const addPostalCode = db.prepare('INSERT INTO commune_postal_codes (commune_code, postal_code) VALUES (?, ?)')

  db.transaction(() => {
    for (const { cp, ...commune } of list) {
      addCommune.run({ ...commune, folded: fold(commune.nom) })
      for (const postalCode of cp) addPostalCode.run(commune.code, postalCode)
    }
  })()
}
