import type { Row } from './words.ts'

const width = 360
const step = 42

/** Horizontal bars, each under its words and its number: one drawing for all of them, in units of about a pixel. */
export function barsOf(rows: Row[]) {
  const most = Math.max(1, ...rows.map(({ number }) => number))
  return {
    width,
    height: rows.length * step,
    lines: rows.map(({ label, number }, index) => ({ label, number, y: index * step + 14 })),
    bars: rows.map(({ number }, index) => bar(0, index * step + 21, (width * number) / most, 9)).join(''),
    tracks: rows.map((_, index) => bar(0, index * step + 29, width, 1)).join(''),
  }
}

const column = 10
const tall = 100

/** Columns side by side on a ground of their own scale: the drawing is as wide as the page makes it. */
export function columnsOf(numbers: number[]) {
  const most = Math.max(1, ...numbers)
  return {
    width: numbers.length * column,
    height: tall,
    most,
    columns: numbers
      .map((number, index) => {
        const high = (tall * number) / most
        return bar(index * column + 1.5, tall - high, column - 3, high)
      })
      .join(''),
  }
}

const bar = (x: number, y: number, across: number, high: number) =>
  `M${round(x)} ${round(y)}h${round(across)}v${round(high)}h${round(-across)}z`

const round = (number: number) => Math.round(number * 10) / 10
