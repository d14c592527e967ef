import type { Frame } from './frame.ts'
import { bars, ink } from './ink.ts'
import { down, paragraph, soft, text } from './pdf-flow.ts'
import { draw, type Element, heightOf, type Inside, margin, type Style, tag, width, write } from './pdf-paper.ts'

const titleStyle: Style = { face: 'title', size: 26, colour: ink.accent, gap: 0 }
const strong: Style = { ...text, face: 'strong' }

/** Whose sheet it is, what it is, and what to do with it. */
export function addHead(document: Inside, root: Element, frame: Frame) {
  draw(document, () => {
    for (const [day, { x, y, height }] of bars.entries())
      document
        .roundedRect(margin + x * 0.9 - 2, margin + y * 0.9 - 6, 6.3, height * 0.9, 1.6)
        .fill(ink.days[day] ?? ink.accent)
  })
  const beside = { x: margin + 56, room: width - 56 }
  const half = { ...strong, size: 11 }
  tag(document, root, 'P', () => write(document, frame.edition, { ...beside, y: margin + 2 }, half))
  tag(document, root, 'P', () => write(document, frame.dates, { ...beside, y: document.y }, soft))
  down(document, Math.max(document.y, margin + 40) + 18)
  paragraph(document, root, frame.title, titleStyle, 'H1', 6)
  paragraph(document, root, frame.lede, { ...text, size: 12 }, 'P', 12)
  addSteps(document, root, frame)
}

/** How to fill it and where to send it, in a frame of its own. */
function addSteps(document: Inside, root: Element, { steps, address }: Frame) {
  const room = width - 28
  const height = [
    ...steps.map((step) => heightOf(document, step, text, room) + 3),
    heightOf(document, address, strong, room),
  ]
  const top = document.y
  const total = height.reduce((sum, one) => sum + one, 0) + 22
  draw(document, () => {
    document.roundedRect(margin, top, width, total, 4).fill(ink.paper)
    document.rect(margin, top, 3, total).fill(ink.accent)
  })
  down(document, top + 11)
  for (const step of steps) {
    const y = document.y
    tag(document, root, 'P', () => write(document, step, { x: margin + 16, y, room }, text))
    down(document, document.y + 3)
  }
  const link = document.struct('Link', { alt: address })
  root.add(link)
  const y = document.y
  link.add(() => write(document, address, { x: margin + 16, y, room }, { ...strong, colour: ink.accent }))
  document.annotate(margin + 16, y, Math.min(room, 330), 15, {
    structParent: link,
    Subtype: 'Link',
    Contents: new String(address),
    A: uriOf(document, address),
  } as object)
  link.end()
  down(document, top + total + 6)
}

const uriOf = (document: Inside, address: string) => {
  const action = document.ref({ S: 'URI', URI: new String(address) })
  action.end(undefined)
  return action
}
