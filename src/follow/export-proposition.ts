import { listColleagues } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import { type Document, listRevisionDocuments } from '../documents/queries.ts'
import { ownEdition } from '../editions/queries.ts'
import { labelOf, occasions, statuses } from '../events/lists.ts'
import { describeEvent, type Section } from '../events/sections.ts'
import { satisfactionLabel } from '../feedback/fields.ts'
import { findFeedback } from '../feedback/queries.ts'
import { listHistory } from '../journal/queries.ts'
import { actText } from '../journal/words.ts'
import { listMessages } from '../messages/queries.ts'
import { flagText } from '../propositions/flags.ts'
import { findAnyProposition, kindNames, type Proposition } from '../propositions/proposition.ts'
import { listRevisions } from '../revisions/erase.ts'
import { subjectOf } from '../revisions/queries.ts'
import { describeSheet } from '../sheets/sections.ts'
import { textOf } from '../texts/check.ts'
import { momentOf } from '../web/french.ts'
import { ownDocuments } from './documents.ts'
import { actorText, revisionStates, textStates } from './export-words.ts'

/** Data under French names, and the documents that go with it, each with its place beside it. */
export type Gathered = { data: Record<string, unknown>; files: { document: Document; name: string }[] }

/** `own` is false for a colleague, who does not get the contact; `withSheets` where each sheet is told in its own place. */
type Wish = { own?: boolean; withSheets?: boolean }

/** Everything about one proposition, and about the sheets of the same contact that came with it. */
export function gatherProposition(
  db: Database,
  proposition: Proposition,
  { own = true, withSheets = true }: Wish = {},
): Gathered {
  const { event, sheet, reference } = proposition
  const at = momentIn(ownEdition(db, proposition).timeZone)
  const life = event ?? sheet
  const inWords = (sections: Section[]) => wordsOf(sections.filter(({ id }) => own || id !== 'contacts-prives'))
  const files = placed(reference, ownDocuments(proposition))
  const changes = changesOf(db, proposition)
  const feedback = event && findFeedback(db, event.id)
  const text = sheet && textOf(db, sheet, proposition.documents)
  const sheets = proposition.sheets.flatMap(({ reference: one }) => findAnyProposition(db, one) ?? [])
  const isWhole = (one: Proposition) => withSheets && one.privateEmail === proposition.privateEmail
  const told = sheets.map((one) =>
    isWhole(one) ? gatherProposition(db, one, { own }) : { data: named(one), files: [] },
  )

  return {
    data: {
      ...named(proposition),
      envoyee_le: at(proposition.submittedAt),
      modifiee_le: at(life?.updatedAt),
      decidee_le: at(life?.decidedAt),
      publiee_le: at(life?.publishedAt),
      page_publique: proposition.publicAddress ?? null,
      contenu: inWords(event ? describeEvent(event) : sheet ? describeSheet(sheet) : []),
      ...(event && event.occasion !== 'scheduled'
        ? {
            annonce: {
              quoi: labelOf(occasions, event.occasion),
              precision: event.occasionNote,
              lien: event.occasionLink,
              le: at(event.occasionAt),
            },
          }
        : {}),
      ...(feedback
        ? {
            bilan: {
              participants: feedback.participants,
              dont_acheteurs: feedback.buyers,
              satisfaction: satisfactionLabel(feedback.satisfaction),
              mot_a_la_coordination: feedback.comment,
              le: at(feedback.answeredAt),
            },
          }
        : {}),
      accords: { version_des_questions: life?.consentVersion ?? null, donnes_le: at(life?.consentAt) },
      signalements_a_la_coordination: proposition.flags.map(flagText),
      message_de_la_coordination: proposition.message,
      documents: files.map(({ name }) => name),
      ...(text
        ? {
            texte_lu_dans_le_document: {
              etat: textStates[text.state],
              texte: text.content,
              relu_le: at(text.checkedAt),
            },
          }
        : {}),
      ...(event ? { fiches: told.map(({ data }) => data) } : {}),
      messages: listMessages(db, reference).map(({ author, text, sentAt }) => ({
        de: actorText(author),
        le: at(sentAt),
        texte: text,
      })),
      modifications_proposees: changes.map(({ revision, sections, files: added }) => ({
        etat: revisionStates[revision.status],
        envoyee_le: at(revision.submittedAt),
        reponse_de_la_coordination: revision.message,
        // whoever was the contact then may not be the one who asks
        contenu_propose: wordsOf(sections.filter(({ id }) => id !== 'contacts-prives')),
        documents: added.map(({ name }) => name),
      })),
      nombre_de_collegues: listColleagues(db, reference).length,
      historique: listHistory(db, reference).map(({ at: when, act, actor }) => ({
        le: at(when),
        quoi: actText(act),
        par: actorText(actor),
      })),
    },
    files: [files, ...[...changes, ...told].map((one) => one.files)].flat(),
  }
}

/** What a proposition is, and no more. */
export const named = ({
  kind,
  reference,
  title,
  status,
}: Pick<Proposition, 'kind' | 'reference' | 'title' | 'status'>) => ({
  nature: kindNames[kind],
  reference,
  titre: title,
  etat: labelOf(statuses, status),
})

/** The changes ever proposed to it, each with what it would say and the documents that came with it. */
const changesOf = (db: Database, proposition: Proposition) =>
  listRevisions(db, subjectOf(proposition)).map((revision) => ({
    revision,
    sections: proposition.event
      ? describeEvent(JSON.parse(revision.proposed))
      : describeSheet(JSON.parse(revision.proposed)),
    files: placed(`${proposition.reference}/modification-${revision.id}`, listRevisionDocuments(db, revision.id)),
  }))

const wordsOf = (sections: Section[]) =>
  Object.fromEntries(
    sections.map(({ title, rows }) => [
      title,
      Object.fromEntries(rows.map(({ label, value }) => [label, value || null])),
    ]),
  )

/** The documents of one owner, each with a place that no other has. */
export const placed = (folder: string, documents: Document[]) =>
  documents.map((document) => ({
    document,
    name: `documents/${folder}/${document.id}-${document.widths ? document.name.replace(/\.\w+$/, '.webp') : document.name}`,
  }))

/** Instants as people of a zone say them. */
export const momentIn = (timeZone: string) => (instant: string | null | undefined) =>
  instant ? momentOf(instant, timeZone) : null
