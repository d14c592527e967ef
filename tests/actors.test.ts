import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runActors, steps } from './support/actors.ts'

test('eight people on shared propositions: one winner each, one mail for each decision that stands, a linear history', async () => {
  const tally = { won: 0, late: 0, mails: 0 }
  await fc.assert(
    fc.asyncProperty(steps(100), async (all) => {
      const { won, late, mails } = await runActors(all)
      tally.won += won
      tally.late += late
      tally.mails += mails
    }),
    { numRuns: 4, seed: 20_230_522, endOnFailure: true },
  )
  expect(tally.won).toBeGreaterThan(50)
  expect(tally.late).toBeGreaterThan(50)
  expect(tally.mails).toBeGreaterThan(50)
})
