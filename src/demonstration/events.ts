import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Proposal, Slot } from '../events/event.ts'
import { markFeatured } from '../events/featured.ts'
import { codeOf, type Occasion, registrations } from '../events/lists.ts'
import { findEventById } from '../events/queries.ts'
import { markChangesRequested, markPublished, stateOccasion } from '../events/status.ts'
import { addPendingEvent } from '../events/write.ts'
import { note } from '../journal/queries.ts'
import { readSamples, type Sample } from './samples.ts'

export function loadEvents(db: Database, editionId: number) {
  for (const [index, sample] of readSamples().entries()) {
    const submitted = clockAt(sample.deposeLe)
    const reference = `ASER${letters[Math.floor(index / letters.length)]}${letters[index % letters.length]}`
    const life = {
      reference,
      editionId,
      uidHost: 'semaine.example.org',
      submittedAt: submitted.now().toString(),
      consentVersion: null,
      consentAt: null,
      flags: [],
    }
    const id = addPendingEvent(db, sample.fictif ? proposalOf(sample) : realBreakfast(sample), life)
    note(db, submitted, 'organiser', 'submitted', reference)
    settle(db, sample, id, reference)
  }
}

function settle(db: Database, sample: Sample, id: number, reference: string) {
  const event = findEventById(db, id)
  if (!event) return
  if (sample.moderation === 'a_corriger') {
    const asked = clockAt('2023-04-28T09:00:00+02:00')
    markChangesRequested(db, asked, event, sample.motif ?? '')
    note(db, asked, 'system', 'changes-requested', reference)
  }
  if (sample.moderation !== 'publie' || !sample.publieLe) return

  const published = clockAt(sample.publieLe)
  markPublished(db, published, event, sample.slug)
  note(db, published, 'system', 'published', reference)
  const occasion = occasions[sample.etat]
  if (occasion) stateOccasion(db, published, event, { occasion, by: 'coordination' })
  if (featured.has(sample.id)) markFeatured(db, event, 1)
}

const featured = new Set(['evt-006', 'evt-016', 'evt-020'])
const occasions: Record<string, Occasion> = { complet: 'full', annule: 'cancelled' }
const modes = { presentiel: 'onsite', en_ligne: 'online', mixte: 'hybrid' } as const
const letters = [...'ABCDEFGHJK']

function proposalOf(sample: Sample): Proposal {
  const { lieu, inscription, organisateur } = sample
  return {
    title: sample.titre,
    summary: sample.resume,
    description: sample.description,
    type: sample.type,
    mode: modes[sample.participation],
    slots: sample.creneaux.map(slotOf),
    themes: sample.themes,
    audiences: sample.publics,
    placeName: lieu?.nom ?? null,
    address: lieu?.adresse ?? null,
    postalCode: lieu?.codePostal ?? null,
    communeCode: lieu?.codeInsee ?? null,
    access: null,
    onlineLink: sample.lienEnLigne,
    onlineLinkReserved: 0,
    registration: codeOf(registrations, inscription.mode) ?? null,
    registrationUrl: inscription.url,
    registrationEmail: inscription.courriel,
    registrationPhone: null,
    registrationDeadline: inscription.dateLimite,
    seats: inscription.places,
    freeOfCharge: sample.tarif.gratuit ? 1 : 0,
    priceDetail: sample.tarif.detail,
    accessNeeds: sample.accessibilite,
    accessibilityDetail: sample.accessibiliteDetail,
    organiserName: organisateur.nom,
    organiserType: organisateur.type,
    organiserFamily: organisateur.familleEss,
    organiserQualities: organisateur.qualites,
    organiserWebsite: organisateur.site,
    coorganisers: sample.coorganisateurs,
    publicContactRole: sample.contactPublic.fonction,
    publicContactEmail: sample.contactPublic.courriel,
    publicContactPhone: null,
    privateName: sample.contactInterne.fonction,
    privateEmail: sample.contactInterne.courriel,
    privatePhone: null,
    keywords: sample.motsCles,
    latitude: null,
    longitude: null,
    positionPrecision: null,
    imageAlt: null,
    imageCredit: null,
  }
}

/** The one real event: what the announcement does not say is not known, and is left out rather than shown as fact. */
function realBreakfast(sample: Sample): Proposal {
  return {
    ...proposalOf(sample),
    summary:
      'Petit déjeuner co organisé par la CRESS et le Club Busin’ESS du Pays d’Alençon sur la consommation responsable le jeudi 25 mai matin à Alençon.',
    description: null,
    slots: [{ day: '2023-05-25', startsAt: null, endsAt: null, moment: 'morning' }],
    themes: [],
    audiences: [],
    placeName: null,
    registration: null,
    registrationEmail: null,
    freeOfCharge: null,
    publicContactRole: null,
    publicContactEmail: null,
  }
}

function slotOf({ debut, fin }: { debut: string; fin: string }): Slot {
  return { day: debut.slice(0, 10), startsAt: debut.slice(11, 16), endsAt: fin.slice(11, 16), moment: null }
}

const clockAt = (moment: string): Clock => ({ now: () => Temporal.Instant.from(moment) })
