import { DOMParser } from '@xmldom/xmldom'
import mammoth from 'mammoth'
import type { Block } from '../web/blocks.ts'
import { blocksIn, type Vocabulary } from './walk.ts'

/** The headings, paragraphs, lists and tables of a Word document, what is strong in it and where its links lead; not its images. */
export async function readDocx(bytes: Uint8Array): Promise<Block[]> {
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes) },
    {
      styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"],
      includeEmbeddedStyleMap: false,
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    },
  )
  const { documentElement } = new DOMParser({ onError }).parseFromString(`<body>${value}</body>`, 'text/xml')
  return documentElement ? blocksIn(documentElement, html) : []
}

function onError(level: string, message: string) {
  if (level !== 'warning') throw new Error(message)
}

const html: Vocabulary = {
  headingLevel: ({ name }) => (/^h[1-6]$/.test(name) ? Number(name[1]) : undefined),
  isParagraph: ({ name }) => name === 'p',
  listKind: ({ name }) => (name === 'ol' ? 'ordered' : name === 'ul' ? 'bulleted' : undefined),
  isItem: ({ name }) => name === 'li',
  isTable: ({ name }) => name === 'table',
  isRow: ({ name }) => name === 'tr',
  isCell: ({ name }) => name === 'td' || name === 'th',
  textOf: ({ name }) => (name === 'br' ? '\n' : name === 'sup' || name === 'img' ? '' : undefined),
  markOf: ({ name, element }) => {
    if (name === 'strong' || name === 'th') return ['**', '**']
    const address = name === 'a' ? element.getAttribute('href') : undefined
    return address && /^https?:\/\/[^\s()*]+$/.test(address) ? ['[', `](${address})`] : undefined
  },
}
