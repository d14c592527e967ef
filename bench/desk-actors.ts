import fc from 'fast-check'
import { runActors, steps } from '../tests/support/actors.ts'

// Eight people on a few shared propositions, at once and with pages that are out of date: ten thousand operations.

const [runs, operations] = [50, 200]
const total = { won: 0, late: 0, mails: 0 }

await fc.assert(
  fc.asyncProperty(steps(operations), async (all) => {
    const { won, late, mails } = await runActors(all)
    total.won += won
    total.late += late
    total.mails += mails
  }),
  { numRuns: runs, seed: 20_230_526, endOnFailure: true },
)
process.stdout.write(
  `${runs * operations} operations of 8 actors: ${total.won} acts won, ${total.late} came too late, ${total.mails} mails, one history each\n`,
)
