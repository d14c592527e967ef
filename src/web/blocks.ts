import { escapeHtml } from './helpers.ts'

/** What a document says, without what it looks like. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; start?: number; items: string[] }
  | { kind: 'table'; rows: string[][]; headed?: boolean }

/** Blocks as they are kept and corrected: « # » opens a heading, « - » or « 1. » an item, « | » a row, « | --- | » says that the one above is a heading; a blank line ends a block. */
export const writtenOf = (blocks: Block[]) => blocks.map(written).filter(Boolean).join('\n\n')

function written(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(Math.min(deepest, Math.max(1, block.level)))} ${block.text}`
    case 'paragraph':
      return block.text
    case 'list':
      return block.items
        .map((item, index) => `${block.start === undefined ? '-' : `${block.start + index}.`} ${item}`)
        .join('\n')
    case 'table':
      return block.rows
        .flatMap((row, index) => (index === 0 && block.headed ? [row, row.map(() => '---')] : [row]))
        .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`)
        .join('\n')
  }
}

const deepest = 3

/** What was written that way, as escaped HTML for a page that has its own first heading: no level is skipped, and nothing in it acts. */
export function structured(text: string): string {
  /** the headings that the one in hand stands below, and itself */
  let open: number[] = []
  return blocksOf(text)
    .map((block) => {
      if (block.kind === 'heading') open = [...open.filter((level) => level < block.level), block.level]
      return htmlOf(block, open.length + 1)
    })
    .join('\n')
}

function htmlOf(block: Block, level: number): string {
  switch (block.kind) {
    case 'heading':
      return `<h${level}>${escapeHtml(block.text)}</h${level}>`
    case 'paragraph':
      return `<p>${block.text.split('\n').map(inline).join('<br>')}</p>`
    case 'list': {
      const items = block.items.map((item) => `<li>${inline(item)}</li>`).join('')
      if (block.start === undefined) return `<ul>${items}</ul>`
      return `<ol${block.start === 1 ? '' : ` start="${block.start}"`}>${items}</ol>`
    }
    case 'table':
      return `<table><tbody>${rowsOf(block)}</tbody></table>`
  }
}

/** What is strong, and links to other sites, as pages write them. */
const inline = (text: string) =>
  escapeHtml(text)
    .replaceAll(/\[([^[\]]+)\]\((https?:\/\/[^\s()*]+)\)/g, '<a href="$2" rel="nofollow">$1</a>')
    .replaceAll(/\*\*(?=\S)(.+?)(?<=\S)\*\*/g, '<strong>$1</strong>')

/** Without a row that is said to be a heading: of two columns the first says what the second is; of more, the first row does. */
function rowsOf({ rows, headed }: { rows: string[][]; headed?: boolean }) {
  const columns = Math.max(...rows.map((row) => row.length))
  const byRow = columns === 2 && !headed
  const isHeader = (row: number, column: number) => (byRow ? column === 0 : (columns > 2 || headed) && row === 0)
  const cellOf = (text: string, row: number, column: number) =>
    text !== '' && isHeader(row, column)
      ? `<th scope="${byRow ? 'row' : 'col'}">${inline(text)}</th>`
      : `<td>${inline(text)}</td>`
  return rows
    .map(
      (row, number) =>
        `<tr>${Array.from({ length: columns }, (_, column) => cellOf(row[column] ?? '', number, column)).join('')}</tr>`,
    )
    .join('')
}

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  for (const part of text.split(/\n[ \t]*\n/)) {
    let last: Block | undefined
    for (const line of part.split('\n')) {
      if (last?.kind === 'table' && last.rows.length === 1 && /^\s*\|[\s|:-]*-{3}[\s|:-]*$/.test(line))
        last.headed = true
      const block = blockOf(line)
      if (!block) continue
      if (last && joined(last, block)) continue
      blocks.push(block)
      last = block
    }
  }
  return blocks
}

/** The block that a line is alone. */
function blockOf(line: string): Block | undefined {
  const text = line.trim()
  if (/^[#|•\-–*\s]*$/.test(text)) return undefined
  const heading = /^(#{1,6})\s+(.+)$/.exec(text)
  if (heading) return { kind: 'heading', level: Math.min(deepest, heading[1]?.length ?? 1), text: heading[2] ?? '' }
  const item = /^[-–•*]\s+(.+)$/.exec(text)
  if (item) return { kind: 'list', items: [item[1] ?? ''] }
  const numbered = /^(\d{1,3})[.)]\s+(.+)$/.exec(text)
  if (numbered) return { kind: 'list', start: Number(numbered[1]), items: [numbered[2] ?? ''] }
  if (text.startsWith('|')) return { kind: 'table', rows: [cellsOf(text)] }
  return { kind: 'paragraph', text }
}

const cellsOf = (line: string) =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

/** Whether a line goes on with the block above it. */
function joined(last: Block, next: Block): boolean {
  if (last.kind === 'paragraph' && next.kind === 'paragraph') last.text += `\n${next.text}`
  else if (last.kind === 'table' && next.kind === 'table') last.rows.push(...next.rows)
  else if (last.kind === 'list' && next.kind === 'list' && (last.start === undefined) === (next.start === undefined))
    last.items.push(...next.items)
  else return false
  return true
}
