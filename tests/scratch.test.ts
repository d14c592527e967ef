import { test } from 'vitest'
import { fillSite } from './support/served.ts'
import { openSite } from './support/site.ts'

test('x', async () => {
  console.time('open')
  const s = openSite()
  console.timeEnd('open')
  console.time('fill')
  const f = await fillSite(s)
  console.timeEnd('fill')
  console.log(f.addresses, f.letters.map((l) => l.subject).slice(-8), f.letters.length)
  for (const e of []) {
  }
})
