// The time of look-ups, two hundred drawn five times (`node bench/communes.ts`): the bar is 5 ms at the 99th percentile.
import { loadCommunes, readCommune } from '../src/communes/queries.ts'
import { openDatabase } from '../src/db/open.ts'
import { drawSample } from '../tests/support/communes.ts'

const db = openDatabase(':memory:')
loadCommunes(db)
const first = timeOf('Lisieux')
const times = [1, 2, 3, 4, 5]
  .flatMap((seed) => drawSample(db, seed))
  .map(({ typed }) => timeOf(typed))
  .toSorted((a, b) => a - b)

const shown = (milliseconds = Number.NaN) => `${milliseconds.toFixed(2)} ms`
const percentile = (part: number) => shown(times[Math.ceil(times.length * part) - 1])
console.log(`p50 ${percentile(0.5)} · p99 ${percentile(0.99)} · longest ${percentile(1)}`)
console.log(
  `the first, which reads the list: ${shown(first)} · a text of 1 MB: ${shown(timeOf('Saint-'.repeat(170_000)))}`,
)

function timeOf(typed: string) {
  const start = performance.now()
  readCommune(db, typed)
  return performance.now() - start
}
