import { getDocumentProxy } from 'unpdf'
import type { Raw, RawAnswer } from './raw.ts'

/** What is in the fields of a PDF, by their names. */
export async function readPdf(bytes: Uint8Array): Promise<Raw> {
  const document = await getDocumentProxy(bytes, { disableFontFace: true, stopAtErrors: true })
  const { info } = await document.getMetadata()
  const { Keywords: keywords } = info as { Keywords?: string }
  const fields = ((await document.getFieldObjects()) ?? {}) as Record<string, Field[]>
  return { mark: keywords, answers: Object.fromEntries(Object.entries(fields).flatMap(answersOf)) }
}

type Field = { type: string; value: unknown; exportValues?: unknown }

function answersOf([name, widgets]: [string, Field[]]): [string, RawAnswer][] {
  // a group comes first, then its boxes
  const type = widgets.find((one) => one.type !== '')?.type
  const value = widgets.map((one) => one.value).find((one) => typeof one === 'string' && one !== '' && one !== 'Off')
  if (type === 'checkbox') return [[name, { on: value !== undefined }]]
  if (type === 'text' || type === 'radiobutton' || type === 'combobox')
    return [[name, { text: typeof value === 'string' ? value : '' }]]
  return []
}
