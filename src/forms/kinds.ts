import type { Database } from '../db/open.ts'
import type { DraftKind } from '../drafts/queries.ts'
import type { Edition } from '../editions/queries.ts'
import type { Described } from '../events/event.ts'
import { eventFields } from '../events/fields.ts'
import { eventFiles, eventSections } from '../events/outline.ts'
import { readProposal } from '../events/proposal.ts'
import { describeEvent, type Section } from '../events/sections.ts'
import { slotFields } from '../events/slot-fields.ts'
import { sheetForm } from '../sheets/forms.ts'
import type { Kind } from '../sheets/lists.ts'
import { type ProposedSheet, readSheet } from '../sheets/reading.ts'
import { describeSheet } from '../sheets/sections.ts'
import type { Errors, Field, Typed } from '../web/fields.ts'
import type { FileQuestion, FormSection, Warning } from '../web/forms.ts'

/** What a checked form holds, ready to be sent. */
export type Content = { kind: 'evenement'; event: Described } | { kind: Kind; sheet: ProposedSheet }

/** A form read whole: what to correct, or what would be sent, in words and as such. */
export type Reading =
  | { ok: false; errors: Errors }
  | { ok: true; content: Content; sections: Section[]; warnings: Warning[] }

/** A form of the site: its questions, and how what is typed in it is read. */
export type FormKind = {
  slug: Exclude<DraftKind, 'plusieurs'>
  title: string
  correcting: string
  lede: string
  fields: Record<string, Field>
  /** answers that come without a question of their own */
  unasked: string[]
  sectionsOf: (typed: Typed) => FormSection[]
  filesOf: (typed: Typed) => FileQuestion[]
  /** every file that the form may ask, however it is filled in */
  allFiles: FileQuestion[]
  /** `files` are the questions that have a file; `atDesk`, what the coordination does not know may stay open */
  read: (db: Database, edition: Edition, typed: Typed, files: string[], where?: { atDesk: boolean }) => Reading
}

const event: FormKind = {
  slug: 'evenement',
  title: 'Proposer un événement',
  correcting: 'Modifier votre événement',
  lede: 'Cinq minutes suffisent. Rien n’est publié avant l’accord de la coordination ; vous recevez un lien pour suivre et corriger votre proposition.',
  fields: { ...eventFields, ...slotFields },
  unasked: ['creneaux', 'commune_choix', 'ouvertes'],
  sectionsOf: eventSections,
  filesOf: () => eventFiles,
  allFiles: eventFiles,
  read(db, edition, typed, files, where) {
    const reading = readProposal(db, edition, typed, files, where)
    if (!reading.ok) return reading
    const { proposal, warnings } = reading
    return { ok: true, content: { kind: 'evenement', event: proposal }, sections: describeEvent(proposal), warnings }
  },
}

const sheet = (kind: Kind, words: Pick<FormKind, 'title' | 'correcting' | 'lede'>): FormKind => {
  const form = sheetForm(kind)
  return {
    slug: kind,
    ...words,
    fields: form.fields,
    unasked: ['remise', 'avec', 'commune_choix', 'ouvertes'],
    sectionsOf: form.sectionsOf,
    filesOf: form.files,
    allFiles: [...form.files({}), ...form.files({ remise: 'fichier' })],
    read(db, edition, typed, files, where) {
      const reading = readSheet(db, kind, typed, { year: edition.year, files, ...where })
      if (!reading.ok) return reading
      return { ok: true, content: { kind, sheet: reading.sheet }, sections: describeSheet(reading.sheet), warnings: [] }
    },
  }
}

/** The forms by their word in the address. */
export const formKinds: Record<string, FormKind> = {
  evenement: event,
  rex: sheet('rex', {
    title: 'Proposer une fiche REX',
    correcting: 'Modifier votre fiche REX',
    lede: 'Le retour d’expérience d’un marché public réussi, pour les acheteurs qui voudront en faire autant. Rien n’est publié avant l’accord de la coordination.',
  }),
  'carte-blanche': sheet('carte-blanche', {
    title: 'Proposer une carte blanche',
    correcting: 'Modifier votre carte blanche',
    lede: 'Une page libre sur un achat vertueux, que vous soyez une structure de l’ESS, une collectivité ou une entreprise. Rien n’est publié avant l’accord de la coordination.',
  }),
}
