import type { Block } from '../web/blocks.ts'

/** What pdf.js finds on a page: words and where they are, or the bounds of a marked content. */
export type Item =
  | { str: string; transform: number[]; width: number; height: number; hasEOL: boolean }
  | { type: string; id: string }

/** A line of a page as it is seen; `y` grows upwards. */
export type Line = { text: string; x: number; end: number; y: number; size: number }

export function linesOf(items: Item[]): Line[] {
  const lines: Line[] = []
  let line: Line | undefined
  for (const item of items) {
    if (!('str' in item)) continue
    const [x = 0, y = 0] = item.transform.slice(4)
    const size = item.height || Math.abs(item.transform[3] ?? 0)
    if (line && Math.abs(line.y - y) < Math.max(line.size, size) / 2) {
      // words that are far apart were not written with a space between
      const apart = x - line.end > size / 5 && !/\s$/.test(line.text) && !/^\s/.test(item.str)
      line.text += `${apart ? ' ' : ''}${item.str}`
      line.end = Math.max(line.end, x + item.width)
      line.size = Math.max(line.size, item.str.trim() ? size : 0)
    } else if (item.str.trim()) {
      line = { text: item.str, x, end: x + item.width, y, size }
      lines.push(line)
    }
  }
  return lines.map((one) => ({ ...one, text: one.text.trim() })).filter(({ text }) => text !== '')
}

/** What stands at the head or the foot of page after page, and numbers of pages. */
export function repeatedLines(pages: Line[][]) {
  const keyOf = ({ text }: Line) => text.replaceAll(/\d+/g, '#')
  const seen = new Map<string, number>()
  for (const page of pages) for (const key of new Set(page.map(keyOf))) seen.set(key, (seen.get(key) ?? 0) + 1)
  const often = Math.max(3, pages.length / 2)
  return (line: Line) => /^(page )?#( ?(\/|sur) ?#)?$/i.test(keyOf(line)) || (seen.get(keyOf(line)) ?? 0) >= often
}

/** The blocks that the lines of a page make; what is larger than most of `all` is a heading. */
export function blocksOfLines(lines: Line[], all: Line[]): Block[] {
  const body = usualSize(all)
  const larger = [...new Set(all.map(({ size }) => rounded(size)))].filter((size) => size > body * 1.12)
  const levels = larger.sort((one, other) => other - one)
  const right = Math.max(...lines.map(({ end }) => end))
  const blocks: Block[] = []
  let above: Line | undefined
  for (const line of lines) {
    const level = levels.indexOf(rounded(line.size)) + 1
    const bullet = /^([•▪●◦○■□–-]|\uf0b7|\uf0a7)\s*(?=\S)/.exec(line.text)
    const last = blocks.at(-1)
    const near = above !== undefined && isNear(above, line)
    const full = above !== undefined && above.end > right - (right - above.x) / 4
    if (bullet) addItem(blocks, last, line.text.slice(bullet[0].length))
    else if (level > 0 && line.text.length < 160 && !/[.;,]$/.test(line.text))
      addHeading(blocks, near ? last : undefined, level, line.text)
    else if (near && full && last?.kind === 'paragraph') last.text = joined(last.text, line.text)
    else if (near && full && last?.kind === 'list') last.items.push(joined(last.items.pop() ?? '', line.text))
    else blocks.push({ kind: 'paragraph', text: line.text })
    above = line
  }
  return blocks
}

const rounded = (size: number) => Math.round(size * 2) / 2

/** The size of most of the letters. */
function usualSize(lines: Line[]) {
  const letters = new Map<number, number>()
  for (const { size, text } of lines) letters.set(rounded(size), (letters.get(rounded(size)) ?? 0) + text.length)
  return [...letters].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0
}

const isNear = (above: Line, line: Line) =>
  above.y > line.y &&
  above.y - line.y < Math.max(above.size, line.size) * 1.75 &&
  rounded(above.size) === rounded(line.size)

function addItem(blocks: Block[], last: Block | undefined, text: string) {
  if (last?.kind === 'list') last.items.push(text)
  else blocks.push({ kind: 'list', items: [text] })
}

function addHeading(blocks: Block[], last: Block | undefined, level: number, text: string) {
  const rank = Math.min(3, level)
  if (last?.kind === 'heading' && last.level === rank) last.text = joined(last.text, text)
  else blocks.push({ kind: 'heading', level: rank, text })
}

/** A word cut at the end of a line keeps its hyphen: « rendez-vous » has one of its own. */
const joined = (above: string, text: string) => (/\p{L}-$/u.test(above) ? `${above}${text}` : `${above} ${text}`)
