import { eventFields } from '../../events/fields.ts'
import { eventSections } from '../../events/outline.ts'
import { slotFields, slotNames } from '../../events/slot-fields.ts'
import type { Field } from '../../web/fields.ts'
import { fold } from '../../web/french.ts'

/** A question of the event form as a column of a table, under the words of the form. */
export type Column = { name: string; field: Field; header: string }

// One row is one event, which a person counts and corrects as such: a second and a third slot are columns at the end of the row,
// where those who have none never see them. Rows tied together by a number would have to be kept tied by hand.
const slotsInARow = [2, 3]
// Asked once for the whole file, or answered by a file.
const notInTheTable = ['contacts', 'documents']

const questions: Record<string, Field> = { ...eventFields, ...slotFields }

const names = [
  ...eventSections({}).flatMap(({ id, fields, more }) =>
    notInTheTable.includes(id) ? [] : [...fields, ...(more?.fields ?? [])],
  ),
  ...slotsInARow.flatMap((number) => Object.values(slotNames(number))),
]

/** The columns of the template, in the order of the form. */
export const columns: Column[] = names.flatMap((name) => {
  const field = questions[name]
  return field ? [{ name, field, header: field.required ? `${field.label} (obligatoire)` : field.label }] : []
})

/** The column that a header of a file means, in any case and with or without accents. */
export const columnOf = (header: string): Column | undefined => byHeader.get(bare(header))

const bare = (header: string) => fold(header.replace(/\(obligatoire\)/i, ''))

const byHeader = new Map(columns.map((column) => [bare(column.header), column]))

/** What messages call the question of that name. */
export const labelOf = (name: string) => questions[name]?.label ?? name

/** The address of a column in a spreadsheet: A, B… Z, AA. */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last
}
