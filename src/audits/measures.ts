import { readStored } from './audit.ts'

/** What a page weighs on a first visit, as the suite measured it last. */
export type Measure = {
  path: string
  label: string
  score: number
  grade: string
  nodes: number
  requests: number
  kilobytes: number
}

export type Measures = { measuredOn: string; pages: Measure[] }

export const readMeasures = (): Measures => JSON.parse(readStored('ecoindex.json'))

/** What the site allows itself, page by page; a guide has pictures. */
export const limits = { kilobytes: 60, requests: 6, guide: { kilobytes: 300, requests: 14 } }
