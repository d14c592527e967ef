import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from './config.ts'

/** The key of every link and form token: given, or made once and kept in DATA_DIR. */
export function readSecret({ SECRET, DATA_DIR }: Config): string {
  if (SECRET) return SECRET
  const file = path.join(DATA_DIR, 'secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}
