import { listColleagues } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import { type Document, listDraftDocuments, listRevisionDocuments } from '../documents/queries.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { labelOf, occasions, statuses } from '../events/lists.ts'
import { describeEvent, type Section } from '../events/sections.ts'
import { listHistory } from '../journal/queries.ts'
import { listMailsTo } from '../mail/erase.ts'
import { listMessages } from '../messages/queries.ts'
import { flagText } from '../propositions/flags.ts'
import { listDraftsOf, listManaged, listPublishedFor } from '../propositions/person.ts'
import { findAnyProposition, kindNames, type Proposition } from '../propositions/proposition.ts'
import { listRevisions } from '../revisions/erase.ts'
import type { Revision } from '../revisions/queries.ts'
import { describeSheet } from '../sheets/sections.ts'
import { momentOf } from '../web/french.ts'
import { ownDocuments } from './documents.ts'
import { actorText, actText, mailStates, mailText, revisionStates } from './export-words.ts'
import { draftNames } from './mine-lists.ts'

/** Data under French names, and the documents that go with it, each with its place beside it. */
export type Gathered = { data: Record<string, unknown>; files: { document: Document; name: string }[] }

/** Everything that the site holds about an address. Of what it manages for somebody else, only what it is. */
export function gatherPerson(db: Database, email: string): Gathered {
  const at = momentIn(db)
  const managed = listManaged(db, email)
  const own = managed
    .filter((one) => one.own)
    .flatMap(({ reference }) => findAnyProposition(db, reference) ?? [])
    .map((proposition) => gatherProposition(db, proposition))
  const drafts = listDraftsOf(db, email).map((draft) => ({
    draft,
    files: placed(`brouillon-${draft.id}`, listDraftDocuments(db, draft.id)),
  }))

  return {
    data: {
      adresse: email,
      propositions: own.map(({ data }) => data),
      propositions_gerees_comme_collegue: managed
        .filter((one) => !one.own)
        .map(({ kind, reference, title, status }) => ({
          nature: kindNames[kind],
          reference,
          titre: title,
          etat: labelOf(statuses, status),
        })),
      contact_publie_de: listPublishedFor(db, email),
      brouillons: drafts.map(({ draft, files }) => ({
        nature: draftNames[draft.kind],
        commence_le: at(draft.createdAt),
        modifie_le: at(draft.updatedAt),
        reponses: draft.typed,
        documents: files.map(({ name }) => name),
      })),
      courriels: listMailsTo(db, email).map(({ name, status, createdAt, sentAt }) => ({
        objet: mailText(name),
        ecrit_le: at(createdAt),
        envoye_le: at(sentAt),
        etat: mailStates[status],
      })),
    },
    files: [...own, ...drafts].flatMap(({ files }) => files),
  }
}

/** Everything about one proposition; without the contact of whoever handed it in when a colleague asks (`own` is false). */
export function gatherProposition(db: Database, proposition: Proposition, { own = true } = {}): Gathered {
  const { event, sheet, reference, kind } = proposition
  const at = momentIn(db)
  const life = event ?? sheet
  const files = placed(reference, ownDocuments(proposition))
  const revisions = listRevisions(
    db,
    event ? { eventId: event.id, sheetId: null } : { eventId: null, sheetId: sheet?.id ?? 0 },
  )
  const changes = revisions.map((revision) => ({
    revision,
    files: placed(`${reference}/modification-${revision.id}`, listRevisionDocuments(db, revision.id)),
  }))
  const inWords = (sections: Section[]) => wordsOf(sections.filter(({ id }) => own || id !== 'contacts-prives'))

  return {
    data: {
      nature: kindNames[kind],
      reference,
      titre: proposition.title,
      etat: labelOf(statuses, proposition.status),
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
              le: at(event.occasionAt),
            },
          }
        : {}),
      accords: { version_des_questions: life?.consentVersion ?? null, donnes_le: at(life?.consentAt) },
      signalements_a_la_coordination: proposition.flags.map(flagText),
      message_de_la_coordination: proposition.message,
      documents: files.map(({ name }) => name),
      messages: listMessages(db, reference).map(({ author, text, sentAt }) => ({
        de: actorText(author),
        le: at(sentAt),
        texte: text,
      })),
      modifications_proposees: changes.map(({ revision, files: added }) => ({
        etat: revisionStates[revision.status],
        envoyee_le: at(revision.submittedAt),
        reponse_de_la_coordination: revision.message,
        contenu_propose: inWords(proposedSections(proposition, revision)),
        documents: added.map(({ name }) => name),
      })),
      nombre_de_collegues: listColleagues(db, reference).length,
      historique: listHistory(db, reference).map(({ at: when, act, actor }) => ({
        le: at(when),
        quoi: actText(act),
        par: actorText(actor),
      })),
    },
    files: [...files, ...changes.flatMap((change) => change.files)],
  }
}

const proposedSections = ({ event }: Proposition, { proposed }: Pick<Revision, 'proposed'>) =>
  event ? describeEvent(JSON.parse(proposed)) : describeSheet(JSON.parse(proposed))

const wordsOf = (sections: Section[]) =>
  Object.fromEntries(
    sections.map(({ title, rows }) => [
      title,
      Object.fromEntries(rows.map(({ label, value }) => [label, value || null])),
    ]),
  )

/** The documents of one owner, each with a place that no other has. */
const placed = (folder: string, documents: Document[]) =>
  documents.map((document) => ({
    document,
    name: `documents/${folder}/${document.id}-${document.widths ? document.name.replace(/\.\w+$/, '.webp') : document.name}`,
  }))

/** Instants as people of the edition's zone say them. */
function momentIn(db: Database) {
  const timeZone = findCurrentEdition(db)?.timeZone ?? 'Europe/Paris'
  return (instant: string | null | undefined) => (instant ? momentOf(instant, timeZone) : null)
}
