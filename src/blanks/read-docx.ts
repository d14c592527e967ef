import { text } from 'node:stream/consumers'
import { DOMParser, type Element } from '@xmldom/xmldom'
import yauzl from 'yauzl'
import type { Raw, RawAnswer } from './raw.ts'

const most = 8 * 1024 * 1024

/** What is in the content controls of a DOCX, by their tags. Throws on what no word processor writes. */
export async function readDocx(bytes: Buffer): Promise<Raw> {
  const zip = await yauzl.fromBufferPromise(bytes)
  const entries = await Array.fromAsync(zip.eachEntry())
  let left = most
  const part = async (name: RegExp) => {
    const entry = entries.find(({ fileName }) => name.test(fileName))
    if (!entry) return undefined
    left -= entry.uncompressedSize
    if (left < 0) throw new Error('too long')
    return parsed(await text(await zip.openReadStreamPromise(entry)))
  }

  const core = await part(/^docProps\/core\.xml$/)
  const mark = core?.getElementsByTagName('cp:keywords')[0]?.textContent ?? undefined
  const custom = mark ? undefined : await part(/^docProps\/custom\.xml$/)
  const document = await part(/^word\/document\d*\.xml$/)
  return {
    mark: mark ?? custom?.getElementsByTagName('vt:lpwstr')[0]?.textContent ?? undefined,
    answers: Object.fromEntries(document ? [...document.getElementsByTagName('w:sdt')].flatMap(answerIn) : []),
  }
}

/** No word processor declares entities: they are how a small file becomes a huge one. */
function parsed(xml: string) {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new Error('a document that declares entities')
  return new DOMParser({ onError: (level, message) => level === 'fatalError' && fail(message) }).parseFromString(
    xml,
    'text/xml',
  )
}

const fail = (message: string) => {
  throw new Error(message)
}

function answerIn(control: Element): [string, RawAnswer][] {
  const [properties, content] = ['w:sdtPr', 'w:sdtContent'].map((name) => child(control, name))
  const tag = properties && child(properties, 'w:tag')?.getAttribute('w:val')
  if (!properties || !content || !tag) return []
  const box = child(properties, 'w14:checkbox')
  if (box) return [[tag, { on: isOn(child(box, 'w14:checked')?.getAttribute('w14:val')) }]]
  return [[tag, { text: writtenIn(control, content, isUntouched(properties)) }]]
}

const isOn = (value: string | null | undefined) => value === '1' || value === 'true' || value === 'on'

/** A flag without a value is set. */
const isUntouched = (properties: Element) => {
  const flag = child(properties, 'w:showingPlcHdr')
  return flag !== undefined && !/^(0|false|off)$/.test(flag.getAttribute('w:val') ?? '')
}

/** What was typed in the control, and beside it in its frame. */
function writtenIn(control: Element, content: Element, untouched: boolean) {
  const paragraph = control.parentNode as Element | null
  const alone = paragraph?.nodeName === 'w:p' && paragraph.getElementsByTagName('w:sdt').length === 1
  const own = untouched ? '' : textOf(content)
  if (!alone) return own
  const beside = [...(paragraph?.childNodes ?? [])].map((node) => (node === control ? own : textOf(node as Element)))
  return beside.join('')
}

function textOf(node: Element): string {
  if (node.nodeName === 'w:t') return node.textContent ?? ''
  if (node.nodeName === 'w:br' || node.nodeName === 'w:cr') return '\n'
  if (node.nodeName === 'w:tab') return ' '
  if (node.nodeName === 'w:del' || node.nodeName === 'w:pPr') return ''
  const inside = [...(node.childNodes ?? [])].map((one) => textOf(one as Element)).join('')
  return node.nodeName === 'w:p' ? `${inside}\n` : inside
}

const child = (parent: Element, name: string) =>
  [...parent.childNodes].find((node): node is Element => node.nodeName === name)
