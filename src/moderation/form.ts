import { findCommune, searchCommunes } from '../communes/queries.ts'
import type { Database } from '../db/open.ts'
import { authorTypes, type Kind, purchaserTypes, segments } from '../sheets/lists.ts'
import type { Sheet } from '../sheets/queries.ts'
import type { SheetIdentity } from '../sheets/write.ts'
import { choice, type Errors, readFields, type Typed, text } from '../web/fields.ts'

const message = (label: string, hint: string, missing: string) =>
  text({ label, hint, missing, min: 10, max: 2000, rows: true })

/** What goes with each decision, by its noun in the address. */
export const decisionForms = {
  publication: {},
  correction: {
    message: message(
      'Ce qui est à corriger',
      'Envoyé tel quel à l’organisateur, qui peut corriger et renvoyer.',
      'Ce qui est à corriger : dites-le à l’organisateur',
    ),
  },
  refus: {
    motif: message(
      'Motif du refus',
      'Envoyé tel quel à l’organisateur.',
      'Motif du refus : dites à l’organisateur pourquoi',
    ),
  },
} as const

export type Decision = keyof typeof decisionForms

export const isDecision = (noun: string): noun is Decision => Object.hasOwn(decisionForms, noun)

/** The text that goes with a decision, empty for a publication. */
export function readDecision(decision: Decision, typed: Typed): { message: string; errors: Errors } {
  const { values, errors } = readFields(decisionForms[decision], typed)
  const [message] = Object.values(values)
  return { message: typeof message === 'string' ? message : '', errors }
}

/** What the coordinator reads in a sheet handed in as a file, before it can be published. */
export const identityFields = (kind: Kind) => ({
  titre: text({ label: 'Titre', missing: 'Titre : donnez un titre à la fiche', max: 120 }),
  organisation: text({
    label: kind === 'rex' ? 'Acheteur' : 'Auteur',
    missing: `${kind === 'rex' ? 'Acheteur' : 'Auteur'} : nommez la structure`,
    max: 150,
  }),
  type: choice({
    label: 'Type de structure',
    missing: 'Type de structure : choisissez dans la liste',
    options: kind === 'rex' ? purchaserTypes : authorTypes,
  }),
  commune: text({
    label: 'Commune',
    hint: 'Nom ou code postal.',
    missing: 'Commune : indiquez la commune de la structure',
    max: 100,
  }),
  segment: choice({
    label: 'Segment d’achat',
    missing: 'Segment d’achat : choisissez dans la liste',
    options: segments,
  }),
})

export function readIdentity(db: Database, kind: Kind, typed: Typed): { identity?: SheetIdentity; errors: Errors } {
  const { values, errors } = readFields(identityFields(kind), typed)
  const [commune, ...others] = values.commune ? searchCommunes(db, values.commune) : []
  if (values.commune && (!commune || others.length > 0)) {
    errors.commune = commune
      ? 'Commune : plusieurs portent ce nom ou ce code ; écrivez « 14100 Lisieux »'
      : 'Commune : elle n’est pas dans la liste de la région'
  }
  const { titre, organisation, type, segment } = values
  if (!commune || !titre || !organisation || !type || !segment || Object.keys(errors).length > 0) return { errors }
  return {
    identity: { title: titre, organisation, organisationType: type, communeCode: commune.code, segment },
    errors,
  }
}

/** A sheet's identity as its form would have been typed. */
export function typedIdentity(db: Database, sheet: Sheet): Typed {
  const commune = sheet.communeCode ? findCommune(db, sheet.communeCode) : undefined
  return {
    titre: sheet.title ?? '',
    organisation: sheet.organisation ?? '',
    type: sheet.organisationType ?? '',
    commune: commune ? `${commune.postalCodes.split(' ')[0]} ${commune.name}` : '',
    segment: sheet.segment ?? '',
  }
}
