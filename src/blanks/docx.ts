import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx'
import sharp from 'sharp'
import { controlOf, tickOf } from './docx-controls.ts'
import { stylesOf } from './docx-styles.ts'
import type { Frame } from './frame.ts'
import { bars, ink } from './ink.ts'
import { type Asked, controlNames, isTicked, type Section } from './outline.ts'

const colour = (hex: string) => hex.slice(1)

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

async function headOf({ edition, dates, title, lede, steps, address }: Frame) {
  const frame = { left: { style: BorderStyle.SINGLE, size: 18, space: 10, color: colour(ink.accent) } }
  const step = (children: ParagraphChild[]) =>
    new Paragraph({
      children,
      border: frame,
      shading: { fill: colour(ink.paper) },
      indent: { left: 220 },
      spacing: { before: 0, after: 0, line: 288 },
    })
  return [
    new Paragraph({
      children: [await drawnMark(), new TextRun({ text: `  ${edition}`, bold: true })],
      spacing: { after: 20 },
    }),
    new Paragraph({ text: dates, style: 'Soft' }),
    new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
    new Paragraph({ children: [new TextRun({ text: lede, size: 24 })], spacing: { after: 160 } }),
    ...steps.map((text) => step([new TextRun(text)])),
    step([
      new ExternalHyperlink({
        link: address,
        children: [new TextRun({ text: address, style: 'Hyperlink', bold: true })],
      }),
    ]),
  ]
}

/** The five bars of the site; the words beside them say what it is. */
async function drawnMark() {
  const shapes = bars.map(
    ({ x, y, height }, day) => `<rect x="${x}" y="${y}" width="7" height="${height}" rx="2" fill="${ink.days[day]}"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" viewBox="0 0 50 50">${shapes.join('')}</svg>`
  return new ImageRun({
    type: 'png',
    data: await sharp(Buffer.from(svg)).png().toBuffer(),
    transformation: { width: 34, height: 34 },
    altText: { name: 'Semaine', title: '', description: 'Semaine ASER' },
  })
}

const sectionOf = ({ title, words, questions, more }: Section) => [
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

const footOf = (name: string) =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Hint',
        alignment: AlignmentType.RIGHT,
        children: [new TextRun({ children: [`${name}, `, PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
      }),
    ],
  })
