import { buffer, text } from 'node:stream/consumers'
import { DOMParser, type Element, XMLSerializer } from '@xmldom/xmldom'
import { PDFDocument } from 'pdf-lib'
import yauzl from 'yauzl'
import yazl from 'yazl'
import type { Setting } from '../../src/blanks/frame.ts'
import { type Asked, boxName, keyOf } from '../../src/blanks/outline.ts'
import type { Typed } from '../../src/web/fields.ts'

/** The week that a sheet is of, where a test has no other in mind. */
export const blankSetting: Setting = {
  edition: {
    name: 'La Semaine',
    number: 3,
    firstDay: '2023-05-22',
    lastDay: '2023-05-26',
    submissionsDeadline: null,
    coordinatedBy: 'CRESS',
  },
  baseUrl: 'https://semaine.example.org',
}

/** One part of a zip file, as text. */
export async function partOfZip(bytes: Buffer, name: string): Promise<string> {
  const zip = await yauzl.fromBufferPromise(bytes)
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === name) return text(await zip.openReadStreamPromise(entry))
  }
  throw new Error(`no ${name}`)
}

/** The same zip file, one of its parts changed. */
export async function withPart(bytes: Buffer, name: string, change: (xml: string) => string): Promise<Buffer> {
  const zip = await yauzl.fromBufferPromise(bytes)
  const made = new yazl.ZipFile()
  for await (const entry of zip.eachEntry()) {
    const part = await buffer(await zip.openReadStreamPromise(entry))
    made.addBuffer(entry.fileName === name ? Buffer.from(change(part.toString())) : part, entry.fileName)
  }
  made.end()
  return buffer(made.outputStream as never)
}

const answersTo = (typed: Typed, { name }: Asked) => [typed[name] ?? []].flat().filter(Boolean)

/** Fills a DOCX of ours as Word does: the placeholder goes, the text comes in runs and breaks, a box gets its other sign. */
export const fillDocx = (bytes: Buffer, asked: Asked[], typed: Typed) =>
  withPart(bytes, 'word/document.xml', (xml) => {
    const document = new DOMParser().parseFromString(xml, 'text/xml')
    const controls = new Map(
      [...document.getElementsByTagName('w:sdt')].map((one) => [
        one.getElementsByTagName('w:tag')[0]?.getAttribute('w:val') ?? '',
        one,
      ]),
    )
    for (const one of asked) {
      const answer = answersTo(typed, one)
      const control = controls.get(one.name)
      if (control) write(control, one.options.find(({ slug }) => answer.includes(slug))?.label ?? answer.join('\n'))
      else
        for (const option of one.options)
          tick(controls.get(boxName(one.name, option)) as Element, answer.includes(option.slug))
    }
    return new XMLSerializer().serializeToString(document)
  })

function write(control: Element, words: string) {
  if (!words) return
  const make = (name: string) => control.ownerDocument?.createElement(name) as Element
  const [flag] = control.getElementsByTagName('w:showingPlcHdr')
  flag?.parentNode?.removeChild(flag)
  const [content] = control.getElementsByTagName('w:sdtContent')
  if (!content) throw new Error('a control without content')
  while (content.firstChild) content.removeChild(content.firstChild)
  for (const [index, line] of words.split('\n').entries()) {
    const run = make('w:r')
    if (index > 0) run.appendChild(make('w:br'))
    const said = make('w:t')
    said.setAttribute('xml:space', 'preserve')
    said.textContent = line
    run.appendChild(said)
    content.appendChild(run)
  }
}

function tick(control: Element, on: boolean) {
  control.getElementsByTagName('w14:checked')[0]?.setAttribute('w14:val', on ? '1' : '0')
  const [said] = control.getElementsByTagName('w:t')
  if (said) said.textContent = on ? '☒' : '☐'
}

/** Fills a PDF of ours as a reader on a screen does. */
export async function fillPdf(bytes: Buffer, asked: Asked[], typed: Typed): Promise<Buffer> {
  const pdf = await PDFDocument.load(bytes)
  const form = pdf.getForm()
  for (const one of asked) {
    const answer = answersTo(typed, one)
    if (one.box === 'line' || one.box === 'text') form.getTextField(one.name).setText(answer.join('\n'))
    for (const option of one.options.filter(({ slug }) => answer.includes(slug))) {
      if (one.box === 'one') form.getRadioGroup(one.name).select(keyOf(option))
      else form.getCheckBox(boxName(one.name, option)).check()
    }
  }
  return Buffer.from(await pdf.save({ updateFieldAppearances: false }))
}

/** The same, as « imprimer en PDF » leaves it: nothing to fill, and with no mark when a program forgot it. */
export async function flatPdf(bytes: Buffer, { marked = true } = {}): Promise<Buffer> {
  const pdf = await PDFDocument.load(bytes)
  pdf.getForm().flatten()
  if (!marked) pdf.setKeywords([])
  return Buffer.from(await pdf.save())
}
