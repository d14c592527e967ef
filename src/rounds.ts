import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import type { Database } from './db/open.ts'
import { forgetOver } from './decisions/forget.ts'
import { askFeedback } from './feedback/ask.ts'
import { goRound } from './letters/rounds.ts'
import { purge } from './purge.ts'
import { openReading } from './texts/read.ts'
import type { Totals } from './totals/totals.ts'

/** Something that the site does by itself, at its start and then again after so many minutes. */
type Round = { name: string; minutes: number; run: () => unknown }

type House = { db: Database; clock: Clock; folder: string; totals: Totals; log: Logger }

/** Everything that it does so. */
export const roundsOf = ({ db, clock, folder, totals, log }: House): Round[] => [
  { name: 'purge', minutes: 24 * 60, run: () => purge({ db, clock, folder, log }) },
  {
    name: 'feedback',
    minutes: 60,
    run() {
      const asked = askFeedback(db, clock)
      if (asked > 0) log.info({ asked }, 'feedback asked')
    },
  },
  // what undid a decision that now stands is kept no longer than it serves
  { name: 'decisions', minutes: 1, run: () => forgetOver(db) },
  { name: 'totals', minutes: 1, run: () => totals.write() },
  { name: 'letters', minutes: 1, run: () => goRound({ db, clock }) },
  { name: 'texts', minutes: 1, run: openReading({ db, folder, log }) },
]

/** Makes them all once, one after the other, then each at its own pace. One that fails is noted and made again next time. */
export async function startRounds(rounds: Round[], log: Pick<Logger, 'error'>) {
  for (const round of rounds) await guarded(round, log)
  const timers = rounds.map((round) => setInterval(() => guarded(round, log), round.minutes * 60 * 1000))
  return {
    stop() {
      for (const timer of timers) clearInterval(timer)
    },
  }
}

/** What fails is noted under its name, and nothing else fails with it. */
export async function guarded({ name, run }: Pick<Round, 'name' | 'run'>, log: Pick<Logger, 'error'>) {
  try {
    await run()
  } catch (error) {
    log.error({ err: error, round: name }, 'a round failed')
  }
}
