import { text } from 'node:stream/consumers'
import { DOMParser, type Element } from '@xmldom/xmldom'
import yauzl from 'yauzl'
import type { Block } from '../web/blocks.ts'
import { blocksIn, type Vocabulary } from './walk.ts'

const heaviest = 16 * 1024 * 1024

/** The headings, paragraphs, lists and tables of an OpenDocument text: neither its comments nor what was struck out. */
export async function readOdt(bytes: Uint8Array): Promise<Block[]> {
  const content = await readContent(Buffer.from(bytes))
  // no writer of documents defines entities
  if (/<!(?:DOCTYPE|ENTITY)/i.test(content)) return []
  const document = new DOMParser({ onError }).parseFromString(content, 'text/xml')
  const [body] = document.getElementsByTagName('office:text')
  return body ? blocksIn(body, vocabularyOf(document.documentElement)) : []
}

async function readContent(bytes: Buffer) {
  const zip = await yauzl.fromBufferPromise(bytes)
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== 'content.xml') continue
    if (entry.uncompressedSize > heaviest) throw new Error('content.xml is too long')
    return text(await zip.openReadStreamPromise(entry))
  }
  return ''
}

function onError(level: string, message: string) {
  if (level === 'fatalError') throw new Error(message)
}

/** What is not read: comments, notes, changes that were struck out, lists that the program made of what the text says. */
const silent = new Set([
  'office:annotation',
  'text:note',
  'text:tracked-changes',
  'text:table-of-content',
  'text:alphabetical-index',
  'office:forms',
  'text:sequence-decls',
])

function vocabularyOf(root: Element | null): Vocabulary {
  const styles = [...(root?.getElementsByTagName('style:style') ?? [])]
  const parents = new Map(styles.map((style) => [named(style, 'style:name'), named(style, 'style:parent-style-name')]))
  const numbered = new Set(
    [...(root?.getElementsByTagName('text:list-style') ?? [])]
      .filter((style) => style.firstChild?.nodeName === 'text:list-level-style-number')
      .map((style) => named(style, 'style:name')),
  )
  const styleOf = (element: Element) => {
    const style = named(element, 'text:style-name')
    return parents.get(style) || style
  }
  return {
    headingLevel({ name, element }) {
      if (name === 'text:h') return Number(named(element, 'text:outline-level')) || 1
      // a title, or a heading that was pasted
      const style = name === 'text:p' ? /^(?:Title|Heading_20_(\d))$/.exec(styleOf(element)) : null
      return style ? Number(style[1] ?? 1) : undefined
    },
    isParagraph: ({ name }) => name === 'text:p',
    listKind({ name, element }) {
      if (name !== 'text:list') return undefined
      return numbered.has(named(element, 'text:style-name')) ? 'ordered' : 'bulleted'
    },
    isItem: ({ name }) => name === 'text:list-item' || name === 'text:list-header',
    isTable: ({ name }) => name === 'table:table',
    isRow: ({ name }) => name === 'table:table-row',
    isCell: ({ name }) => name === 'table:table-cell',
    textOf({ name }) {
      if (name === 'text:line-break') return '\n'
      if (name === 'text:s' || name === 'text:tab') return ' '
      return silent.has(name) || name === 'draw:frame' || name.startsWith('svg:') ? '' : undefined
    },
  }
}

const named = (element: Element, attribute: string) => element.getAttribute(attribute) ?? ''
