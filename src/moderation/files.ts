import type { Document } from '../documents/queries.ts'
import { flagText } from '../propositions/flags.ts'
import { answersOf } from '../sheets/answers.ts'
import type { DescribedSheet } from '../sheets/sheet.ts'
import type { Place } from './page.ts'

/** What says what an image shows. */
type Content = { event?: { imageAlt: string | null }; sheet?: DescribedSheet }

/** Documents as the decision page lists them: an image, which was drawn again, is seen; of the others, what to be careful about is said. */
export const filesOf = (content: Content, documents: Document[], place: Place) =>
  documents.map((document) => ({
    name: document.name,
    size: document.size,
    flags: document.widths ? [] : document.flags.map(flagText),
    href: document.widths ? place.hrefOfImage(document) : place.hrefOfDocument(document),
    image: document.widths && { alt: altOf(content, document), ...smallest(document) },
  }))

/** The words that came with it, in case they do not say what it shows. */
function altOf({ event, sheet }: Content, { name, field }: Document) {
  const answers: Record<string, unknown> = sheet ? answersOf(sheet) : { visuel_alt: event?.imageAlt }
  return String(answers[`${field}_alt`] ?? name)
}

const smallest = ({ widths, width, height }: Document) => {
  const least = widths?.[0] ?? 0
  return { width: least, height: Math.round(((height ?? 0) * least) / (width ?? 1)) }
}
