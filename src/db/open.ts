import BetterSqlite3 from 'better-sqlite3'
import { fold } from '../web/french.ts'
import { migrate } from './migrate.ts'
import { teachErasing } from './without-address.ts'

export type Database = BetterSqlite3.Database

/** Opens (or creates) the database and brings it to the newest migration. `:memory:` for a database that dies with the process. */
export function openDatabase(file: string): Database {
  const db = new BetterSqlite3(file)

  db.pragma('journal_mode = WAL')
  // The library's default, NORMAL, may lose a committed transaction on a power cut: nothing acknowledged may be lost.
  db.pragma('synchronous = FULL')
  db.pragma('busy_timeout = 5000')
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  db.pragma('temp_store = MEMORY')
  db.pragma('secure_delete = ON')
  db.pragma('journal_size_limit = 16777216')

  // words are looked for whatever their case and accents
  db.function('fold', { deterministic: true }, (text: unknown) => fold(String(text)))
  teachErasing(db)

  migrate(db)
  return db
}
