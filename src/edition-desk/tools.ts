import type { Request } from 'express'
import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Edition } from '../editions/queries.ts'
import type { Quota } from '../uploads/quota.ts'
import type { Typed } from '../web/fields.ts'

export type Tools = {
  db: Database
  clock: Clock
  secret: string
  baseUrl: string
  folder: string
  receiving: { clamd: string | undefined; quota: Quota }
}

/** The day that it is where an edition takes place. */
export const dayIn = ({ clock }: Pick<Tools, 'clock'>, { timeZone }: Edition) => today(clock, timeZone)

/** The answers of a form by these names, as they were typed; nothing is an empty answer. */
export const typedIn = ({ body = {} }: Request, names: string[]): Typed =>
  Object.fromEntries(names.map((name) => [name, typeof body[name] === 'string' ? body[name] : '']))
