// What a word processor puts in the clipboard, as the few marks that a page knows.

/** @param {string} html */
export function markdownOf(html) {
  // a style is only read here: the site lets no text bring one
  const still = html.replaceAll(/<style[\s\S]*?<\/style>/gi, '').replaceAll(/\sstyle=/gi, ' data-style=')
  const page = new DOMParser().parseFromString(still, 'text/html')
  for (const hidden of page.querySelectorAll('style, script, title, meta, head, xml')) hidden.remove()
  return blocksIn(page.body)
    .join('\n\n')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/\n(?=- .*\n\n- )/g, '\n')
    .replaceAll(/^(- .*)\n\n(?=- )/gm, '$1\n')
    .replaceAll(/^(\d+\. .*)\n\n(?=\d+\. )/gm, '$1\n')
    .trim()
}

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

/** @param {Node} node @returns {string[]} */
function blocksIn(node) {
  /** @type {string[]} */
  const found = []
  let line = ''
  const end = () => {
    if (line.trim()) found.push(line.trim())
    line = ''
  }
  for (const child of node.childNodes) {
    if (child instanceof HTMLElement && blocks.has(child.tagName)) {
      end()
      found.push(...blockOf(child))
    } else if (child instanceof HTMLElement && child.querySelector([...blocks].join(','))) {
      end()
      found.push(...blocksIn(child))
    } else {
      line += inline(child)
    }
  }
  end()
  return found
}

/** @param {HTMLElement} block @returns {string[]} */
function blockOf(block) {
  const level = /^H([1-6])$/.exec(block.tagName)?.[1]
  if (level) return titled(block, Math.max(2, Number(level)))
  if (block.tagName === 'UL') return itemsOf(block, () => '- ')
  if (block.tagName === 'OL') return itemsOf(block, (index) => `${index + 1}. `)
  if (block.tagName === 'TR')
    return [
      [...block.children]
        .map((cell) => inlineOf(cell))
        .filter(Boolean)
        .join(' · '),
    ].filter(Boolean)
  // Word writes a list as paragraphs that begin with a bullet, and a title as a class
  if (/mso-list:/i.test(styleOf(block)) || /^MsoListParagraph/.test(block.className))
    return [`- ${inlineOf(block).replace(/^(?:[·•o§–-]|\d+[.)])\s+/, '')}`]
  if (/^(?:Mso)?(?:Titre|Heading)(\d)/i.test(block.className)) return titled(block, 2)
  return blocksIn(block)
}

/** @param {Element} block @param {number} level */
const titled = (block, level) => {
  const words = inlineOf(block).replaceAll('**', '')
  return words ? [`${'#'.repeat(level)} ${words}`] : []
}

/** @param {Element} list @param {(index: number) => string} mark */
const itemsOf = (list, mark) =>
  [...list.children]
    .map((item) =>
      blocksIn(item)
        .join(' ')
        .replaceAll(/^(?:- |\d+\. )/g, ''),
    )
    .filter(Boolean)
    .map((words, index) => mark(index) + words)

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
  const href = node.getAttribute('href') ?? ''
  if (node.tagName === 'A' && /^(?:https?:|mailto:|tel:)/i.test(href))
    return around(`[${bare.replaceAll('**', '')}](${href})`)
  const tagged = ['B', 'STRONG'].includes(node.tagName) && !/font-weight:\s*normal/i.test(styleOf(node))
  const bold = tagged || /font-weight:\s*(?:bold|[6-9]00)/i.test(styleOf(node))
  return bold && !bare.includes('**') ? around(`**${bare}**`) : words
}

/** @param {HTMLElement} node */
const styleOf = (node) => node.dataset.style ?? ''
