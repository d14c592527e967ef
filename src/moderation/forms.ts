import type { Database } from '../db/open.ts'
import type { Document } from '../documents/queries.ts'
import { awaitsDecision } from '../events/lists.ts'
import { occasionQuestions } from '../events/occasion-fields.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { isOpenByMail } from '../propositions/waiting.ts'
import { choices } from '../web/choice-fields.ts'
import type { Field, Typed } from '../web/fields.ts'
import { decisionForms, messageForm } from './form.ts'
import { handoverFields } from './handover.ts'
import { fieldsFor, typedIdentity } from './identity-form.ts'
import { noteFields } from './notes.ts'
import type { Place } from './page.ts'
import { findProposed } from './proposed.ts'
import { confirmationOf, doubtful, publishedDocuments } from './publishable.ts'
import { slugFields } from './slug.ts'
import { takeDownFields } from './take-down.ts'
import { textPart } from './text.ts'

/** What is asked under one heading of the page, and what it starts from. */
type Asked = { fields: Record<string, Field>; typed: Typed }
export type Forms = Record<string, Asked>

/** Whether whoever reads the page may act on it: behind a mailed link, as long as something is to be decided. */
export const isOpenAt = (db: Database, proposition: Proposition, { atDesk, mayDecide }: Place) =>
  mayDecide && (atDesk || isOpenByMail(db, proposition))

/** All that the page asks as it is now, by the end of the address of its button. */
export function formsOn(db: Database, proposition: Proposition, place: Place): Forms {
  const { event, sheet, status, privateEmail, documents } = proposition
  const open = isOpenAt(db, proposition, place)
  const undecided = place.mayDecide && awaitsDecision(proposition)
  const online = status === 'published'
  const desk = place.atDesk && place.mayDecide
  const { correction, refus, rejet } = decisionForms(db)
  const text = open ? textPart(db, proposition) : undefined
  const proposed = open ? findProposed(db, proposition) : undefined
  const forms: Record<string, Asked | false | undefined> = {
    texte: text?.state !== undefined && asked(text.fields, { texte_document: text.content ?? '' }),
    fiche: open && sheet?.source === 'file' && asked(fieldsFor(sheet), typedIdentity(db, sheet, documents)),
    publication: undecided && confirming(publishedDocuments(proposition)),
    acceptation: proposed && !proposed.endsPublication && confirming(proposed.documents),
    correction: undecided && privateEmail !== null && asked(correction),
    refus: undecided && asked(refus),
    rejet: proposed && asked(rejet),
    annonce: open && online && event && asked(occasionQuestions(event, { back: false })),
    message: open && privateEmail !== null && asked(messageForm),
    notes: desk && asked(noteFields),
    adresse: desk && online && asked(slugFields, { adresse_page: (event ?? sheet)?.slug ?? '' }),
    gestion: desk && privateEmail === null && (online || undecided) && asked(handoverFields),
    retrait: desk && online && asked(takeDownFields),
  }
  return Object.fromEntries(Object.entries(forms).flatMap(([act, form]) => (form ? [[act, form]] : [])))
}

const asked = (fields: Asked['fields'], typed: Typed = {}): Asked => ({ fields, typed })

/** What must have been looked at before it is public. */
function confirming(documents: Document[]) {
  const label = confirmationOf(doubtful(documents))
  return doubtful(documents).length > 0 && asked({ confirmer: choices({ label, options: [{ slug: 'oui', label }] }) })
}
