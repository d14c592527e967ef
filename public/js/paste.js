// What a word processor puts in the clipboard, as the few marks that a page knows.

/** A paragraph, a title, or one line of a list: how deep it is, and whether it is numbered. @typedef {{ words: string, deep?: number, numbered?: boolean }} Block */

/** @param {string} html */
export function markdownOf(html) {
  // a style is only read here: the site lets no text bring one
  const still = html.replaceAll(/<style[\s\S]*?<\/style>/gi, '').replaceAll(/\sstyle=/gi, ' data-style=')
  const page = new DOMParser().parseFromString(still, 'text/html')
  for (const hidden of page.querySelectorAll('style, script, title, meta, head, xml')) hidden.remove()
  const found = blocksIn(page.body, 0)
  /** @type {number[]} how far each list has counted, from the outside in */
  const counts = []
  return found
    .map((block, index) => gap(found[index - 1], block) + lineOf(block, counts))
    .join('')
    .replaceAll('\u00a0', ' ')
    .trim()
}

/** @param {Block} block @param {number[]} counts */
function lineOf({ words, deep, numbered }, counts) {
  counts.length = deep === undefined ? 0 : deep + 1
  if (deep === undefined) return words
  counts[deep] = numbered ? (counts[deep] ?? 0) + 1 : 0
  return `${'    '.repeat(deep)}${numbered ? `${counts[deep]}.` : '-'} ${words}`
}

/** Lines of one list follow each other; whatever else is apart. @param {Block | undefined} before @param {Block} block */
const gap = (before, block) =>
  block.deep !== undefined &&
  before?.deep !== undefined &&
  (block.deep > 0 || before.deep > 0 || before.numbered === block.numbered)
    ? '\n'
    : '\n\n'

const blocks = new Set([
  'P',
  'DIV',
  'SECTION',
  'ARTICLE',
  'UL',
  'OL',
  'LI',
  'TABLE',
  'TBODY',
  'TR',
  'BLOCKQUOTE',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
])

/** @param {Node} node @param {number} deep @returns {Block[]} */
function blocksIn(node, deep) {
  /** @type {Block[]} */
  const found = []
  let line = ''
  const end = () => {
    if (line.trim()) found.push({ words: line.trim() })
    line = ''
  }
  for (const child of node.childNodes) {
    if (child instanceof HTMLElement && blocks.has(child.tagName)) {
      end()
      found.push(...blockOf(child, deep))
    } else if (child instanceof HTMLElement && child.querySelector([...blocks].join(','))) {
      end()
      found.push(...blocksIn(child, deep))
    } else {
      line += inline(child)
    }
  }
  end()
  return found
}

/** @param {HTMLElement} block @param {number} deep @returns {Block[]} */
function blockOf(block, deep) {
  const level = /^H([1-6])$/.exec(block.tagName)?.[1]
  if (level) return titled(block, Math.max(2, Number(level)))
  if (block.tagName === 'UL' || block.tagName === 'OL')
    return [...block.children].flatMap((item) => itemOf(item, deep, block.tagName === 'OL'))
  if (block.tagName === 'TR') {
    const cells = [...block.children].map((cell) => inlineOf(cell)).filter(Boolean)
    return cells.length > 0 ? [{ words: cells.join(' · ') }] : []
  }
  // Word writes a list as paragraphs that begin with a bullet, and a title as a class
  if (/mso-list:/i.test(styleOf(block)) || /^MsoListParagraph/.test(block.className)) return wordItem(block)
  if (/^(?:Mso)?(?:Titre|Heading)(\d)/i.test(block.className)) return titled(block, 2)
  return blocksIn(block, deep)
}

/** @param {Element} block @param {number} level @returns {Block[]} */
const titled = (block, level) => {
  const words = inlineOf(block).replaceAll('*', '')
  return words ? [{ words: `${'#'.repeat(level)} ${words}` }] : []
}

/** What is in it, then the lists below it. @param {Element} item @param {number} deep @param {boolean} numbered @returns {Block[]} */
function itemOf(item, deep, numbered) {
  if (item.tagName === 'UL' || item.tagName === 'OL') return blockOf(/** @type {HTMLElement} */ (item), deep + 1)
  const inside = blocksIn(item, deep + 1)
  const words = inside.filter((one) => one.deep === undefined).map((one) => one.words)
  const below = inside.filter((one) => one.deep !== undefined)
  return words.length > 0 ? [{ words: words.join(' '), deep, numbered }, ...below] : below
}

/** « 1. », « b) » or a bullet, then the words. @param {HTMLElement} block @returns {Block[]} */
function wordItem(block) {
  const words = inlineOf(block)
  const deep = Number(/mso-list:\s*\S+\s+level(\d)/i.exec(styleOf(block))?.[1] ?? 1) - 1
  const numbered = /^(?:\d{1,3}|[a-z]|[ivx]+)[.)]\s/i.test(words)
  const bare = words.replace(/^(?:[·•o§▪–-]|(?:\d{1,3}|[a-z]|[ivx]+)[.)])\s+/i, '')
  return bare ? [{ words: bare, deep, numbered }] : []
}

/** @param {Node} node */
const inlineOf = (node) => [...node.childNodes].map(inline).join('').replaceAll(/\s+/g, ' ').trim()

/** @param {Node} node @returns {string} */
function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replaceAll(/\s+/g, ' ')
  if (!(node instanceof HTMLElement)) return ''
  if (node.tagName === 'BR') return '\n'
  const words = [...node.childNodes].map(inline).join('')
  const bare = words.trim()
  if (!bare) return words
  const around = (/** @type {string} */ marked) => words.replace(bare, () => marked)
  const address = addressOf(node)
  if (address) return around(`[${bare.replaceAll('*', '')}](${address})`)
  const style = styleOf(node)
  const tagged = ['B', 'STRONG'].includes(node.tagName) && !/font-weight:\s*normal/i.test(style)
  const bold = tagged || /font-weight:\s*(?:bold|[6-9]00)/i.test(style)
  const slanted = ['I', 'EM'].includes(node.tagName) || /font-style:\s*italic/i.test(style)
  const leaning = slanted && !bare.includes('*') ? `*${bare}*` : bare
  return around(bold && !bare.includes('**') ? `**${leaning}**` : leaning)
}

/** Where a link leads, for everybody: neither a place in the text that it was copied from nor the desk. @param {HTMLElement} node */
function addressOf(node) {
  const href = node.getAttribute('href') ?? ''
  if (node.tagName !== 'A' || !/^(?:https?:|mailto:|tel:)/i.test(href) || /#_(?:ftn|edn)/.test(href)) return ''
  const here = URL.canParse(href) && new URL(href).origin === location.origin ? new URL(href) : undefined
  if (!here) return href
  return here.pathname.startsWith('/moderation') ? '' : here.pathname + here.search + here.hash
}

/** @param {HTMLElement} node */
const styleOf = (node) => node.dataset.style ?? ''
