import { type Block, writtenOf } from '../web/blocks.ts'
import { composed } from '../web/french.ts'

/** How many characters are kept of a document: some fifteen pages. */
export const longestText = 40_000

const more = { kind: 'paragraph', text: '[La suite est dans le document.]' } as const

/** What was found in a document, cleaned and no longer than is kept; undefined when there is not a word. */
export function boundedText(blocks: Block[]): string | undefined {
  const kept: Block[] = []
  let left = longestText - 100
  for (const block of blocks.map(cleaned).filter(says)) {
    left -= writtenOf([block]).length + 2
    if (left < 0) {
      kept.push(more)
      break
    }
    kept.push(block)
  }
  const text = writtenOf(kept)
  return isReadable(text) ? text : undefined
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
