import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import type { Kind } from '../sheets/lists.ts'
import { findSheetById } from '../sheets/queries.ts'
import { readSheet } from '../sheets/reading.ts'
import { markSheetPublished } from '../sheets/status.ts'
import { addPendingSheet } from '../sheets/write.ts'
import type { Typed } from '../web/fields.ts'
import { carteBlancheSamples } from './carte-blanche-samples.ts'
import { rexSamples } from './rex-samples.ts'
import type { SheetSample } from './sheet-samples.ts'

type Sample = SheetSample & { typed: Typed }

export function loadSheets(db: Database, editionId: number) {
  for (const [index, sample] of rexSamples().entries()) loadSheet(db, editionId, 'rex', sample, `REXAA${index + 2}`)
  for (const [index, sample] of carteBlancheSamples().entries())
    loadSheet(db, editionId, 'carte-blanche', sample, `CARTA${index + 2}`)
}

/** The samples go through the form, as anybody's sheet. */
function loadSheet(db: Database, editionId: number, kind: Kind, sample: Sample, reference: string) {
  const { typed, consentementDiffusion: consent } = sample
  const reading = readSheet(db, kind, typed, { year: 2023, files: [] })
  if (!reading.ok) throw new Error(`${sample.slug}: ${Object.values(reading.errors).join(', ')}`)

  const submitted = clockAt(sample.deposeLe)
  const id = addPendingSheet(db, {
    ...reading.sheet,
    reference,
    editionId,
    eventId: null,
    consentVersion: consent.versionTexte,
    consentAt: utc(consent.horodatage),
    flags: [],
    submittedAt: utc(sample.deposeLe),
  })
  note(db, submitted, 'organiser', 'submitted', reference)

  const sheet = findSheetById(db, id)
  if (!sheet || sample.moderation !== 'publie' || !sample.publieLe) return

  const published = clockAt(sample.publieLe < dayBefore ? sample.publieLe : dayBefore)
  markSheetPublished(db, published, sheet, sample.slug)
  note(db, published, 'system', 'published', reference)
}

// Some samples were published after the day on which the demonstration starts: nothing there may come from the future.
const dayBefore = '2023-05-08T09:00:00+02:00'

const utc = (moment: string) => Temporal.Instant.from(moment).toString()

const clockAt = (moment: string): Clock => ({ now: () => Temporal.Instant.from(moment) })
