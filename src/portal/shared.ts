import type { Commune } from '../communes/commune.ts'
import { departmentName } from '../communes/departments.ts'
import { findCommunes } from '../communes/queries.ts'
import type { Database } from '../db/open.ts'
import { listSheetFiles } from '../documents/of-sheets.ts'
import type { Document } from '../documents/queries.ts'
import { answersOf } from '../sheets/answers.ts'
import { partsOf } from '../sheets/forms.ts'
import type { Sheet } from '../sheets/queries.ts'
import { fieldsOf, type Question } from '../sheets/questions.ts'
import { checkedTexts } from '../texts/queries.ts'
import { listRemoved, listShared, type Removed } from './queries.ts'

/** A fiche REX as the portal may take it: what its page says of it, under the names of its questions, and where it is. */
export type SharedSheet = {
  sheet: Sheet
  id: string
  address: string
  place: Commune | undefined
  answers: Record<string, unknown>
  /** of one that came as a file: where it is, and what it says once somebody has read it again */
  document: string | null
  text: string | null
}

export type Shared = { sheets: SharedSheet[]; removed: Removed[] }

/** `since`, an instant: only what was changed from then on. What is gone is always all told. */
export function gatherShared(db: Database, baseUrl: string, since = ''): Shared {
  const sheets = listShared(db).filter(({ updatedAt }) => updatedAt >= since)
  const places = findCommunes(
    db,
    sheets.flatMap(({ communeCode }) => communeCode ?? []),
  )
  const files = sheets.some(({ source }) => source === 'file') ? listSheetFiles(db) : undefined
  const texts = files && checkedTexts(db)
  return {
    sheets: sheets.map((sheet) => ({
      sheet,
      id: sheet.reference,
      address: `${baseUrl}/rex/${sheet.slug}`,
      place: places.find(({ code }) => code === sheet.communeCode),
      answers: publicAnswersOf(sheet),
      document: addressOf(baseUrl, files?.get(sheet.id)),
      text: (files?.has(sheet.id) && texts?.get(sheet.id)) || null,
    })),
    removed: listRemoved(db),
  }
}

const addressOf = (baseUrl: string, file: Document | undefined) =>
  file ? `${baseUrl}/documents/${file.id}/${encodeURIComponent(file.name)}` : null

/** The questions whose answers are shared: neither the agreements, nor the contacts, nor what is said of a photograph. */
export const sharedQuestions = Object.entries<Question>(
  fieldsOf(partsOf('rex', 'typed').filter(({ id, private: isPrivate }) => !isPrivate && id !== 'contacts')),
).filter(([name]) => !/^visuel|^commune$/.test(name))

function publicAnswersOf(sheet: Sheet): Record<string, unknown> {
  const answers: Record<string, unknown> = answersOf(sheet)
  // a holder is named with its own agreement only
  const hidden = answers.accord_titulaire === 'oui' ? [] : ['titulaire']
  return Object.fromEntries(
    sharedQuestions.filter(([name]) => !hidden.includes(name)).map(([name]) => [name, answers[name] ?? null]),
  )
}

/** Where it is, as every format says it: a point only if somebody could find the place with it. */
export const placeOf = ({ place }: SharedSheet) => ({
  commune: place?.name ?? null,
  code_insee: place?.code ?? null,
  departement: place ? departmentName(place.department) : null,
  precision: place?.precision ?? null,
  longitude: isFindable(place) ? place.longitude : null,
  latitude: isFindable(place) ? place.latitude : null,
})

export const isFindable = (place: Commune | undefined): place is Commune =>
  place?.precision === 'commune' || place?.precision === 'code-postal'
