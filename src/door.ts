import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './db/open.ts'
import type { Totals } from './totals/totals.ts'
import type { Limits } from './web/limits.ts'
import type { Room } from './web/room.ts'

export type Site = {
  db: Database
  clock: Clock
  config: Config
  secret: string
  log: Logger
  limits?: Limits
  totals?: Totals
}

/** A prefix of the site: who may enter, and example URLs for the quality gates. `{name}` stands for what only a filled site has. */
export type Door = {
  prefix: string
  who: 'everyone' | 'link' | 'reader' | 'coordinator' | 'developer'
  room: Room
  guards?: RequestHandler[]
  examples: string[]
}
