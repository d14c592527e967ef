import { getDocumentProxy } from 'unpdf'
import { readMark } from './mark.ts'
import { mostWords, type Raw, type RawAnswer } from './raw.ts'

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

/** What is in the fields of a PDF, by their names. */
export async function readPdf(bytes: Uint8Array): Promise<Raw> {
  const document = await getDocumentProxy(bytes, { disableFontFace: true, stopAtErrors: true })
  const { info, metadata } = await document.getMetadata()
  const mark = [(info as { Keywords?: string }).Keywords, metadata?.get('pdf:keywords')].join(' ')
  const fields = ((await document.getFieldObjects()) ?? {}) as Record<string, Field[]>
  return {
    mark,
    answers: Object.fromEntries(Object.entries(fields).flatMap(answersOf)),
    words: readMark(mark) ? '' : await wordsOf(document),
  }
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

const mostPages = 20

async function wordsOf(document: Pdf) {
  let words = ''
  for (let number = 1; number <= Math.min(document.numPages, mostPages) && words.length < mostWords; number++) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    words += items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
    words += '\n'
    page.cleanup()
  }
  return words.slice(0, mostWords)
}
