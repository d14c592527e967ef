import { readFileSync } from 'node:fs'
import path from 'node:path'

// The site's own colours, in their light version: a sheet is printed on white.
const tokens = readFileSync(path.join(import.meta.dirname, '../../public/css/tokens.css'), 'utf8')

const tokenOf = (name: string) => {
  const [, light] = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6})`).exec(tokens) ?? []
  if (!light) throw new Error(`no colour ${name} in tokens.css`)
  return light
}

export const ink = {
  text: tokenOf('ink'),
  soft: tokenOf('ink-soft'),
  accent: tokenOf('accent'),
  onAccent: '#ffffff',
  paper: tokenOf('paper'),
  line: tokenOf('field-line'),
  days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map(tokenOf),
}

/** The mark of the site: five days, five bars, as partials/mark.ejs draws them in a square of fifty. */
export const bars = [
  { x: 2, y: 22, height: 24 },
  { x: 12, y: 14, height: 32 },
  { x: 22, y: 4, height: 42 },
  { x: 32, y: 10, height: 36 },
  { x: 42, y: 18, height: 28 },
]

/** A colour as Word writes it. */
export const colour = (hex: string) => hex.slice(1)
