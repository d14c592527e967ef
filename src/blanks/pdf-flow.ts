import { ink } from './ink.ts'
import { type Element, foot, heightOf, type Inside, margin, type Style, tag, width, write } from './pdf-paper.ts'

export const text: Style = { face: 'text', size: 10.5, gap: 2 }
export const soft: Style = { ...text, colour: ink.soft }

/** Where the next thing goes: further down, or on the next page when it does not fit. */
export function makeRoom(document: Inside, height: number) {
  if (document.y + height > foot) document.addPage()
}

/** A paragraph over the whole width, and the air below it. */
export function paragraph(document: Inside, parent: Element, words: string, style: Style, type: string, after: number) {
  makeRoom(document, heightOf(document, words, style, width))
  const y = document.y
  tag(document, parent, type, () => write(document, words, { x: margin, y, room: width }, style))
  down(document, document.y + after)
}

/** Goes on from there. */
export function down(document: Inside, y: number) {
  document.x = margin
  document.y = y
}
