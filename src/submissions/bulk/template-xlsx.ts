import writeExcelFile, { type SheetData } from 'write-excel-file/node'
import {
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeAttributeValue,
} from 'write-excel-file/utility'
import type { Edition } from '../../editions/queries.ts'
import { spaced } from '../../web/french.ts'
import { type Cell, isOnePerLine } from './cells.ts'
import { type Column, columns, letterOf } from './columns.ts'
import { mostRows } from './rows.ts'
import { templateRows } from './template.ts'
import { sheetName } from './workbook.ts'

/** The template as a workbook: the table to fill in, what its lists allow, and a word about each question. */
export function templateXlsx(edition: Edition): Promise<Buffer> {
  const [headers = [], example = []] = templateRows(edition)
  const blank = columns.map(({ field }) => (field.kind === 'tel' ? { type: String, format: '@' } : null))
  return writeExcelFile(
    [
      {
        sheet: sheetName,
        data: [headers.map(bold), example.map(formatted), ...Array.from({ length: mostRows }, () => blank)],
        columns: columns.map(({ field }) => ({ width: field.kind === 'textarea' || field.options ? 36 : 22 })),
        stickyRowsCount: 1,
        stickyColumnsCount: 1,
      },
      { sheet: 'Listes', data: listRows(), columns: lists.map(() => ({ width: 42 })), stickyRowsCount: 1 },
      { sheet: 'Aide', data: helpRows(), columns: [{ width: 42 }, { width: 14 }, { width: 90 }], stickyRowsCount: 1 },
    ],
    { features: [choices] },
  ).toBuffer()
}

const bold = (cell: Cell) => ({
  value: String(cell),
  fontWeight: 'bold' as const,
  wrap: true,
  alignVertical: 'top' as const,
})

function formatted(cell: Cell) {
  if (!(cell instanceof Date)) return cell === null ? null : { value: cell, fontStyle: 'italic' as const }
  const isHour = cell.getUTCFullYear() < 1900
  return { value: cell, type: Date, format: isHour ? 'hh:mm' : 'dd/mm/yyyy', fontStyle: 'italic' as const }
}

const lists = columns.filter(({ field }) => field.options)

/** The labels that each list allows, one list a column. */
function listRows(): SheetData {
  const longest = Math.max(...lists.map(({ field }) => field.options?.length ?? 0))
  const labels = Array.from({ length: longest }, (_, index) =>
    lists.map(({ field }) => field.options?.[index]?.label ?? null),
  )
  return [lists.map(({ field }) => bold(field.label)), ...labels]
}

const helpRows = (): SheetData => [
  ['Colonne', 'Obligatoire', 'Ce qu’on y écrit'].map(bold),
  ...columns.map(({ field }) => [field.label, field.required ? 'oui' : '', spaced(helpOf({ field }))]),
]

function helpOf({ field }: Pick<Column, 'field'>): string {
  const several =
    field.kind === 'checkboxes' || isOnePerLine(field) ? 'Plusieurs réponses se séparent par un point-virgule.' : ''
  const list = field.options ? 'Les réponses possibles sont dans la feuille « Listes ».' : ''
  return [field.hint, list, several].filter(Boolean).join(' ')
}

type Feature = NonNullable<NonNullable<Parameters<typeof writeExcelFile>[1]>['features']>[number]

/** The cells offer the list that they must be chosen from, and say what is expected when they are entered. */
const choices: Feature = {
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform(xml, _options, { sheetIndex }) {
          if (sheetIndex > 0) return xml
          const rules = columns.map(ruleOf)
          const markup = `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`
          const order = getOrderOfSiblings('xl/worksheets/sheet{id}.xml', 'worksheet') ?? []
          return insertElementMarkupAccordingToOrderOfSiblings(xml, markup, order, 'worksheet')
        },
      },
    },
  },
}

function ruleOf({ field }: Column, index: number): string {
  const cells = `${letterOf(index)}2:${letterOf(index)}${mostRows + 2}`
  const list = lists.findIndex((one) => one.field === field)
  const help = short(helpOf({ field }), 255)
  const said = help ? `showInputMessage="1" promptTitle="${short(field.label, 32)}" prompt="${help}" ` : ''
  const attributes = `allowBlank="1" ${said}sqref="${cells}"`
  if (field.kind === 'checkboxes' || list < 0) return `<dataValidation ${attributes}/>`

  const letter = letterOf(list)
  const range = `Listes!$${letter}$2:$${letter}$${(field.options?.length ?? 0) + 1}`
  // A warning, not a wall: the short names of the lists are accepted as well.
  return `<dataValidation type="list" errorStyle="warning" showErrorMessage="1" ${attributes}><formula1>${range}</formula1></dataValidation>`
}

const short = (text: string, most: number) => sanitizeAttributeValue(text.slice(0, most))
