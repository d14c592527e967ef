import { ink } from './ink.ts'
import type { Asked } from './outline.ts'
import { addBox, addTextField, openGroup } from './pdf-fields.ts'
import { draw, type Element, heightOf, type Inside, type Style, tag, widthOf, write } from './pdf-paper.ts'

const label: Style = { face: 'strong', size: 10.5 }
const hint: Style = { face: 'text', size: 9, colour: ink.soft }
const option: Style = { face: 'text', size: 10 }

const lineHeight = 22
const air = 8
const box = 11
const boxRow = 16

type Place = { x: number; y: number; room: number; height: number }

/** How high a question is: its label, its hint, the room to answer and some air. */
export function heightOfQuestion(document: Inside, asked: Asked, room: number) {
  return heightOfWords(document, asked, room) + heightOfAnswer(document, asked, room) + air
}

/** Numbers, addresses and names need little room, and so do a few answers on a line; a title has its own. */
export const fitsBeside = (document: Inside, asked: Asked, room: number) =>
  asked.name !== 'titre' &&
  heightOf(document, labelOf(asked), label, room) < 2 * label.size &&
  (asked.box === 'line' || (asked.box === 'one' && columnsOf(document, asked, room).length === asked.options.length))

const labelOf = ({ label, required }: Asked) => (required ? `${label} *` : label)

const heightOfWords = (document: Inside, asked: Asked, room: number) =>
  heightOf(document, labelOf(asked), label, room) + heightOf(document, asked.hint, hint, room) + 3

function heightOfAnswer(document: Inside, asked: Asked, room: number) {
  if (asked.box === 'line') return lineHeight
  if (asked.box === 'text') return heightOfText(asked)
  return Math.max(...columnsOf(document, asked, room).map(({ options }) => options.length)) * boxRow + 2
}

// Room for a pen, and for all that may be typed: about a hundred letters a line.
const heightOfText = ({ rows, limit }: Asked) => Math.min(480, Math.max(rows * 16, (limit / 108) * 11) + 8)

type Column = { options: Asked['options']; width: number }

/** As many columns as fit beside each other, each as wide as its longest answer. */
function columnsOf(document: Inside, { options }: Asked, room: number, most = 4): Column[] {
  const rows = Math.ceil(options.length / most)
  const columns = Array.from({ length: Math.ceil(options.length / rows) }, (_, at) => {
    const own = options.slice(at * rows, (at + 1) * rows)
    const longest = Math.max(...own.map((one) => widthOf(document, one.label, option)))
    return { options: own, width: Math.max(longest + box + 18, 84) }
  })
  const fits = columns.reduce((sum, { width }) => sum + width, 0) <= room + 12
  return most === 1 || fits ? columns : columnsOf(document, { options } as Asked, room, most - 1)
}

export function addQuestion(document: Inside, section: Element, asked: Asked, { x, y, room, height }: Place) {
  const labelHeight = heightOf(document, labelOf(asked), label, room)
  tag(document, section, 'P', () => write(document, labelOf(asked), { x, y, room }, label))
  if (asked.hint) tag(document, section, 'P', () => write(document, asked.hint, { x, y: y + labelHeight, room }, hint))

  const answer = heightOfAnswer(document, asked, room)
  // beside one that says more, the boxes stay on one line
  const top = y + height - air - answer
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
  const group = openGroup(document, asked)
  let left = x
  for (const { options, width } of columnsOf(document, asked, room)) {
    for (const [row, one] of options.entries()) {
      const place = { x: left, y: y + row * boxRow + 3, width: box, height: box }
      draw(document, () => drawBox(document, asked, place))
      addBox(document, section, group, asked, one, place)
      const words = { x: left + box + 6, y: place.y - 1.5, room: x + room - left - box - 6 }
      tag(document, section, 'P', () => write(document, one.label, words, option))
    }
    left += width
  }
}

function drawBox(document: Inside, { box: kind }: Asked, { x, y }: Pick<Place, 'x' | 'y'>) {
  if (kind === 'one') document.circle(x + box / 2, y + box / 2, box / 2)
  else document.roundedRect(x, y, box, box, 2)
  document.lineWidth(0.75).stroke(ink.line)
}
