import { cpSync, mkdirSync, mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { loadCommunes } from '../../src/communes/queries.ts'
import { openDatabase } from '../../src/db/open.ts'
import { loadDemonstration } from '../../src/demonstration/load.ts'

/** A new data folder, its database as the first start leaves it, with the demonstration's week or without. */
export function freshData(demonstration: boolean) {
  const folder = newFolder()
  cpSync(firstStart(demonstration), folder, { recursive: true })
  return folder
}

// Migrating and filling take a hundred times as long as copying what comes of them.
const filled = new Map<boolean, string>()

function firstStart(demonstration: boolean) {
  const known = filled.get(demonstration)
  if (known) return known

  const folder = newFolder()
  const resources = path.join(folder, 'resources')
  for (const each of ['documents', 'images', 'resources']) mkdirSync(path.join(folder, each))
  const db = openDatabase(path.join(folder, 'semaine.sqlite'))
  loadCommunes(db)
  if (demonstration) loadDemonstration(db, resources)
  db.close()
  filled.set(demonstration, folder)
  return folder
}

const newFolder = () => mkdtempSync(path.join(os.tmpdir(), 'aser-'))
