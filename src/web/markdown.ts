import MarkdownIt from 'markdown-it'
import { fold, spaced } from './french.ts'
import { unbroken } from './helpers.ts'

// Without what a coordinator never means: code by four spaces, a title by a row of dashes, images, tables.
const reader = MarkdownIt({
  html: false,
  linkify: true,
  typographer: true,
  quotes: ['«\u00a0', '\u00a0»', '‹\u00a0', '\u00a0›'],
}).disable(['code', 'fence', 'backticks', 'lheading', 'table', 'image', 'strikethrough'])

// « exemple.fr » in a sentence is a word, an address begins with https.
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: true })

reader.renderer.rules.text = (tokens, index) => unbroken(tokens[index]?.content ?? '')

let refused: string[] = []

/** Links to other sites, to a mailbox or a telephone, and to our own pages: nothing that a browser would run. */
reader.validateLink = (address) => {
  const allowed = /^(?:https?:\/\/[^/\s]|mailto:|tel:|\/(?!\/)|#)/i.test(address)
  if (!allowed) refused.push(address)
  return allowed
}

/** Under the title that is there, whatever the marks typed: no level is skipped. Each can be linked to. */
reader.core.ruler.push('outline', ({ tokens, env }) => {
  const { from = 2, taken = [] } = env as { from?: number; taken?: string[] }
  const above: number[] = []
  const ids = new Set(['contenu', ...taken])
  for (const [index, token] of tokens.entries()) {
    for (const child of token.children ?? [])
      if (child.type === 'text') child.content = spaced(child.content).replaceAll(/(?<=\d) (?=[%€])/g, '\u00a0')
    if (token.type !== 'heading_open' && token.type !== 'heading_close') continue
    if (token.type === 'heading_open') {
      const level = Number(token.tag.slice(1))
      while ((above.at(-1) ?? 0) >= level) above.pop()
      above.push(level)
      token.attrSet('id', newId(tokens[index + 1]?.content ?? '', ids))
    }
    token.tag = `h${Math.min(above.length - 1 + from, 6)}`
  }
})

function newId(title: string, ids: Set<string>) {
  const words = fold(title).replaceAll(' ', '-') || 'titre'
  let id = words
  for (let number = 2; ids.has(id); number++) id = `${words}-${number}`
  ids.add(id)
  return id
}

/** A text with its titles, lists and links as escaped HTML; `from`: the level of its first titles, `taken`: ids of the page around it. */
export function markdown(text: string, from = 2, taken: string[] = []) {
  refused = []
  return reader.render(text, { from, taken })
}

type Link = { address: string; words: string; refused: boolean }

/** Every link of a text; those that are refused are left as plain text, because a browser must not follow them or could not. */
export function linksIn(text: string): Link[] {
  refused = []
  const tokens = reader.parse(text, {}).flatMap(({ children }) => children ?? [])
  const links = tokens.flatMap((token, index) =>
    token.type === 'link_open'
      ? [{ address: String(token.attrGet('href') ?? ''), words: tokens[index + 1]?.content ?? '', refused: false }]
      : [],
  )
  return [...links, ...[...new Set(refused)].map((address) => ({ address, words: address, refused: true }))]
}

/** The letters that its titles begin with, each with the name of its first title. */
export function alphabet(text: string): { letter: string; id: string }[] {
  const tokens = reader.parse(text, {})
  const titles = tokens.flatMap((token, index) =>
    token.type === 'heading_open'
      ? [
          {
            letter: fold(tokens[index + 1]?.content ?? '')
              .charAt(0)
              .toUpperCase(),
            id: String(token.attrGet('id')),
          },
        ]
      : [],
  )
  return titles.filter(({ letter }, index) => titles.findIndex((one) => one.letter === letter) === index)
}
