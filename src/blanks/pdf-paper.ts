import PDFDocument from 'pdfkit'
import { type Face, fonts } from './fonts.ts'
import type { Frame } from './frame.ts'
import { ink } from './ink.ts'

// What pdfkit keeps for itself and the form needs: its objects, its pages, the fonts as the document embeds them.
export type Ref = PDFKit.PDFKitReference
type Font = { id: string; ref(): Ref; encode(text: string): [string[], unknown] }
export type Inside = PDFKit.PDFDocument & {
  _root: { data: { AcroForm: { data: { Fields: Ref[]; NeedAppearances: boolean } } } }
  _font: Font
  page: { annotations: Ref[] }
}
export type Element = PDFKit.PDFStructureElement

export const margin = 48
export const width = 595.28 - 2 * margin
export const foot = 841.89 - 56

/** A document that says what it is: tagged, in French, with its title shown and a form in it. */
export function openPaper({ name, edition, description, mark }: Frame): Inside {
  const document = new PDFDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    info: {
      Title: plain(name),
      Author: plain(edition),
      Subject: plain(description),
      Keywords: mark,
      Creator: 'Semaine ASER',
      Producer: 'Semaine ASER',
    },
  } as object) as Inside
  for (const { face, bytes } of fonts) document.registerFont(face, bytes)
  // Whoever fills a field writes in a font that every reader has; what is printed has its own with it.
  document.font('Helvetica').initForm()
  document._root.data.AcroForm.data.NeedAppearances = false
  document.addPage()
  return document
}

/** The fonts have one no-break space. */
export const plain = (text: string) => text.replaceAll('\u202f', '\u00a0')

export type Style = { face: Face; size: number; colour?: string; gap?: number; align?: 'left' | 'center' | 'right' }

const set = (document: Inside, { face, size, colour = ink.text }: Style) =>
  document.font(face).fontSize(size).fillColor(colour)

const layout = ({ gap = 1, align = 'left' }: Style, room: number) => ({ width: room, lineGap: gap, align })

export const heightOf = (document: Inside, text: string, style: Style, room: number) =>
  text ? set(document, style).heightOfString(plain(text), layout(style, room)) : 0

export const widthOf = (document: Inside, text: string, style: Style) => set(document, style).widthOfString(plain(text))

export function write(document: Inside, text: string, at: { x: number; y: number; room: number }, style: Style) {
  set(document, style).text(plain(text), at.x, at.y, layout(style, at.room))
}

/** Something that is read, as part of what it belongs to. */
export function tag(document: Inside, parent: Element, type: string, draw: () => void) {
  parent.add(document.struct(type, {}, [draw]))
}

/** Something that is only seen: a frame, a colour, a page number. */
export function draw(document: Inside, what: () => void, type: 'Layout' | 'Pagination' = 'Layout') {
  document.markContent('Artifact', { type })
  document.save()
  what()
  document.restore()
  document.endMarkedContent()
}

/** The whole document as bytes. pdfkit has written all of it by the time it is ended. */
export function bytesOf(document: Inside): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
    document.end()
  })
}
