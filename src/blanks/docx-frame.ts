import {
  AlignmentType,
  BorderStyle,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  ImageRun,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx'
import sharp from 'sharp'
import type { Frame } from './frame.ts'
import { bars, colour, ink } from './ink.ts'

/** What a sheet opens with: whose it is, what it is for, how it is filled and where it goes. */
export async function headOf({ edition, dates, title, lede, steps, address }: Frame) {
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

/** The name of the sheet and the number of each page. */
export const footOf = (name: string) =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Hint',
        alignment: AlignmentType.RIGHT,
        children: [new TextRun({ children: [`${name}, `, PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
      }),
    ],
  })
