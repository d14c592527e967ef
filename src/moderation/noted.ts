import { communeText } from '../communes/commune.ts'
import { findCommune } from '../communes/queries.ts'
import type { Database } from '../db/open.ts'
import { eventFields } from '../events/fields.ts'
import { labelOf } from '../events/lists.ts'
import type { PublicValues } from '../journal/queries.ts'
import { withoutPeople } from '../journal/without-people.ts'
import { segments } from '../sheets/lists.ts'
import type { Sheet } from '../sheets/queries.ts'
import { structureType } from '../sheets/sections.ts'
import type { SheetIdentity } from '../sheets/write.ts'
import type { Proposed } from './proposed.ts'

/** What accepting a change does to what the public reads, for the journal: no contact, and no link kept for registered people. */
export function changeNoted({ changes, into }: Proposed) {
  const people = [into.merged.privateName, 'event' in into ? into.event.privateName : into.sheet.privateName]
  const reserved = 'event' in into && (into.event.onlineLinkReserved || into.merged.onlineLinkReserved)
  const told = changes.filter(({ open, label }) => open && !(reserved && label === eventFields.lien_en_ligne.label))
  const side = (name: 'before' | 'after') =>
    withoutPeople(Object.fromEntries(told.map((change) => [change.label, change[name]])), people)
  return onlyChanged(side('before'), side('after'))
}

/** What writing down the identity of a filed sheet changes. */
export const identityNoted = (db: Database, sheet: Sheet, identity: SheetIdentity) =>
  onlyChanged(identityWords(db, sheet, sheet), identityWords(db, sheet, identity))

function identityWords(db: Database, { kind }: Sheet, of: Sheet | SheetIdentity): PublicValues {
  const commune = of.communeCode ? findCommune(db, of.communeCode) : undefined
  return {
    Titre: of.title ?? '',
    [kind === 'rex' ? 'Acheteur' : 'Auteur']: of.organisation ?? '',
    'Type de structure': of.organisationType ? structureType(kind, of.organisationType) : '',
    Commune: commune ? communeText(commune) : '',
    'Segment d’achat': of.segment ? labelOf(segments, of.segment) : '',
  }
}

/** Without the answers that say the same on both sides, once nobody is named in them. */
function onlyChanged(before: PublicValues, after: PublicValues) {
  const labels = Object.keys(after).filter((label) => before[label] !== after[label])
  const side = (values: PublicValues): PublicValues =>
    Object.fromEntries(labels.map((label) => [label, values[label] ?? '']))
  return { before: side(before), after: side(after) }
}
