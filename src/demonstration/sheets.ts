import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { carteBlancheContent } from '../sheets/carte-blanche.ts'
import { findSheetById } from '../sheets/queries.ts'
import { rexContent } from '../sheets/rex.ts'
import { addPendingSheet, markSheetPublished, type NewSheet } from '../sheets/write.ts'

export function loadSheets(db: Database, editionId: number) {
  for (const [index, sample] of rexSamples().entries())
    loadSheet(db, editionId, sample, rexOf(sample, `REXAA${index + 2}`))
  for (const [index, sample] of carteSamples().entries())
    loadSheet(db, editionId, sample, carteOf(sample, `CARTA${index + 2}`))
}

function loadSheet(db: Database, editionId: number, sample: Sample, told: Told) {
  const submitted = clockAt(sample.deposeLe)
  const id = addPendingSheet(db, { ...lifeOf(sample), ...told, editionId })
  note(db, submitted, 'organiser', 'submitted', told.reference)

  const sheet = findSheetById(db, id)
  if (!sheet || sample.moderation !== 'publie' || !sample.publieLe) return

  const published = clockAt(sample.publieLe < dayBefore ? sample.publieLe : dayBefore)
  markSheetPublished(db, published, sheet, sample.slug)
  note(db, published, 'system', 'published', sheet.reference)
}

// Some samples were published after the day on which the demonstration starts: nothing there may come from the future.
const dayBefore = '2023-05-08T09:00:00+02:00'

function rexOf(sample: RexSample, reference: string): Told {
  const { acheteur } = sample
  return {
    reference,
    kind: 'rex',
    organisation: acheteur.nom,
    organisationType: acheteur.type,
    communeCode: acheteur.codeInsee,
    segment: sample.marche.segment,
    consentPortal: sample.consentementDiffusion.portailNational ? 1 : 0,
    content: JSON.stringify(rexContent.parse(sample)),
  }
}

function carteOf(sample: CarteSample, reference: string): Told {
  const { auteur } = sample
  return {
    reference,
    kind: 'carte-blanche',
    organisation: auteur.nom,
    organisationType: auteur.type,
    communeCode: auteur.codeInsee,
    segment: sample.achat.segment,
    consentPortal: null,
    content: JSON.stringify(carteBlancheContent.parse(sample)),
  }
}

/** What both kinds of sample say alike. Handing in a sample was agreeing to its publication. */
const lifeOf = ({ titre, contactPublic, contactInterne, consentementDiffusion, deposeLe }: Sample) =>
  ({
    source: 'typed',
    eventId: null,
    title: titre,
    publicContactRole: contactPublic.fonction,
    publicContactEmail: contactPublic.courriel,
    privateName: contactInterne.fonction,
    privateEmail: contactInterne.courriel,
    consentPublication: 1,
    consentVersion: consentementDiffusion.versionTexte,
    consentAt: utc(consentementDiffusion.horodatage),
    submittedAt: utc(deposeLe),
  }) as const

const utc = (moment: string) => Temporal.Instant.from(moment).toString()

const clockAt = (moment: string): Clock => ({ now: () => Temporal.Instant.from(moment) })

type Told = Omit<NewSheet, keyof ReturnType<typeof lifeOf> | 'editionId'>
type Place = { nom: string; type: string; codeInsee: string }
type Sample = {
  slug: string
  moderation: 'publie' | 'a_moderer'
  titre: string
  contactPublic: { fonction: string; courriel: string }
  contactInterne: { fonction: string; courriel: string }
  consentementDiffusion: { portailNational?: boolean; horodatage: string; versionTexte: string }
  deposeLe: string
  publieLe: string | null
}
type RexSample = Sample & { acheteur: Place; marche: { segment: string } }
type CarteSample = Sample & { auteur: Place; achat: { segment: string } }

const rexSamples = (): RexSample[] => read('rex.json')
const carteSamples = (): CarteSample[] => read('cartes-blanches.json')

const read = (name: string) => JSON.parse(readFileSync(path.join(import.meta.dirname, name), 'utf8'))
