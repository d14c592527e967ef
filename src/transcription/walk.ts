import type { Element, Node } from '@xmldom/xmldom'
import type { Block } from '../web/blocks.ts'

type Named = { name: string; element: Element }

/** How a format names what it holds. `textOf`: what an element says whatever is in it; undefined when that is what it says. */
export type Vocabulary = {
  headingLevel: (one: Named) => number | undefined
  isParagraph: (one: Named) => boolean
  listKind: (one: Named) => 'ordered' | 'bulleted' | undefined
  isItem: (one: Named) => boolean
  isTable: (one: Named) => boolean
  isRow: (one: Named) => boolean
  isCell: (one: Named) => boolean
  textOf: (one: Named) => string | undefined
  /** what is written before and after what an element says */
  markOf?: (one: Named) => [string, string] | undefined
}

/** The blocks below an element, in the order in which they are read. */
export function blocksIn(element: Element, words: Vocabulary): Block[] {
  return childrenOf(element).flatMap((one): Block[] => {
    const level = words.headingLevel(one)
    if (level !== undefined)
      return [{ kind: 'heading', level, text: withoutBold(plain(one.element, words)).replaceAll('\n', ' ') }]
    if (words.isParagraph(one)) return [{ kind: 'paragraph', text: plain(one.element, words) }, ...framed(one, words)]
    const list = words.listKind(one)
    if (list) return [listIn(one.element, list, words)]
    if (words.isTable(one)) return tableIn(one.element, words)
    return words.textOf(one) === undefined ? blocksIn(one.element, words) : framed(one, words)
  })
}

/** What stands in a frame comes after the paragraph that it is anchored to. */
const framed = ({ element }: Named, words: Vocabulary): Block[] =>
  below(element, ({ name }) => name === 'draw:text-box').flatMap(({ element }) => blocksIn(element, words))

/** A list in a list is told as one: what an item holds, then its own items. */
function listIn(element: Element, kind: 'ordered' | 'bulleted', words: Vocabulary): Block {
  const items = itemsIn(element, words)
  return kind === 'ordered' ? { kind: 'list', start: 1, items } : { kind: 'list', items }
}

const itemsIn = (element: Element, words: Vocabulary): string[] =>
  childrenOf(element)
    .filter(words.isItem)
    .flatMap(({ element: item }) => {
      const inner = childrenOf(item).filter((one) => words.listKind(one) !== undefined)
      const own = plain(item, words, inner).replaceAll('\n', ' ').trim()
      return [...(own ? [own] : []), ...inner.flatMap((one) => itemsIn(one.element, words))]
    })

/** A table that holds whole texts was only there to place them: they are told one after the other. */
function tableIn(element: Element, words: Vocabulary): Block[] {
  const rows = below(element, words.isRow, words.isTable).map(({ element: row }) =>
    childrenOf(row)
      .filter(words.isCell)
      .map(({ element: cell }) => ({ blocks: blocksIn(cell, words), text: plain(cell, words).trim() })),
  )
  const cells = rows.flat()
  const isColumn = rows.every((row) => row.length < 2)
  if (isColumn || cells.some(isLong))
    return cells.flatMap(({ blocks, text }) => (blocks.length > 0 ? blocks : [paragraph(text)]))
  const [first = [], ...others] = rows.map((row) => row.map(({ text }) => text.replaceAll('\n', ' ')))
  const headed = others.length > 0 && first.every((text) => /^\*\*[^*]+\*\*$/.test(text))
  return headed
    ? [{ kind: 'table', rows: [first.map(withoutBold), ...others], headed }]
    : [{ kind: 'table', rows: [first, ...others] }]
}

/** A title is strong as it is. */
const withoutBold = (text: string) => text.replaceAll('**', '')

const isLong = ({ blocks, text }: { blocks: Block[]; text: string }) =>
  text.length > 300 || blocks.some(({ kind }) => kind !== 'paragraph')

const paragraph = (text: string): Block => ({ kind: 'paragraph', text })

/** What an element says, its paragraphs on lines of their own. */
function plain(node: Node, words: Vocabulary, without: Named[] = []): string {
  let text = ''
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 3 || child.nodeType === 4) text += child.nodeValue?.replaceAll(/\s*\n\s*/g, ' ') ?? ''
    if (child.nodeType !== 1) continue
    const one = { name: child.nodeName.toLowerCase(), element: child as Element }
    if (without.some(({ element }) => element === one.element)) continue
    const said = words.textOf(one)
    text += said ?? marked(plain(child, words, without), words.markOf?.(one))
    if (said === undefined && (words.isParagraph(one) || words.isItem(one))) text += '\n'
  }
  return text
}

/** The marks touch the words that they are about, whatever space was marked with them. */
function marked(text: string, marks: [string, string] | undefined) {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? []
  return marks && words && !words.includes('\n') ? `${before}${marks[0]}${words}${marks[1]}${after}` : text
}

function childrenOf(node: Node): Named[] {
  const children: Named[] = []
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.nodeType === 1) children.push({ name: child.nodeName.toLowerCase(), element: child as Element })
  return children
}

/** The nearest elements below that are what is looked for, without going into others of a kind. */
function below(node: Node, is: (one: Named) => boolean, closed: (one: Named) => boolean = () => false): Named[] {
  return childrenOf(node).flatMap((one) => (is(one) ? [one] : closed(one) ? [] : below(one.element, is, closed)))
}
