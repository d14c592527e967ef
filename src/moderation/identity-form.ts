import { communeChoices, readCommuneAnswer } from '../communes/answer.ts'
import { communeText } from '../communes/commune.ts'
import { findCommune } from '../communes/queries.ts'
import type { Database } from '../db/open.ts'
import type { Document } from '../documents/queries.ts'
import { typedOfReturned } from '../forms/returned.ts'
import { answersOf } from '../sheets/answers.ts'
import { authorType, authorTypes, type Kind, purchaserTypes, segments } from '../sheets/lists.ts'
import type { Sheet } from '../sheets/queries.ts'
import type { SheetIdentity } from '../sheets/write.ts'
import { choice, yesNo } from '../web/choice-fields.ts'
import { type Errors, type Field, readFields, type Typed, text } from '../web/fields.ts'

/** What the coordinator reads in a sheet handed in as a file, before it can be published. */
const identityFields = (kind: Kind, { purchaser = false } = {}) => ({
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
  commune: {
    ...text({
      label: 'Commune',
      hint: 'Nom ou code postal.',
      missing: 'Commune : indiquez la commune de la structure',
      max: 100,
    }),
    communes: true,
  } satisfies Field,
  segment: choice({
    label: 'Segment d’achat',
    missing: 'Segment d’achat : choisissez dans la liste',
    options: segments,
  }),
  ...(purchaser
    ? {
        accord_acheteur: yesNo({
          label: 'L’acheteur est-il d’accord pour que la fiche soit publiée ?',
          hint: 'Demandez-le à qui l’a remise : le formulaire de l’événement ne le demande pas.',
          missing: 'Accord de l’acheteur : répondez par oui ou par non',
        }),
      }
    : {}),
})

/** The questions of this very sheet. One that came with an event was not asked whether the buyer agrees. */
export const fieldsFor = ({ kind, content }: Sheet) =>
  identityFields(kind, { purchaser: kind === 'rex' && JSON.parse(content).accord_publication === undefined })

export function readIdentity(db: Database, sheet: Sheet, typed: Typed): { identity?: SheetIdentity; errors: Errors } {
  const { values, errors } = readFields(fieldsFor(sheet), typed)
  const answer = values.commune ? readCommuneAnswer(db, 'Commune', values.commune, chosenCommune(typed)) : undefined
  if (answer && !answer.ok) errors.commune = answer.message

  const { titre, organisation, type, segment } = values
  const { accord_acheteur: agreed } = values as { accord_acheteur?: 'oui' | 'non' }
  if (!answer?.ok || !titre || !organisation || !type || !segment || Object.keys(errors).length > 0) return { errors }
  return {
    identity: {
      title: titre,
      organisation,
      organisationType: type,
      communeCode: answer.commune.code,
      segment,
      purchaserAgrees: agreed,
    },
    errors,
  }
}

const chosenCommune = ({ commune_choix: chosen }: Typed) => (typeof chosen === 'string' ? chosen : undefined)

/** The communes that what was typed may mean, where it does not tell which. */
export const identityChoices = (db: Database, { commune }: Typed, errors: Errors) =>
  errors.commune && typeof commune === 'string' ? { commune: communeChoices(db, commune) } : {}

/** A sheet's identity as its form would have been typed. */
export function typedIdentity(db: Database, sheet: Sheet, documents: Document[]): Typed {
  const read = typedOfReturned(db, sheet, documents)
  const commune = sheet.communeCode ? findCommune(db, sheet.communeCode) : undefined
  return {
    titre: sheet.title ?? read.titre ?? '',
    organisation: sheet.organisation ?? read.acheteur ?? read.auteur ?? '',
    type: sheet.organisationType ?? read.acheteur_type ?? authorType(String(read.auteur_type ?? '')),
    commune: commune ? communeText(commune) : (read.commune ?? ''),
    segment: sheet.segment ?? read.segment ?? '',
    accord_acheteur: answersOf(sheet).accord_acheteur ?? read.accord_acheteur ?? '',
  }
}
