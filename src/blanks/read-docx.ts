import type { Element } from '@xmldom/xmldom'
import { readMark } from './mark.ts'
import { mostWords, type Raw, type RawAnswer } from './raw.ts'
import { xmlParts } from './xml-parts.ts'

/** What is in the content controls of a DOCX, by their tags. Throws on what no word processor writes. */
export async function readDocx(bytes: Buffer): Promise<Raw> {
  const part = await xmlParts(bytes)
  const core = await part(/^docProps\/core\.xml$/)
  const custom = await part(/^docProps\/custom\.xml$/)
  const property = (name: string) =>
    [...(custom?.getElementsByTagName('property') ?? [])].find((one) => one.getAttribute('name') === name)?.textContent
  const mark = [core?.getElementsByTagName('cp:keywords')[0]?.textContent, property('fiche')].join(' ')
  // Ours all the same, whatever became of its text.
  const document = await part(/^word\/document\d*\.xml$/).catch((error) => {
    if (readMark(mark)) return undefined
    throw error
  })
  const controls = document ? [...document.getElementsByTagName('w:sdt')].flatMap(controlIn) : []
  const paragraphs = [...(document?.getElementsByTagName('w:p') ?? [])]
  return {
    mark,
    answers: Object.fromEntries(named(controls, property('questions')?.split(' ') ?? [])),
    words: paragraphs.map(textOf).join('\n').slice(0, mostWords),
  }
}

/** By their tags, or in the order of the list that the document has of them. */
function named(controls: Control[], names: string[]): [string, RawAnswer][] {
  const listed = controls.length === names.length && controls.every(({ tag }) => tag === '')
  return controls.flatMap(({ tag, answer }, index) => {
    const name = listed ? names[index] : tag
    return name ? [[name, answer]] : []
  })
}

type Control = { tag: string; answer: RawAnswer }

/** LibreOffice forgets their tags, and puts others around whole paragraphs. */
function controlIn(control: Element): Control[] {
  const [properties, content] = ['w:sdtPr', 'w:sdtContent'].map((name) => child(control, name))
  if (!properties || !content) return []
  const tag = child(properties, 'w:tag')?.getAttribute('w:val') ?? ''
  const box = child(properties, 'w14:checkbox')
  if (box) return [{ tag, answer: { on: isOn(child(box, 'w14:checked')?.getAttribute('w14:val')) } }]
  if (!tag && control.parentNode?.nodeName !== 'w:p') return []
  return [{ tag, answer: { text: writtenIn(control, content, isUntouched(properties)) } }]
}

const isOn = (value: string | null | undefined) => value === '1' || value === 'true' || value === 'on'

/** A flag without a value is set. */
const isUntouched = (properties: Element) => {
  const flag = child(properties, 'w:showingPlcHdr')
  return flag !== undefined && !/^(0|false|off)$/.test(flag.getAttribute('w:val') ?? '')
}

/** What was typed in the control, beside it and below it in its frame. */
function writtenIn(control: Element, content: Element, untouched: boolean) {
  const own = untouched ? '' : textOf(content)
  const paragraph = control.parentNode as Element
  if (paragraph.nodeName !== 'w:p') return [own, ...below(control)].join('\n')
  if (paragraph.getElementsByTagName('w:sdt').length > 1) return own
  const line = [...paragraph.childNodes].map((node) => (node === control ? own : textOf(node as Element))).join('')
  return [line, ...below(paragraph)].join('\n')
}

/** The paragraphs that follow in the same frame: room for a pen, where a keyboard may write too. */
function below(host: Element): string[] {
  const style = styleOf(host)
  const lines: string[] = []
  for (let next = host.nextSibling as Element | null; next; next = next.nextSibling as Element | null) {
    if (next.nodeName !== 'w:p' || styleOf(next) !== style || next.getElementsByTagName('w:sdt').length > 0) break
    lines.push(textOf(next))
  }
  return lines
}

const styleOf = (element: Element) => element.getElementsByTagName('w:pStyle')[0]?.getAttribute('w:val')

function textOf(node: Element): string {
  if (node.nodeName === 'w:t') return node.textContent ?? ''
  if (node.nodeName === 'w:br' || node.nodeName === 'w:cr') return '\n'
  if (node.nodeName === 'w:tab') return ' '
  if (node.nodeName === 'w:del' || node.nodeName === 'w:pPr') return ''
  const inside = [...(node.childNodes ?? [])].map((one) => textOf(one as Element)).join('')
  return node.nodeName === 'w:p' && node.nextSibling ? `${inside}\n` : inside
}

const child = (parent: Element, name: string) =>
  [...parent.childNodes].find((node): node is Element => node.nodeName === name)
