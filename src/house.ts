import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Clock, realClock, shiftedClock, shiftTo } from './clock.ts'
import { loadCommunes } from './communes/queries.ts'
import type { Config } from './config.ts'
import { addCoordinator, listAccounts } from './coordinators/queries.ts'
import { type Database, openDatabase } from './db/open.ts'
import { demonstrationStart, loadDemonstration } from './demonstration/load.ts'
import { findCurrentEdition } from './editions/queries.ts'
import { queueMail } from './mail/outbox.ts'
import { readSecret } from './secret.ts'

/** What the site and the operator's commands both stand on: the data folder opened, its first content in place, its clock set. */
export type House = { db: Database; clock: Clock; secret: string }

/** Opens the data folder. The running site sets its clock (`setClock`); a command beside it reads the same one. */
export function openHouse(config: Config, { setClock }: { setClock: boolean }): House {
  for (const folder of ['documents', 'images', 'resources'])
    mkdirSync(path.join(config.DATA_DIR, folder), { recursive: true, mode: 0o700 })
  const secret = readSecret(config)
  const db = openDatabase(path.join(config.DATA_DIR, 'semaine.sqlite'))

  loadCommunes(db)
  if (!config.production && !findCurrentEdition(db)) loadDemonstration(db, path.join(config.DATA_DIR, 'resources'))

  const file = path.join(config.DATA_DIR, 'clock')
  if (setClock) writeClock(file, config, db)
  const clock = existsSync(file) ? shiftedClock(Temporal.Duration.from(readFileSync(file, 'utf8'))) : realClock
  if (listAccounts(db).length === 0) openFirstAccounts(db, clock, config)
  return { db, secret, clock }
}

/** In production nobody reads the terminal: the first accounts are told by mail where they enter. */
function openFirstAccounts(db: Database, clock: Clock, config: Config) {
  db.transaction(() => {
    for (const email of config.COORDINATOR_EMAIL) {
      addCoordinator(db, clock, email)
      if (config.production) queueMail(db, realClock, { name: 'account-opened', to: email, data: {} })
    }
  })()
}

function writeClock(file: string, config: Config, db: Database) {
  const edition = findCurrentEdition(db)
  const start = config.SITE_CLOCK ?? (edition?.demonstration ? demonstrationStart : undefined)
  if (start) writeFileSync(file, shiftTo(start, edition?.timeZone ?? 'Europe/Paris').toString())
  else rmSync(file, { force: true })
}
