import { getDocumentProxy } from 'unpdf'
import type { Block } from '../web/blocks.ts'
import { blocksOfLines, type Line, linesOf, repeatedLines } from './pdf-lines.ts'
import { type Node, taggedBlocks, taggedTexts } from './pdf-tags.ts'

const mostPages = 60

type Page = { tagged: Block[]; lines: Line[] }

/** What a PDF says: in the order of its tags where it has them, else line after line, as its page shows them. */
export async function readPdf(bytes: Uint8Array): Promise<Block[]> {
  const document = await getDocumentProxy(bytes, { disableFontFace: true, useSystemFonts: false, verbosity: 0 })
  const pages: Page[] = []
  for (let number = 1; number <= Math.min(document.numPages, mostPages); number++) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent({ includeMarkedContent: true })
    const tree = (await page.getStructTree()) as Node | null
    pages.push({ tagged: tree ? taggedBlocks(tree, taggedTexts(items)) : [], lines: linesOf(items) })
    page.cleanup()
  }
  return joinedOver(areTagsWhole(pages) ? pages.map(({ tagged }) => tagged) : readByLine(pages))
}

function readByLine(pages: Page[]): Block[][] {
  const all = pages.map(({ lines }) => lines)
  const repeated = repeatedLines(all)
  const kept = all.map((lines) => lines.filter((line) => !repeated(line)))
  return kept.map((lines) => blocksOfLines(lines, kept.flat()))
}

/** Tags that leave half of the words out were not made to be read. */
function areTagsWhole(pages: Page[]) {
  const tagged = lengthOf(pages.flatMap((page) => page.tagged).flatMap(textsOf))
  return tagged > 0 && tagged >= lengthOf(pages.flatMap(({ lines }) => lines).map(({ text }) => text)) / 2
}

const lengthOf = (texts: string[]) => texts.join('').replace(/\s/g, '').length

const textsOf = (block: Block) =>
  block.kind === 'list' ? block.items : block.kind === 'table' ? block.rows.flat() : [block.text]

/** A paragraph that a page cut in two is one. */
function joinedOver(pages: Block[][]): Block[] {
  const blocks: Block[] = []
  for (const page of pages) {
    const [last, first] = [blocks.at(-1), page[0]]
    const goesOn = last?.kind === 'paragraph' && first?.kind === 'paragraph' && /^\p{Ll}/u.test(first.text)
    if (goesOn && !/[.!?:;]\s*$/.test(last.text)) {
      last.text += ` ${first.text}`
      blocks.push(...page.slice(1))
    } else {
      blocks.push(...page)
    }
  }
  return blocks
}
