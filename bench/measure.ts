import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { findChromium } from '../tests/support/chromium.ts'
import { launch } from '../tests/support/launch.ts'
import { measurePages } from '../tests/support/measures.ts'

// Weighs the main pages and stores what /ecoconception says of them (`npm run measure`).

const browser = await launch(await findChromium())
const pages = await measurePages(browser)
await browser.close()

const measures = { measuredOn: Temporal.Now.plainDateISO().toString(), pages }
writeFileSync(path.join(import.meta.dirname, '../docs/ecoindex.json'), `${JSON.stringify(measures, null, 2)}\n`)
for (const { label, score, grade, kilobytes, requests } of pages)
  console.log(`${label}: ${score} ${grade}, ${kilobytes} KB, ${requests} requests`)
process.exit()
