import { ink } from './ink.ts'
import type { Asked } from './outline.ts'
import { addBox, addTextField, openGroup } from './pdf-fields.ts'
import { draw, type Element, heightOf, type Inside, type Style, tag, widthOf, write } from './pdf-paper.ts'

const label: Style = { face: 'strong', size: 10.5 }
const hint: Style = { face: 'text', size: 9, colour: ink.soft }
const option: Style = { face: 'text', size: 10 }

const lineHeight = 24
const box = 11
const boxRow = 18

type Place = { x: number; y: number; room: number; height: number }

/** How high a question is: its label, its hint, the room to answer and some air. */
export function heightOfQuestion(document: Inside, asked: Asked, room: number) {
  return heightOfWords(document, asked, room) + heightOfAnswer(document, asked, room) + 10
}

const labelOf = ({ label, required }: Asked) => (required ? `${label} *` : label)

const heightOfWords = (document: Inside, asked: Asked, room: number) =>
  heightOf(document, labelOf(asked), label, room) + heightOf(document, asked.hint, hint, room) + 3

function heightOfAnswer(document: Inside, asked: Asked, room: number) {
  if (asked.box === 'line') return lineHeight
  if (asked.box === 'text') return heightOfText(asked)
  return Math.ceil(asked.options.length / columnsOf(document, asked, room)) * boxRow + 2
}

// Room for a pen, and for all that may be typed: about a hundred letters a line.
const heightOfText = ({ rows, limit }: Asked) => Math.min(560, Math.max(rows * 20, (limit / 95) * 13) + 8)

/** As many answers beside each other as the longest allows. */
const columnsOf = (document: Inside, asked: Asked, room: number) =>
  Math.max(1, Math.min(4, asked.options.length, Math.floor(room / widthOfOptions(document, asked))))

const widthOfOptions = (document: Inside, { options }: Asked) =>
  Math.max(...options.map((one) => widthOf(document, one.label, option))) + box + 20

export function addQuestion(document: Inside, section: Element, asked: Asked, { x, y, room, height }: Place) {
  const labelHeight = heightOf(document, labelOf(asked), label, room)
  tag(document, section, 'P', () => write(document, labelOf(asked), { x, y, room }, label))
  if (asked.hint) tag(document, section, 'P', () => write(document, asked.hint, { x, y: y + labelHeight, room }, hint))

  const answer = heightOfAnswer(document, asked, room)
  // beside one that says more, the boxes stay on one line
  const top = y + height - 10 - answer
  if (asked.box === 'line' || asked.box === 'text') {
    const place = { x, y: top, width: room, height: answer }
    draw(document, () => document.roundedRect(x, top, room, answer, 3).lineWidth(0.75).stroke(ink.line))
    addTextField(document, section, asked, { x: place.x + 1, y: top + 1, width: room - 2, height: answer - 2 })
  } else {
    addBoxes(document, section, asked, { x, y: top, room, height: answer })
  }
}

/** Down the columns, as a list is read. */
function addBoxes(document: Inside, section: Element, asked: Asked, { x, y, room }: Place) {
  const columns = columnsOf(document, asked, room)
  const rows = Math.ceil(asked.options.length / columns)
  const column = Math.min(room / columns, Math.max(widthOfOptions(document, asked), 84))
  const group = openGroup(document, asked)
  for (const [index, one] of asked.options.entries()) {
    const left = x + Math.floor(index / rows) * column
    const top = y + (index % rows) * boxRow + 3
    draw(document, () => {
      if (asked.box === 'one') document.circle(left + box / 2, top + box / 2, box / 2)
      else document.roundedRect(left, top, box, box, 2)
      document.lineWidth(0.75).stroke(ink.line)
    })
    addBox(document, section, group, asked, one, { x: left, y: top, width: box, height: box })
    const words = { x: left + box + 6, y: top - 1.5, room: column - box - 8 }
    tag(document, section, 'P', () => write(document, one.label, words, option))
  }
}
