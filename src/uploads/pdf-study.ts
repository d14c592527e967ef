import { setImmediate } from 'node:timers/promises'
import { type Budget, objectsOf, type PdfObject, packedObjects } from './pdf-objects.ts'
import { readStream } from './pdf-streams.ts'
import { megabyte } from './questions.ts'

/**
 * What a PDF does and says, without drawing it. `active`: it runs something, carries another file, or hides what it does.
 * `accessible`: it has text, and the tags that a screen reader needs.
 */
export async function studyPdf(bytes: Buffer, text: string) {
  const notes: Notes = {
    ...{ active: false, encrypted: false, structured: false, marked: false, says: false },
    ...{ seen: new Set(), acting: new Set(), triggered: new Set() },
  }
  const budget: Budget = { left: rereads * text.length }
  const left = { packed: 16 * megabyte, content: 16 * megabyte }
  let pause = budget.left

  for (const object of objectsOf(text, budget)) {
    note(object, notes, budget)
    if (object.stream !== undefined) await noteStream(object, object.stream)
    await letOthersIn()
  }

  async function letOthersIn() {
    if (budget.left > pause) return
    await setImmediate()
    pause = budget.left - megabyte
  }

  async function noteStream({ tokens }: PdfObject, from: number) {
    const isPacked = tokens.includes('/First') || tokens.includes('/ObjStm')
    if (!isPacked && (notes.says || !mayShowText(tokens))) return

    const share = isPacked ? 'packed' : 'content'
    if (isPacked && left.packed <= 0) notes.active = true
    if (left[share] <= 0) return
    const stream = await readStream(bytes, tokens, from, Math.min(left[share], 8 * megabyte))
    left[share] -= Math.max(stream?.text.length ?? 0, leastStream)
    if (isPacked) await notePacked(tokens, stream)
    else notes.says = !stream || showsText.test(stream.text)
  }

  async function notePacked(tokens: string[], stream: Awaited<ReturnType<typeof readStream>>) {
    const first = Number(tokens[tokens.indexOf('/First') + 1])
    // Nothing may keep out of sight.
    if (!stream?.whole || !(first >= 0) || tokens[tokens.indexOf('/First') + 3] === 'R') notes.active = true
    if (!stream) return
    // Anything else, a comment even, would make a reader pair these numbers otherwise than here.
    if (/[^\0\t\n\f\r \d]/.test(stream.text.slice(0, first))) notes.active = true
    budget.left += rereads * stream.text.length
    pause = budget.left
    for (const object of packedObjects(stream.text, first, budget)) {
      note(object, notes, budget)
      await letOthersIn()
    }
  }

  const { active, encrypted, says, structured, marked } = notes
  return {
    active: active || budget.left < 0 || opensWithAction(notes),
    encrypted,
    accessible: says && structured && marked,
  }
}

/** Every line is read once, and some of a well-made file twice. */
const rereads = 2
/** Opening a stream has its cost, however little it holds. */
const leastStream = 8 * 1024

type Notes = {
  active: boolean
  encrypted: boolean
  structured: boolean
  marked: boolean
  says: boolean
  /** the objects read, those of them that are actions, and those that opening the document or a page sets off */
  seen: Set<number>
  acting: Set<number>
  triggered: Set<number>
}

const opensWithAction = ({ triggered, acting, seen }: Notes) =>
  [...triggered].some((number) => acting.has(number) || !seen.has(number))

const neverQuiet = new Set(['/JavaScript', '/JS', '/Launch', '/EmbeddedFile', '/EmbeddedFiles', '/RichMedia', '/XFA'])

function note({ number, tokens }: PdfObject, notes: Notes, budget: Budget) {
  notes.seen.add(number)
  // An object that only refers to another may lead anywhere.
  if (isAction(tokens) || (tokens.length === 1 && /^\d/.test(tokens[0] ?? ''))) notes.acting.add(number)

  for (let at = 0; at < tokens.length; at++) {
    const [token = '', next] = [tokens[at], tokens[at + 1]]
    if (!token.startsWith('/')) continue
    if (neverQuiet.has(token)) notes.active = true
    else if (token === '/AA' && tokens[at + 3] === 'R') notes.active = true
    else if (token === '/OpenAction' || token === '/AA') noteTrigger(valueAt(tokens, at + 1, budget), notes)
    else if (token === '/StructTreeRoot') notes.structured = true
    else if (token === '/Marked' && next === 'true') notes.marked = true
    else if (token === '/Encrypt' && (next === '<<' || tokens[at + 3] === 'R')) notes.encrypted = true
  }
}

const leaves = new Set(['/URI', '/SubmitForm', '/ImportData', '/GoToR', '/GoToE', '/Movie', '/Sound', '/Rendition'])

// A chain of actions is told by its « Next », whatever its first is.
const isAction = (tokens: string[]) =>
  tokens.some((token, at) => token === '/Next' || (token === '/S' && leaves.has(tokens[at + 1] ?? '')))

/** Office programs open their PDFs on a page: that destination is an array, a name, or a « GoTo ». */
function noteTrigger(value: string[], notes: Notes) {
  if (value[0] !== '<<') {
    if (value[2] === 'R') notes.triggered.add(Number(value[0]))
    return
  }
  if (isAction(value)) notes.active = true
  let arrays = 0
  for (const [at, token] of value.entries()) {
    arrays += token === '[' ? 1 : token === ']' ? -1 : 0
    if (token === 'R' && arrays === 0) notes.triggered.add(Number(value[at - 2]))
  }
}

function valueAt(tokens: string[], from: number, budget: Budget) {
  let level = 0
  let at = from
  for (; at < tokens.length && budget.left >= 0; at++) {
    budget.left -= 8
    level += tokens[at] === '<<' ? 1 : tokens[at] === '>>' ? -1 : 0
    if (level === 0) break
  }
  return tokens.slice(from, Math.max(at + 1, from + 3))
}

const notDrawings = [
  ...['/Image', '/BitsPerComponent', '/Length1', '/Length2', '/Type1C', '/CIDFontType0C', '/OpenType'],
  ...['/XRef', '/Metadata', '/EmbeddedFile', '/FunctionType', '/ShadingType', '/Alternate'],
]

const mayShowText = (tokens: string[]) => !notDrawings.some((name) => tokens.includes(name))

const showsText = /[)\]>][\0\t\n\f\r ]*(?:T[jJ]|['"])(?![^\0\t\n\f\r ()<>[\]{}/%])/
