/** One object of a PDF: its tokens (names decoded, strings empty) and, when a stream follows, where that starts. */
export type PdfObject = { number: number; tokens: string[]; stream: number | undefined }

/** How much text may still be read: a hostile file can send a reader over the same lines again and again. */
export type Budget = { left: number }

/** Every object of a PDF's text, and its trailers. */
export function* objectsOf(text: string, budget: Budget): Generator<PdfObject> {
  // The file's own table may point anywhere: wherever a reader could be sent is a start, even inside a string.
  for (const { index, 0: start } of text.matchAll(/[\0\t\n\f\r \d]obj|trailer/g)) {
    if (budget.left < 0) return
    const before = text.slice(Math.max(0, index - 30), index + 1)
    const number = Number(/(?<!\d)(\d+)[\0\s]+\d+[\0\s]*$/.exec(before)?.[1])
    yield { number, ...readValue(text, index + start.length, budget) }
  }
}

/** The objects that a stream packs together: pairs of a number and a place, then, from `first`, the values. */
export function* packedObjects(text: string, first: number, budget: Budget): Generator<PdfObject> {
  const header = text.slice(0, first)
  budget.left -= header.length
  for (const [number, place] of pairsIn(header)) {
    if (budget.left < 0) return
    const { tokens } = readValue(text, first + place, budget)
    yield { number, tokens, stream: undefined }
  }
}

/** Numbers two by two, with only spaces between. Sign after sign: an expression may stack each of eight million digits. */
function* pairsIn(header: string): Generator<[number, number]> {
  let number: number | undefined
  let start: number | undefined
  for (let at = 0; at <= header.length; at++) {
    const sign = header[at] ?? ''
    if (sign >= '0' && sign <= '9') {
      start ??= at
      continue
    }
    if (start !== undefined) {
      const read = Number(header.slice(start, at))
      start = undefined
      if (number !== undefined) yield [number, read]
      number = number === undefined ? read : undefined
    }
    if (sign !== '\0' && sign.trim() !== '') number = undefined
  }
}

// Whitespace is what nothing here matches; comments in a row are one. A loop that must turn once may stack each turn: no « + ».
const token =
  /%[^\r\n]*(?:[\r\n][\0\t\n\f\r ]*%[^\r\n]*){0,999}|\/[^\0\t\n\f\r ()<>[\]{}/%]*|<<|>>|[<>()[\]{}]|[^\0\t\n\f\r ()<>[\]{}/%][^\0\t\n\f\r ()<>[\]{}/%]*/g
const levels: Record<string, number> = { '<<': 1, '[': 1, '>>': -1, ']': -1 }
const mostTokens = 200_000

function readValue(text: string, from: number, budget: Budget) {
  const tokens: string[] = []
  let level = 0
  token.lastIndex = from

  let word = nextWord(text)
  for (; word; word = nextWord(text)) {
    if (word === '(') token.lastIndex = endOfString(text, token.lastIndex)
    if (word === '<') token.lastIndex = text.indexOf('>', token.lastIndex) + 1 || text.length
    tokens.push(word.startsWith('/') ? decodeName(word) : word)
    level += levels[word] ?? 0
    if (level <= 0 || word === 'endobj' || tokens.length > mostTokens) break
  }

  const after = word && nextWord(text)
  const end = after ? token.lastIndex : text.length
  // A place beyond the end must not give back what was spent.
  budget.left -= tokens.length > mostTokens ? Number.POSITIVE_INFINITY : Math.max(0, end - from) + leastRead
  return { tokens, stream: after?.startsWith('stream') ? end - after.length + 'stream'.length : undefined }
}

/** Reading an object has its cost, however short it is. */
const leastRead = 32

function nextWord(text: string) {
  let word = token.exec(text)?.[0]
  while (word?.startsWith('%')) word = token.exec(text)?.[0]
  return word
}

function endOfString(text: string, from: number) {
  let level = 1
  for (let at = from; at < text.length; at++) {
    const mark = text[at]
    if (mark === '\\') at++
    else if (mark === '(') level++
    else if (mark === ')') level--
    if (level === 0) return at + 1
  }
  return text.length
}

/** `/J#61vaScript` is `/JavaScript`. No name that matters is longer, every letter of it escaped, than `longestName`. */
const decodeName = (name: string) =>
  name.length > longestName
    ? name
    : name.replace(/#([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))

const longestName = 100
