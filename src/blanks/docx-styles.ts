import { BorderStyle, type IStylesOptions } from 'docx'
import { colour, ink } from './ink.ts'

const text = 'Calibri'
const title = 'Georgia'

const line = { style: BorderStyle.SINGLE, size: 6, space: 5, color: colour(ink.line) }

/** Real styles: whoever reads by headings finds them, and whoever changes one changes them all. */
export const stylesOf = (): IStylesOptions => ({
  default: {
    document: { run: { font: text, size: 21, color: colour(ink.text), language: { value: 'fr-FR' } } },
    title: {
      run: { font: title, size: 52, bold: true, color: colour(ink.accent) },
      paragraph: { spacing: { before: 280, after: 80 } },
    },
    heading1: {
      run: { font: title, size: 30, bold: true, color: colour(ink.text) },
      paragraph: {
        spacing: { before: 360, after: 120 },
        keepNext: true,
        border: { bottom: { style: BorderStyle.SINGLE, size: 8, space: 3, color: colour(ink.accent) } },
      },
    },
    heading2: {
      run: { font: text, size: 21, bold: true, color: colour(ink.accent) },
      paragraph: { spacing: { before: 240, after: 40 }, keepNext: true },
    },
    hyperlink: { run: { color: colour(ink.accent), underline: {} } },
  },
  paragraphStyles: [
    {
      id: 'Question',
      name: 'Question',
      basedOn: 'Normal',
      run: { bold: true },
      paragraph: { spacing: { before: 160, after: 0 }, keepNext: true },
    },
    {
      id: 'Hint',
      name: 'Aide',
      basedOn: 'Normal',
      run: { size: 18, color: colour(ink.soft) },
      paragraph: { spacing: { before: 0, after: 20 }, keepNext: true },
    },
    {
      id: 'Soft',
      name: 'Précision',
      basedOn: 'Normal',
      run: { color: colour(ink.soft) },
      paragraph: { spacing: { before: 0, after: 40 } },
    },
    {
      id: 'Answer',
      name: 'Réponse',
      basedOn: 'Normal',
      paragraph: {
        keepLines: true,
        spacing: { before: 100, after: 120, line: 300 },
        indent: { left: 110, right: 110 },
        border: { top: line, bottom: line, left: line, right: line },
      },
    },
    { id: 'Ticks', name: 'Cases', basedOn: 'Normal', paragraph: { spacing: { before: 20, after: 20 } } },
  ],
  characterStyles: [
    {
      id: 'PlaceholderText',
      name: 'Placeholder Text',
      basedOn: 'DefaultParagraphFont',
      run: { color: colour(ink.soft) },
    },
  ],
})
