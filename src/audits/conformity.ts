import type { Clock } from '../clock.ts'
import { rateOf, readStored, rgaa } from './audit.ts'

/** What is stored beside the table: when it was last gone through, how, and the audit that makes it count, if there is one. */
export type Statement = {
  checkedOn: string
  /** by whom and when the table was established as an audit; until then the site says that it does not conform */
  audit: { on: string; by: string } | null
  technologies: string[]
  environment: string[]
  tools: string[]
  pages: string[]
}

export const statement: Statement = JSON.parse(readStored('rgaa.json'))

/** The three words of the law; an audit holds for three years. */
export function conformityOf(audit: Statement['audit'], rate: number, clock: Clock) {
  const today = clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate()
  const holds = audit && Temporal.PlainDate.compare(today, Temporal.PlainDate.from(audit.on).add({ years: 3 })) <= 0
  if (!holds || rate < 50) return 'non conforme'
  return rate === 100 ? 'totalement conforme' : 'partiellement conforme'
}

export const conformityNow = (clock: Clock) => conformityOf(statement.audit, rateOf(rgaa), clock)
