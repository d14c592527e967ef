import type { Frame } from './frame.ts'
import { ink } from './ink.ts'
import type { Asked, Section } from './outline.ts'
import { down, makeRoom, paragraph, soft } from './pdf-flow.ts'
import { addHead } from './pdf-head.ts'
import {
  bytesOf,
  draw,
  type Element,
  foot,
  type Inside,
  margin,
  openPaper,
  type Style,
  tag,
  width,
  write,
} from './pdf-paper.ts'
import { addQuestion, fitsBeside, heightOfQuestion } from './pdf-questions.ts'

const sectionStyle: Style = { face: 'title', size: 15, colour: ink.text, gap: 0 }
const moreStyle: Style = { face: 'strong', size: 10.5, colour: ink.accent }
/** A sheet as a PDF that is filled on a screen or printed. */
export function writePdf(frame: Frame): Promise<Buffer> {
  const document = openPaper(frame)
  const root = document.struct('Document')
  document.addStructure(root)
  addHead(document, root, frame)
  for (const [index, section] of frame.sections.entries()) addSection(document, root, section, index + 1)
  root.end()
  addFeet(document, frame)
  return bytesOf(document)
}

function addSection(document: Inside, root: Element, { title, words, questions, more }: Section, number: number) {
  const section = document.struct('Sect')
  root.add(section)
  const [first] = [...questions, ...more.questions]
  makeRoom(document, 60 + words.length * 28 + (first ? heightOfQuestion(document, first, width) : 0))
  down(document, document.y + 12)
  const y = document.y
  draw(document, () => {
    document.circle(margin + 10, y + 9, 10).fill(ink.accent)
    document
      .moveTo(margin, y + 25)
      .lineTo(margin + width, y + 25)
      .lineWidth(1)
      .stroke(ink.accent)
  })
  tag(document, section, 'H2', () => {
    write(
      document,
      String(number),
      { x: margin, y: y + 2, room: 20 },
      { face: 'strong', size: 11, colour: ink.onAccent, align: 'center' },
    )
    write(document, title, { x: margin + 28, y: y - 1, room: width - 28 }, sectionStyle)
  })
  down(document, y + 33)
  for (const one of words) paragraph(document, section, one, soft, 'P', 4)
  addQuestions(document, section, questions)
  if (more.questions.length > 0) {
    makeRoom(document, 24 + heightOfQuestion(document, more.questions[0] as Asked, width))
    down(document, document.y + 8)
    paragraph(document, section, more.title, moreStyle, 'H3', 2)
    addQuestions(document, section, more.questions)
  }
  section.end()
}

const gutter = 18
const half = (width - gutter) / 2

/** One below the other; those that half the width is enough for, two by two. */
function addQuestions(document: Inside, section: Element, questions: Asked[]) {
  for (let index = 0; index < questions.length; index++) {
    const [one, next] = [questions[index] as Asked, questions[index + 1]]
    const pair = next && [one, next].every((asked) => fitsBeside(document, asked, half)) ? [one, next] : [one]
    const room = pair.length === 2 ? half : width
    const height = Math.max(...pair.map((asked) => heightOfQuestion(document, asked, room)))
    makeRoom(document, height)
    const y = document.y
    for (const [column, asked] of pair.entries())
      addQuestion(document, section, asked, { x: margin + column * (room + gutter), y, room, height })
    down(document, y + height)
    index += pair.length - 1
  }
}

/** At the foot of each page, once it is known how many there are. */
function addFeet(document: Inside, { name }: Frame) {
  const { start, count } = document.bufferedPageRange()
  for (let index = start; index < start + count; index++) {
    document.switchToPage(index)
    document.page.margins.bottom = 0
    const small: Style = { face: 'text', size: 8.5, colour: ink.soft }
    draw(
      document,
      () => {
        write(document, name, { x: margin, y: foot + 18, room: width - 80 }, small)
        write(
          document,
          `${index + 1} / ${count}`,
          { x: margin + width - 70, y: foot + 18, room: 70 },
          { ...small, align: 'right' },
        )
      },
      'Pagination',
    )
  }
}
