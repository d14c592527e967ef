import { listColleagues } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import type { Document } from '../documents/queries.ts'
import { ownEdition } from '../editions/queries.ts'
import { labelOf, statuses } from '../events/lists.ts'
import { describeEvent, type Section } from '../events/sections.ts'
import { listHistory } from '../journal/queries.ts'
import { actText } from '../journal/words.ts'
import { listMessages } from '../messages/queries.ts'
import { flagText } from '../propositions/flags.ts'
import { findAnyProposition, kindNames, type Proposition } from '../propositions/proposition.ts'
import { describeSheet } from '../sheets/sections.ts'
import { textOf } from '../texts/check.ts'
import { ownDocuments } from './documents.ts'
import { changesOf, tellChange } from './export-changes.ts'
import { lifeOf } from './export-event.ts'
import { placed } from './export-files.ts'
import { actorText, momentIn, textStates, wordsOf } from './export-words.ts'

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
      ...(event ? lifeOf(db, event, at) : {}),
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
      modifications_proposees: changes.map((change) => tellChange(change, at)),
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
