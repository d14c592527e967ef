import type { Kept } from '../web/errors.ts'
import type { Field } from '../web/fields.ts'

/** Every question that a form of the desk may ask, by its name. */
export type Questions = () => Record<string, Field>

/** The texts of a form that came too late, each with its question: no box ticked, no button, nothing that the form itself brings back. */
export const writtenIn = (typed: Record<string, unknown>, questions: Questions): Kept[] => {
  const asked = questions()
  return Object.entries(typed).flatMap(([name, value]) => {
    const field = asked[name]
    if (typeof value !== 'string' || value.trim() === '' || (field ? !isWritten(field) : !isLong(value))) return []
    const lines = value.split('\n').length + value.length / 80
    return { label: field?.label ?? 'Votre texte', text: value, rows: Math.min(16, Math.ceil(lines)) }
  })
}

const isWritten = ({ kind }: Field) => !['select', 'radio', 'checkboxes'].includes(kind)

/** A question that is not known here is rather given back once too often than lost. */
const isLong = (value: string) => value.includes('\n') || /\s.*\s.*\s/.test(value)
