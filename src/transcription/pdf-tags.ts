import type { Block } from '../web/blocks.ts'
import type { Item } from './pdf-lines.ts'

/** An element of the structure of a page, or, with an id, what it holds. */
export type Node = { role?: string; id?: string; children?: Node[] }

/** The words of each marked content of a page, by its id. */
export function taggedTexts(items: Item[]): Map<string, string> {
  const texts = new Map<string, string>()
  const open: (string | undefined)[] = []
  for (const item of items) {
    if ('str' in item) {
      const id = open.findLast((one) => one !== undefined)
      if (id) texts.set(id, `${texts.get(id) ?? ''}${item.str}${item.hasEOL ? ' ' : ''}`)
    } else if (item.type === 'endMarkedContent') {
      open.pop()
    } else {
      open.push(item.type === 'beginMarkedContentProps' ? item.id : undefined)
    }
  }
  return texts
}

const silent = new Set(['Artifact', 'Figure', 'Formula', 'TOC', 'Annot', 'Note', 'RT'])
const inline = new Set(['Span', 'Link', 'Quote', 'Em', 'Strong', 'Reference', 'Sub', 'Lbl', 'LBody', 'Code'])

export const taggedBlocks = (node: Node, texts: Map<string, string>): Block[] => {
  const { role = '', children = [] } = node
  if (silent.has(role)) return []
  if (/^(H[1-6]?|Title)$/.test(role))
    return [{ kind: 'heading', level: Number(role[1]) || 1, text: textIn(node, texts) }]
  if (role === 'L') return [listOf(node, texts)]
  if (role === 'Table') return [{ kind: 'table', rows: rowsIn(node, texts) }]
  if (children.every(isInline)) return [{ kind: 'paragraph', text: textIn(node, texts) }]
  return children.flatMap((child) => taggedBlocks(child, texts))
}

const isInline = ({ role, children = [] }: Node): boolean =>
  role === undefined || silent.has(role) || (inline.has(role) && children.every(isInline))

function textIn({ id, role = '', children = [] }: Node, texts: Map<string, string>): string {
  if (id !== undefined) return texts.get(id) ?? ''
  return silent.has(role) ? '' : children.map((child) => textIn(child, texts)).join('')
}

/** A list in a list is told as one. */
function listOf(list: Node, texts: Map<string, string>): Block {
  const items = itemsOf(list).map((item) => bodyOf(item, texts))
  const start = /^\(?(\d{1,3})[.)]/.exec(labelOf(itemsOf(list)[0], texts) || (items[0] ?? ''))?.[1]
  const told = items.map((item) => item.replace(start ? numbered : bulleted, '')).filter(Boolean)
  return start ? { kind: 'list', start: Number(start), items: told } : { kind: 'list', items: told }
}

// some programs leave the mark of an item in its text
const numbered = /^\(?\d{1,3}[.)]\s+/
const bulleted = /^[•▪●◦–-]\s+/

const itemsOf = (list: Node): Node[] =>
  (list.children ?? []).flatMap((child) => {
    if (child.role === 'L') return itemsOf(child)
    if (child.role !== 'LI') return []
    return [child, ...(child.children ?? []).flatMap(listsIn).flatMap(itemsOf)]
  })

const listsIn = (node: Node): Node[] => (node.role === 'L' ? [node] : (node.children ?? []).flatMap(listsIn))

const labelOf = (item: Node | undefined, texts: Map<string, string>) =>
  (item?.children ?? [])
    .filter(({ role }) => role === 'Lbl')
    .map((label) => textIn(label, texts))
    .join('')
    .trim()

const bodyOf = (item: Node, texts: Map<string, string>): string =>
  (item.children ?? [])
    .filter(({ role }) => role !== 'Lbl' && role !== 'L')
    .map((child) => (child.role === 'LBody' ? bodyOf(child, texts) : textIn(child, texts)))
    .join('')
    .trim()

const rowsIn = (node: Node, texts: Map<string, string>): string[][] =>
  (node.children ?? []).flatMap((child) =>
    child.role === 'TR'
      ? [(child.children ?? []).filter(({ role }) => role !== undefined).map((cell) => textIn(cell, texts))]
      : rowsIn(child, texts),
  )
