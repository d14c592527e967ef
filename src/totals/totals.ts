import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'

/** What is counted of a public page or file. */
export type What = 'view' | 'calendar' | 'download'

/** `subject` is the reference of an event or a sheet, or the address of another page: `/agenda`. */
export type Counted = { what: What; subject: string }

export type Totals = {
  add(counted: Counted, timeZone: string): void
  write(): void
}

/** Sums by day, kept in memory: reading a page writes nothing. Whoever opens them has them written now and then; a crash loses what was not. */
export function openTotals({ db, clock }: { db: Database; clock: Clock }): Totals {
  const sums = new Map<string, Counted & { day: string; number: number }>()
  return {
    add(counted, timeZone) {
      const day = today(clock, timeZone)
      const key = `${day} ${counted.what} ${counted.subject}`
      const sum = sums.get(key) ?? { ...counted, day, number: 0 }
      sums.set(key, { ...sum, number: sum.number + 1 })
    },
    write() {
      const insert = db.prepare(`
        INSERT INTO totals (day, what, subject, number) VALUES (@day, @what, @subject, @number)
        ON CONFLICT (day, what, subject) DO UPDATE SET number = number + excluded.number
      `)
      db.transaction(() => {
        for (const sum of sums.values()) insert.run(sum)
      })()
      sums.clear()
    },
  }
}
