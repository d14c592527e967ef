import { type Block, writtenOf } from '../web/blocks.ts'
import { composed } from '../web/french.ts'

/** How many characters are kept of a document: some fifteen pages. */
export const longestText = 40_000

const more = { kind: 'paragraph', text: '[La suite est dans le document.]' } as const

/** What was found in a document, cleaned and no longer than is kept; undefined when there is not a word. */
export function boundedText(blocks: Block[]): string | undefined {
  const all = blocks.map(cleaned).filter(says)
  const kept: Block[] = []
  let left = longestText - 100
  for (const block of all) {
    const whole = lengthOf(block) <= left
    kept.push(whole ? block : shortened(block, left))
    left -= lengthOf(block)
    if (!whole) break
  }
  const text = writtenOf(kept)
  if (!isReadable(text)) return undefined
  return left < 0 ? writtenOf([...kept, more]) : text
}

const lengthOf = (block: Block) => writtenOf([block]).length + 2

/** As much of a block as there is room for: whole rows or items, or the first words. */
function shortened(block: Block, room: number): Block {
  switch (block.kind) {
    case 'list': {
      const { start } = block
      const alone = (item: string, index: number): Block =>
        start === undefined ? { kind: 'list', items: [item] } : { kind: 'list', start: start + index, items: [item] }
      const items = fitting(block.items, alone, room)
      return items.length > 0 ? { ...block, items } : words(block.items[0] ?? '', room)
    }
    case 'table': {
      const rows = fitting(block.rows, (row) => ({ kind: 'table', rows: [row] }), room)
      return rows.length > 0 ? { ...block, rows } : words(block.rows[0]?.join(' ') ?? '', room)
    }
    default:
      return words(block.text, room)
  }
}

/** The first of these parts that fit, each on a line of its own. */
function fitting<T>(parts: T[], alone: (part: T, index: number) => Block, room: number): T[] {
  let left = room
  let count = 0
  for (const [index, part] of parts.entries()) {
    left -= writtenOf([alone(part, index)]).length + 1
    if (left < 0) break
    count++
  }
  return parts.slice(0, count)
}

/** No word is cut, unless it goes on without end. */
function words(text: string, room: number): Block {
  const start = text.slice(0, Math.max(0, room))
  const end = start.lastIndexOf(' ')
  return { kind: 'paragraph', text: (end > 0 ? start.slice(0, end) : start).toWellFormed() }
}

const says = (block: Block) => /[\p{L}\p{N}]/u.test(writtenOf([block]))

/** A font that does not say which letters it draws gives signs, not words. */
function isReadable(text: string) {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters > 2 && letters > text.replace(/\s/g, '').length / 2
}

function cleaned(block: Block): Block {
  switch (block.kind) {
    case 'list':
      return { ...block, items: block.items.map(line).filter(Boolean) }
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map(line)).filter((row) => row.some(Boolean)) }
    case 'heading':
      return { ...block, text: line(block.text) }
    case 'paragraph':
      return { ...block, text: block.text.split('\n').map(line).filter(Boolean).join('\n') }
  }
}

/** One line: no control or direction character, no shape of a symbol font, no soft hyphen. */
const line = (text: string) =>
  composed(text.toWellFormed())
    .replaceAll(/[\p{Co}\p{Cn}\u00ad\u200b-\u200f\u2060-\u2069\u202a-\u202e\ufeff\ufffd]/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, (space) => (/^[\u00a0\u202f]+$/.test(space) ? space : ' '))
    .trim()
