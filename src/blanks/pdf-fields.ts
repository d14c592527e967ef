import { ink } from './ink.ts'
import { type Asked, keyOf } from './outline.ts'
import { type Element, type Inside, plain, type Ref, widthOf } from './pdf-paper.ts'

type Place = { x: number; y: number; width: number; height: number }

const size = 9
const leading = 11
const multiline = 1 << 12
const radio = (1 << 15) | (1 << 14)
const string = (text: string) => new String(text)

/** What a screen reader says of a question: everything that is printed around it. */
export const spokenName = ({ label, hint, required }: Asked) =>
  [`${label}${required ? ' (obligatoire)' : ''}`, hint].filter(Boolean).join('. ')

/** A field to write in, with what is written there already. */
export function addTextField(document: Inside, parent: Element, asked: Asked, place: Place) {
  const value = asked.answer.join('\n')
  const ref = addWidget(document, parent, place, {
    FT: 'Tx',
    T: string(asked.name),
    TU: string(spokenName(asked)),
    Ff: asked.box === 'text' ? multiline : 0,
    DA: string(`/${fontOfFields(document)} ${size} Tf ${colourOf(ink.text)} rg`),
    V: string(value),
    AP: { N: writtenIn(document, value, place, asked.box === 'text') },
  })
  fieldsOf(document).push(ref)
}

/** One answer of several: its boxes are added one by one, then it is closed. */
export function openGroup(document: Inside, asked: Asked) {
  const chosen = asked.options.find(({ slug }) => asked.answer.includes(slug))
  const group = document.ref({
    T: string(asked.name),
    TU: string(spokenName(asked)),
    Kids: [],
    ...(asked.box === 'one' ? { FT: 'Btn', Ff: radio, ...(chosen ? { V: keyOf(chosen) } : {}) } : {}),
  })
  fieldsOf(document).push(group)
  return group
}

/** A box to tick. Of one answer among several they are one field; otherwise each is a field of its own. */
export function addBox(
  document: Inside,
  parent: Element,
  group: Ref,
  asked: Asked,
  option: { slug: string; label: string },
  place: Place,
) {
  const key = keyOf(option)
  const on = asked.answer.includes(option.slug)
  const own = asked.box === 'several' ? { FT: 'Btn', T: string(key), V: on ? key : 'Off' } : {}
  const ref = addWidget(document, parent, place, {
    ...own,
    Parent: group,
    TU: string(`${asked.label} : ${option.label}`),
    Contents: string(`${asked.label} : ${option.label}`),
    AS: on ? key : 'Off',
    MK: { CA: string(asked.box === 'one' ? 'l' : '4') },
    AP: { N: { [key]: ticked(document, place, asked.box === 'one'), Off: stream(document, place, '') } },
  })
  ;(group.data as unknown as { Kids: Ref[] }).Kids.push(ref)
}

function addWidget(document: Inside, parent: Element, { x, y, width, height }: Place, field: object): Ref {
  const element = document.struct('Form')
  parent.add(element)
  document.annotate(x, y, width, height, { structParent: element, Subtype: 'Widget', F: 4, ...field } as object)
  element.end()
  return document.page.annotations.at(-1) as Ref
}

const fieldsOf = (document: Inside) => document._root.data.AcroForm.data.Fields

const fontOfFields = (document: Inside) => (document.font('Helvetica') as Inside)._font.id

const colourOf = (hex: string) =>
  [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(3)).join(' ')

const stream = (document: Inside, { width, height }: Place, content: string, resources = {}) => {
  const ref = document.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, width, height], Resources: resources })
  ref.end(Buffer.from(content))
  return ref
}

/** What a field shows until somebody writes in it. */
function writtenIn(document: Inside, value: string, place: Place, many: boolean) {
  if (!value) return stream(document, place, '/Tx BMC EMC')
  const lines = many ? value.split('\n').flatMap((line) => cut(document, line, place.width - 8)) : [value]
  const font = (document.font('text') as Inside)._font
  const top = many ? place.height - size - 3 : (place.height - size) / 2 + 2
  const shown = lines.map((line) => `<${font.encode(plain(line))[0].join('')}> Tj T*`).join('\n')
  return stream(
    document,
    place,
    `/Tx BMC q BT /${font.id} ${size} Tf ${colourOf(ink.text)} rg ${leading} TL 4 ${top} Td\n${shown}\nET Q EMC`,
    { Font: { [font.id]: font.ref() } },
  )
}

/** A paragraph in lines that fit. */
function cut(document: Inside, paragraph: string, room: number): string[] {
  const lines = ['']
  for (const word of paragraph.split(' ')) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word
    if (widthOf(document, longer, { face: 'text', size }) <= room) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

function ticked(document: Inside, place: Place, round: boolean) {
  const [w, h] = [place.width, place.height]
  const dot = `1 J ${h / 2} w ${colourOf(ink.accent)} RG ${w / 2} ${h / 2} m ${w / 2} ${h / 2} l S`
  const tick = `1 J 1 j 1.6 w ${colourOf(ink.accent)} RG ${w * 0.22} ${h * 0.5} m ${w * 0.42} ${h * 0.26} l ${w * 0.8} ${h * 0.78} l S`
  return stream(document, place, `q ${round ? dot : tick} Q`)
}
