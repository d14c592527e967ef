import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Database } from 'better-sqlite3'

const folder = path.join(import.meta.dirname, '../../migrations')

/** Applies the migrations that this database has not seen, in order, each in its own transaction; throws on a database newer than this program. */
export function migrate(db: Database, files = listMigrations()) {
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version > files.length) {
    throw new Error(
      `La base de données est plus récente que ce programme (version ${version}, connue : ${files.length}).`,
    )
  }

  for (const [index, file] of files.entries()) {
    if (index < version) continue
    db.transaction(() => {
      db.exec(readFileSync(file, 'utf8'))
      db.pragma(`user_version = ${index + 1}`)
    }).immediate()
  }
}

export function listMigrations(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => path.join(folder, name))
}
