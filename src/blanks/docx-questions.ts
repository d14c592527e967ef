import { HeadingLevel, Paragraph, TextRun } from 'docx'
import { controlOf, tickOf } from './docx-controls.ts'
import { colour, ink } from './ink.ts'
import { type Asked, isTicked, type Section } from './outline.ts'

/** A part of the sheet: its questions, each with where its answer goes. */
export const sectionOf = ({ title, words, questions, more }: Section) => [
  new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
  ...words.map((text) => new Paragraph({ text, style: 'Soft', keepNext: true })),
  ...questions.flatMap(questionOf),
  ...(more.questions.length > 0 ? [new Paragraph({ text: more.title, heading: HeadingLevel.HEADING_2 })] : []),
  ...more.questions.flatMap(questionOf),
]

function questionOf(asked: Asked) {
  return [
    new Paragraph({
      style: 'Question',
      children: [
        new TextRun(asked.label),
        ...(asked.required ? [new TextRun({ text: ' *', color: colour(ink.accent) })] : []),
      ],
    }),
    ...(asked.hint ? [new Paragraph({ text: asked.hint, style: 'Hint' })] : []),
    ...answerOf(asked),
  ]
}

function answerOf(asked: Asked) {
  if (isTicked(asked)) return ticksOf(asked)
  // room for a pen below what is typed
  const lines = asked.box === 'text' ? Math.min(24, Math.max(asked.rows, Math.round(asked.limit / 160))) : 1
  const room = asked.answer.length > 0 ? [] : Array.from({ length: lines - 2 }, () => new TextRun({ break: 1 }))
  return [
    new Paragraph({ style: 'Answer', keepNext: room.length > 0, children: [controlOf(asked)] }),
    ...(lines > 1 && asked.answer.length === 0 ? [new Paragraph({ style: 'Answer', children: room })] : []),
    ...(asked.box === 'one' && asked.answer.length === 0
      ? [new Paragraph({ style: 'Hint', text: byHand(asked) })]
      : []),
  ]
}

const byHand = ({ options }: Asked) => `À la main, recopiez : ${options.map(({ label }) => label).join(' · ')}`

/** Short answers side by side, others one below the other. */
function ticksOf(asked: Asked) {
  const each = asked.options.map((option) => [
    tickOf(asked, option),
    new TextRun(`\u00a0${option.label.replaceAll(' ', '\u00a0')}`),
  ])
  const beside = asked.options.reduce((sum, { label }) => sum + label.length + 6, 0) < 90
  const rows = beside
    ? [each.flatMap((one) => [...one, new TextRun('\u2003 ')])]
    : asked.options.map((option) => [tickOf(asked, option), new TextRun(` ${option.label}`)])
  return rows.map((children) => new Paragraph({ style: 'Ticks', children }))
}
