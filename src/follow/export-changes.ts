import type { Database } from '../db/open.ts'
import { listRevisionDocuments } from '../documents/queries.ts'
import { describeEvent } from '../events/sections.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { listRevisions } from '../revisions/erase.ts'
import { subjectOf } from '../revisions/queries.ts'
import { describeSheet } from '../sheets/sections.ts'
import { placed } from './export-files.ts'
import { type MomentText, revisionStates, wordsOf } from './export-words.ts'

/** The changes ever proposed to it, each with what it would say and the documents that came with it. */
export const changesOf = (db: Database, proposition: Proposition) =>
  listRevisions(db, subjectOf(proposition)).map((revision) => ({
    revision,
    sections: proposition.event
      ? describeEvent(JSON.parse(revision.proposed))
      : describeSheet(JSON.parse(revision.proposed)),
    files: placed(`${proposition.reference}/modification-${revision.id}`, listRevisionDocuments(db, revision.id)),
  }))

/** A change as it is told; its documents by their places. */
export const tellChange = ({ revision, sections, files }: ReturnType<typeof changesOf>[number], at: MomentText) => ({
  etat: revisionStates[revision.status],
  envoyee_le: at(revision.submittedAt),
  reponse_de_la_coordination: revision.message,
  // whoever was the contact then may not be the one who asks
  contenu_propose: wordsOf(sections.filter(({ id }) => id !== 'contacts-prives')),
  documents: files.map(({ name }) => name),
})
