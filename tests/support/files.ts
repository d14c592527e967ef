import { crc32, deflateSync } from 'node:zlib'

/** What a PDF may hold besides its page: keys of its trailer and of its catalog, objects from number 6 on. */
type PdfParts = { trailer?: string; catalog?: string; objects?: string[] }

/** The smallest PDF that a reader opens: one page that says `text`. */
export const pdf = (text = 'Bonjour', parts: PdfParts = {}): Buffer =>
  drawnPdf(`BT /F1 24 Tf 72 720 Td (${text}) Tj ET`, parts)

/** What a screen reader asks for. */
export const tags = { catalog: '/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R', objects: ['<< /K [] >>'] }

export function drawnPdf(drawing: string, { trailer = '', catalog = '', objects = [] }: PdfParts = {}): Buffer {
  const all = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    pdfStream('', drawing),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...objects,
  ]

  let file = '%PDF-1.4\n'
  const offsets = all.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const size = all.length + 1
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`
  file += `${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

export const pdfStream = (keys: string, data: string) =>
  `<< ${keys} /Length ${data.length} >>\nstream\n${data}\nendstream`

export const deflatedStream = (keys: string, data: string) =>
  pdfStream(`${keys} /Filter /FlateDecode`, deflateSync(Buffer.from(data, 'latin1')).toString('latin1'))

/** Objects, by number, in an object stream. */
export function packed(objects: Record<number, string>): string {
  let values = ''
  let places = ''
  for (const [number, value] of Object.entries(objects)) {
    places += `${number} ${values.length} `
    values += `${value} `
  }
  const count = Object.keys(objects).length
  return deflatedStream(`/Type /ObjStm /N ${count} /First ${places.length}`, places + values)
}

export const docx = (text = 'Bonjour', more: ZipEntry[] = []): Buffer => zip([...docxParts(text, 'docx'), ...more])

/** A Word document with macros: the same parts, another content type, and a vbaProject.bin. */
export const docm = (text = 'Bonjour'): Buffer =>
  zip([...docxParts(text, 'docm'), { name: 'word/vbaProject.bin', data: 'macros' }])

const mainType = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  docm: 'application/vnd.ms-word.document.macroEnabled',
}

export function docxParts(text: string, kind: keyof typeof mainType = 'docx'): ZipEntry[] {
  const schemas = 'http://schemas.openxmlformats.org'
  return [
    {
      name: '[Content_Types].xml',
      data:
        `${xml}<Types xmlns="${schemas}/package/2006/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        `<Override PartName="/word/document.xml" ContentType="${mainType[kind]}.main+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data:
        `${xml}<Relationships xmlns="${schemas}/package/2006/relationships"><Relationship Id="rId1" ` +
        `Type="${schemas}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      data:
        `${xml}<w:document xmlns:w="${schemas}/wordprocessingml/2006/main"><w:body>` +
        `<w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
    },
  ]
}

export const xlsx = (more: ZipEntry[] = []): Buffer => zip([...xlsxParts(), ...more])

export function xlsxParts(): ZipEntry[] {
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
  return [
    {
      name: '[Content_Types].xml',
      data: `${xml}<Types><Override PartName="/xl/workbook.xml" ContentType="${main}"/></Types>`,
    },
    { name: '_rels/.rels', data: `${xml}<Relationships/>` },
    { name: 'xl/workbook.xml', data: `${xml}<workbook><sheets/></workbook>` },
  ]
}

export const odt = (text = 'Bonjour', more: ZipEntry[] = []): Buffer => zip([...odtParts(text), ...more])

export function odtParts(text: string): ZipEntry[] {
  const names = 'urn:oasis:names:tc:opendocument:xmlns'
  const type = 'application/vnd.oasis.opendocument.text'
  return [
    { name: 'mimetype', data: type },
    {
      name: 'META-INF/manifest.xml',
      data:
        `${xml}<manifest:manifest xmlns:manifest="${names}:manifest:1.0" manifest:version="1.2">` +
        `<manifest:file-entry manifest:full-path="/" manifest:media-type="${type}"/>` +
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    },
    {
      name: 'content.xml',
      data:
        `${xml}<office:document-content xmlns:office="${names}:office:1.0" xmlns:text="${names}:text:1.0" ` +
        `office:version="1.2"><office:body><office:text><text:p>${text}</text:p></office:text></office:body>` +
        '</office:document-content>',
    },
  ]
}

/** A presentation or a spreadsheet of LibreOffice: it says so first. */
export const openDocument = (kind: string): Buffer =>
  zip([
    { name: 'mimetype', data: `application/vnd.oasis.opendocument.${kind}` },
    { name: 'content.xml', data: xml },
  ])

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** `data` is written as it is; `method`, `flags`, `mode` and `size` let the directory say something else of it. */
export type ZipEntry = {
  name: string
  data?: string | Buffer
  method?: number
  flags?: number
  mode?: number
  size?: number
}

export function zip(entries: ZipEntry[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0

  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const data = Buffer.from(entry.data ?? '')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(entry.flags ?? 0, 2)
    common.writeUInt16LE(entry.method ?? 0, 4)
    common.writeUInt16LE(0x5a21, 8)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(entry.size ?? data.length, 18)
    common.writeUInt16LE(name.length, 22)

    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x03'), common, rest, name)
    bodies.push(Buffer.from('PK\x03\x04'), common, name, data)
    offset += 4 + common.length + name.length + data.length
  }

  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(Buffer.concat(directory).length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, ...directory, Buffer.from('PK\x05\x06'), end])
}

/** The head of an MP4, and nothing to see. */
export const recording = Buffer.concat([
  Buffer.from('\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2', 'latin1'),
  Buffer.alloc(2000),
])
