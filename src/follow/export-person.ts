import type { Database } from '../db/open.ts'
import { listDraftDocuments } from '../documents/queries.ts'
import { currentZone } from '../editions/queries.ts'
import { listMailsTo } from '../mail/erase.ts'
import { listMessages } from '../messages/queries.ts'
import { listDraftsOf, listManaged, listPublishedFor } from '../propositions/person.ts'
import { findAnyProposition } from '../propositions/proposition.ts'
import { listRemarksFrom } from '../remarks/queries.ts'
import { placed } from './export-files.ts'
import { type Gathered, gatherProposition, named } from './export-proposition.ts'
import { mailStates, mailText, momentIn } from './export-words.ts'
import { draftNames } from './mine-lists.ts'

/**
 * Everything that the site holds about an address. Of what it manages for somebody else, only what it is. What was written to the
 * coordination (`withRemarks`) gives an address that nobody has checked.
 */
export function gatherPerson(db: Database, email: string, { withRemarks }: { withRemarks: boolean }): Gathered {
  const at = momentIn(currentZone(db))
  const managed = listManaged(db, email)
  // a sheet that came with an event is a proposition of its own, in its own place
  const own = managed
    .filter((one) => one.own)
    .flatMap(({ reference }) => findAnyProposition(db, reference) ?? [])
    .map((proposition) => gatherProposition(db, proposition, { withSheets: false }))
  const drafts = listDraftsOf(db, email).map((draft) => ({
    draft,
    files: placed(`brouillon-${draft.id}`, listDraftDocuments(db, draft.id)),
  }))

  return {
    data: {
      adresse: email,
      propositions: own.map(({ data }) => data),
      propositions_gerees_comme_collegue: managed.filter((one) => !one.own).map(named),
      contact_publie_de: listPublishedFor(db, email),
      brouillons: drafts.map(({ draft, files }) => ({
        nature: draftNames[draft.kind],
        commence_le: at(draft.createdAt),
        modifie_le: at(draft.updatedAt),
        reponses: draft.typed,
        reponses_remplacees: draft.replaced,
        a_corriger: draft.faults,
        documents: files.map(({ name }) => name),
      })),
      ...(withRemarks ? { messages_a_la_coordination: remarksOf(db, email, at) } : {}),
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

const remarksOf = (db: Database, email: string, at: ReturnType<typeof momentIn>) =>
  listRemarksFrom(db, email).map(({ reference, subject, text, name, sentAt }) => ({
    a_propos_de: subject,
    ecrit_le: at(sentAt),
    nom: name,
    message: text,
    reponses: listMessages(db, reference).map((answer) => ({ ecrite_le: at(answer.sentAt), texte: answer.text })),
  }))
