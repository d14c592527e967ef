import { afterEach, expect, test, vi } from 'vitest'
import { roundsOf, startRounds } from '../src/rounds.ts'
import { propose } from './support/send.ts'
import { openSite } from './support/site.ts'

afterEach(() => void vi.useRealTimers())

test('each round is made at the start and at its pace; one that fails is noted, stops no other, and is made again', async () => {
  vi.useFakeTimers()
  const made: string[] = []
  const errors: object[] = []
  const rounds = await startRounds(
    [
      { name: 'broken', minutes: 1, run: () => Promise.reject(new Error('no disk')) },
      { name: 'thrown', minutes: 60, run: () => JSON.parse('{') },
      { name: 'sound', minutes: 1, run: () => made.push('sound') },
    ],
    { error: (fields: object) => void errors.push(fields) } as never,
  )
  expect(made).toEqual(['sound'])
  expect(errors).toMatchObject([{ round: 'broken', err: { message: 'no disk' } }, { round: 'thrown' }])

  await vi.advanceTimersByTimeAsync(120_000)
  expect(made).toEqual(['sound', 'sound', 'sound'])
  expect(errors).toHaveLength(4)
  rounds.stop()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(made).toHaveLength(3)
})

test('the rounds of the site find nothing wrong, and tell what waits', async () => {
  const site = openSite()
  await propose(site)
  site.clock.advance({ hours: 24 * 6 })
  const errors: object[] = []
  const log = { error: (fields: object) => void errors.push(fields), info: () => undefined, warn: () => undefined }
  const all = roundsOf({ ...site, log: log as never })
  const rounds = await startRounds(all, log as never)
  rounds.stop()
  expect(errors).toEqual([])
  expect(all.map(({ name }) => name)).toEqual(['purge', 'feedback', 'decisions', 'totals', 'letters', 'texts'])
  expect(site.db.prepare(`SELECT count(*) FROM outbox WHERE name = 'proposals-waiting'`).pluck().get()).toBe(1)
})
