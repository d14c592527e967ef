import { composed } from '../web/french.ts'

/** The name of a received file as people will read it. It is never used as a path. */
export function visibleName(raw: string): string {
  const name = raw
    .replace(/%22/g, '"')
    .replace(/%0[ad]/gi, '')
    .replace(/^.*[/\\]/s, '')
    .replace(invisible, '')
    .replace(/^[.\s]+/, '')
    .trim()

  return shorten(composed(name)) || 'document'
}

// Controls, and the marks that turn « gpj.exe » into « exe.jpg » under the reader's eyes.
const invisible = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu

const longest = 100

function shorten(name: string) {
  if (name.length <= longest) return name

  const extension = /\.[a-z0-9]{1,10}$/i.exec(name)?.[0] ?? ''
  const stem = name.slice(0, longest - extension.length)
  // A character outside the basic plane takes two places: half of one is not text.
  return stem.replace(/[\ud800-\udbff]$/, '').trimEnd() + extension
}
