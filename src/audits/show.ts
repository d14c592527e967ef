import { type Criterion, rateOf, rgaa, rgesn, summaryOf } from './audit.ts'
import { statement } from './conformity.ts'
import { auditFiles } from './files.ts'
import { limits, readMeasures } from './measures.ts'

/** What the two statements show beside their text. */
const shown = new Map([
  ['accessibilite', { audit: told(rgaa, '/accessibilite/rgaa.csv'), statement }],
  ['ecoconception', { audit: told(rgesn, '/ecoconception/rgesn.csv'), measures: readMeasures(), limits }],
])

export const auditLocals = (slug: string) => shown.get(slug)

function told(criteria: Criterion[], file: keyof typeof auditFiles) {
  return {
    ...summaryOf(criteria),
    rate: rateOf(criteria),
    unmet: criteria.filter(({ etat }) => etat === 'non conforme'),
    file,
    size: Buffer.byteLength(auditFiles[file]),
    total: criteria.length,
  }
}
