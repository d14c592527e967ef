import { Document, Packer } from 'docx'
import { footOf, headOf } from './docx-frame.ts'
import { sectionOf } from './docx-questions.ts'
import { stylesOf } from './docx-styles.ts'
import type { Frame } from './frame.ts'
import { controlNames } from './outline.ts'

/** A sheet as a DOCX that a word processor fills, question by question. */
export async function writeDocx(frame: Frame): Promise<Buffer> {
  const { name, edition, description, mark } = frame
  const document = new Document({
    title: name,
    creator: edition,
    description,
    keywords: mark,
    // The second says which is which to whoever reads them after their tags were forgotten.
    customProperties: [
      { name: 'fiche', value: mark },
      { name: 'questions', value: controlNames(frame.sections).join(' ') },
    ],
    styles: stylesOf(),
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { top: 960, bottom: 960, left: 1020, right: 1020 } },
        },
        footers: { default: footOf(name) },
        children: [...(await headOf(frame)), ...frame.sections.flatMap(sectionOf)],
      },
    ],
  })
  return Packer.toBuffer(document)
}
