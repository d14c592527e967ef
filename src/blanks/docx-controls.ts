import { ImportedXmlComponent, type TextRun } from 'docx'
import { colour, ink } from './ink.ts'
import { type Asked, boxName } from './outline.ts'

// What Word calls a content control: its tag is the name of the question, its title what a screen reader says of it.

type Child = ImportedXmlComponent | string

const element = (name: string, attributes: Record<string, string> = {}, children: Child[] = []) => {
  const made = new ImportedXmlComponent(name, attributes)
  for (const child of children) made.push(child)
  return made
}

const valued = (name: string, value: string) => element(name, { 'w:val': value })

/** An empty control still has to be found with a pointer, and must not be in the way of a pen. */
const nothing = '\u2003'.repeat(10)
const choose = 'Choisissez dans la liste'

/** The control of a question, to be put in a paragraph. */
export function controlOf(asked: Asked) {
  if (asked.box === 'one') return control(asked, listOf(asked), chosenOf(asked), choose)
  // LibreOffice loses the line breaks of plain text
  const kind = asked.box === 'text' ? element('w:richText') : element('w:text')
  return control(asked, kind, asked.answer.join('\n'), nothing)
}

/** A box to tick for one answer of a question. */
export function tickOf({ name, label, answer }: Asked, option: { slug: string; label: string }) {
  const on = answer.includes(option.slug)
  const box = element('w14:checkbox', {}, [
    element('w14:checked', { 'w14:val': on ? '1' : '0' }),
    element('w14:checkedState', { 'w14:val': '2612', 'w14:font': 'MS Gothic' }),
    element('w14:uncheckedState', { 'w14:val': '2610', 'w14:font': 'MS Gothic' }),
  ])
  const font = element('w:rFonts', {
    'w:ascii': 'MS Gothic',
    'w:eastAsia': 'MS Gothic',
    'w:hAnsi': 'MS Gothic',
    'w:hint': 'eastAsia',
  })
  const shown = element('w:r', {}, [element('w:rPr', {}, [font]), element('w:t', {}, [on ? '☒' : '☐'])])
  return sdt(
    [valued('w:alias', `${label} : ${option.label}`), valued('w:tag', boxName(name, option)), id(), box],
    [shown],
  )
}

function control({ name, label, required }: Asked, kind: ImportedXmlComponent, text: string, empty: string) {
  const properties = [
    valued('w:alias', required ? `${label} (obligatoire)` : label),
    valued('w:tag', name),
    id(),
    ...(text ? [] : [element('w:showingPlcHdr')]),
    kind,
  ]
  return sdt(properties, text ? [written(text)] : [placeholder(empty)])
}

const listOf = ({ options }: Asked) =>
  element(
    'w:dropDownList',
    {},
    options.map(({ slug, label }) => element('w:listItem', { 'w:displayText': label, 'w:value': slug })),
  )

const chosenOf = ({ options, answer }: Asked) => options.find(({ slug }) => answer.includes(slug))?.label ?? ''

const sdt = (properties: Child[], content: Child[]) =>
  element('w:sdt', {}, [element('w:sdtPr', {}, properties), element('w:sdtContent', {}, content)]) as unknown as TextRun

const written = (text: string) =>
  element(
    'w:r',
    {},
    text
      .split('\n')
      .flatMap((line, index) => [
        ...(index > 0 ? [element('w:br')] : []),
        element('w:t', { 'xml:space': 'preserve' }, [line]),
      ]),
  )

const placeholder = (text: string) =>
  element('w:r', {}, [
    element('w:rPr', {}, [valued('w:rStyle', 'PlaceholderText'), valued('w:color', colour(ink.soft))]),
    element('w:t', { 'xml:space': 'preserve' }, [text]),
  ])

let last = 1000

/** Each has a number of its own in the document. */
const id = () => valued('w:id', String(++last))
