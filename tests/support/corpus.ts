import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import type { Flag } from '../../src/uploads/questions.ts'
import {
  deflatedStream,
  docm,
  docx,
  docxParts,
  drawnPdf,
  odt,
  odtParts,
  packed,
  pdf,
  pdfStream,
  tags,
  xlsx,
  xlsxParts,
  zip,
} from './files.ts'

/** What strangers hand in. */
type Accepts = keyof typeof formats

/** A file that means harm, or only looks so: the message that refuses it, or the flags that accept it. */
export type Hostile = { accepts: Accepts; what: string; name: string; bytes: Buffer; says?: string; flags?: Flag[] }

const megabyte = 1024 * 1024

const formats = {
  sheet: 'doit être un PDF, un DOCX ou un ODT',
  pdf: 'doit être un PDF',
  image: 'doit être une image JPEG, PNG, WebP ou AVIF',
  table: 'doit être un fichier CSV, XLSX ou ICS',
}
const otherContent = (accepts: Accepts) => `${formats[accepts]} : son contenu est d’un autre type`
const oldWord = `${formats.sheet} : enregistrez ce document Word en .docx ou en PDF`
const oldExcel = `${formats.table} : enregistrez ce classeur en .xlsx ou en CSV`
const password = 'est protégé par un mot de passe : retirez le mot de passe puis joignez-le de nouveau'
const docxMacros = 'contient des macros : enregistrez-le en .docx sans macros'
const odtMacros = 'contient des macros : enregistrez-le en .odt sans macros'
const xlsxMacros = 'contient des macros : enregistrez-le en .xlsx sans macros'
const huge = 'est trop lourd une fois ouvert : allégez-le ou enregistrez-le en PDF puis joignez-le de nouveau'
const hugeTable = 'est trop lourd une fois ouvert : gardez les lignes utiles puis joignez-le de nouveau'
const damaged = 'est incomplet ou abîmé : ouvrez-le, enregistrez-le de nouveau puis joignez-le'
const archive = 'contient un dossier compressé : retirez-le puis joignez de nouveau le document'
const remote = 'dépend d’un modèle placé sur un autre ordinateur : enregistrez-le en PDF puis joignez-le de nouveau'
const links = 'dépend d’un autre classeur : remplacez les liaisons par leurs valeurs puis joignez-le de nouveau'
const encoding = 'n’est pas un tableau en texte simple : enregistrez-le en « CSV UTF-8 » puis joignez-le de nouveau'
const broken = 'est incomplète ou abîmée : ouvrez-la, enregistrez-la de nouveau puis joignez-la'
const pixels = 'dépasse 40 millions de pixels ou 16 383 pixels de côté : réduisez-la puis joignez-la de nouveau'

type Row = [what: string, name: string, content: Buffer | string, says: string]
const refused = (accepts: Accepts, rows: Row[]): Hostile[] =>
  rows.map(([what, name, content, says]) => ({ accepts, what, name, bytes: Buffer.from(content), says }))

const flagged = (rows: [what: string, content: Buffer][], flags: Flag[] = ['active-pdf']): Hostile[] =>
  rows.map(([what, bytes]) => ({ accepts: 'sheet', what, name: 'fiche.pdf', bytes, flags }))

const [types, rels, main] = docxParts('Bonjour')
const [mimetype, manifest, content] = odtParts('Bonjour')
const [bookTypes, bookRels, workbook] = xlsxParts()
const odtType = String(mimetype!.data)

const zeros = (size: number) => ({ data: deflateRawSync(Buffer.alloc(size)), method: 8, size })
const ole = (stream: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(stream, 'utf16le')])
export const template = (target: string, part = 'settings') => ({
  name: `word/_rels/${part}.xml.rels`,
  data: `<Relationships><Relationship Type="http://x/attachedTemplate" Target="${target}" TargetMode="External"/></Relationships>`,
})
const spreadsheet = { ...types!, data: String(types!.data).replace('wordprocessingml.document', 'spreadsheetml.sheet') }
const bomb = { name: 'x', data: Buffer.alloc(2 * megabyte), method: 8, size: 150 * megabyte }
const deflated = { ...mimetype!, data: deflateRawSync(odtType), method: 8, size: odtType.length }
const encryptedManifest = { name: 'META-INF/manifest.xml', data: '<manifest:encryption-data/>' }
const macroBook = { ...bookTypes!, data: String(bookTypes!.data).replace('openxmlformats', 'ms-excel.macroEnabled') }
const encrypted = { name: 'a.xml', flags: 1, data: 'a'.repeat(12), size: 0 }
const crowd = (count: number) => zip(Array.from({ length: count }, (_, n) => ({ name: `${n}` })))

/** Parts that say a template again and again, in one tag without end; what is stored beside them keeps the archive believable. */
const endlessRelations = (count: number) => [
  ...Array.from({ length: count }, (_, number) => deflatedPart(`word/_rels/${number}.xml.rels`, endlessRelation)),
  { name: 'word/media/photo.jpg', data: Buffer.alloc(50_000 * count) },
]
const endlessRelation = Buffer.from(`<${'/attachedTemplate"'.repeat(58_000)}`)
const deflatedPart = (name: string, data: Buffer) => ({
  name,
  data: deflateRawSync(data),
  method: 8,
  size: data.length,
})

function overlapping() {
  const bytes = docx('x', [
    { name: 'a', data: 'a'.repeat(1000) },
    { name: 'b', data: 'b' },
  ])
  const directory = bytes.lastIndexOf('PK\x01\x02')
  bytes.writeUInt32LE(3000, directory + 20)
  bytes.writeUInt32LE(3000, directory + 24)
  return bytes
}

function zip64(bytes: Buffer) {
  const locator = Buffer.alloc(20)
  locator.write('PK\x06\x07')
  locator.writeBigUInt64LE(2n ** 60n, 8)
  return Buffer.concat([bytes.subarray(0, -22), locator, bytes.subarray(-22)])
}

/** A PDF with a page for browsers in its first lines: still a PDF at its first byte. */
const withMarkup = (markup: string) => Buffer.from(pdf().toString('latin1').replace('\n', `\n%${markup}\n`), 'latin1')

// In two parts, or the machine's own antivirus takes this file away.
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

const sheets = refused('sheet', [
  ['an empty file', 'vide.pdf', '', 'est vide'],
  ['an image', 'photo.jpg', Buffer.from('ffd8ffe0', 'hex'), formats.sheet],
  ['a double extension', 'x.pdf.exe', pdf(), formats.sheet],
  ['a name cut by a NUL', 'x.php%00.pdf', '<?php system($_GET[0]) ?>', otherContent('sheet')],
  ['a server’s settings', '.htaccess', 'AddType application/x-httpd-php .pdf', formats.sheet],
  ['no stem', '..pdf', pdf(), formats.sheet],
  ['HTML named PDF', 'page.pdf', '<!doctype html><p>Bonjour', otherContent('sheet')],
  ['SVG named PDF', 'dessin.pdf', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', otherContent('sheet')],
  ['a PDF after something else', 'page.pdf', `<p>${pdf()}`, otherContent('sheet')],
  ['a PDF that is a page too', 'page.pdf', withMarkup('<html><script>alert(1)</script>'), otherContent('sheet')],
  ['a PDF that is a script too', 'page.pdf', withMarkup('<?php system($_GET[0]) ?>'), otherContent('sheet')],
  ['a PDF that is an archive too', 'fiche.pdf', Buffer.concat([pdf(), docx()]), otherContent('sheet')],
  ['a DOCX named PDF', 'fiche.pdf', docx(), otherContent('sheet')],
  ['an ODT named DOCX', 'fiche.docx', odt(), otherContent('sheet')],
  ['a truncated PDF', 'coupé.pdf', pdf().subarray(0, 300), damaged],
  ['an encrypted PDF', 'secret.pdf', pdf('x', { trailer: '/Encrypt 6 0 R' }), password],
  ['an encrypted PDF that hides it', 'secret.pdf', pdf('x', { trailer: '/Encr#79pt << /V 1 >>' }), password],
  ['a PDF that carries a test virus', 'virus.pdf', pdf(eicar), 'contient un virus : joignez un autre fichier'],
  ['a DOCX that carries one', 'virus.docx', docx(eicar), 'contient un virus : joignez un autre fichier'],
  ['a .docm', 'fiche.docm', docm(), docxMacros],
  ['a .docm renamed', 'fiche.docx', docm(), docxMacros],
  ['a DOCX with macros slipped in', 'fiche.docx', docx('x', [{ name: 'word/vbaProject.bin' }]), docxMacros],
  ['a spreadsheet dressed as a DOCX', 'fiche.docx', zip([spreadsheet, rels!, main!]), otherContent('sheet')],
  ['a .docm without its macros', 'fiche.docx', zip(docxParts('x', 'docm')), docxMacros],
  ['an old Word document', 'fiche.doc', ole('WordDocument'), oldWord],
  ['an old Word document renamed', 'fiche.docx', ole('WordDocument'), oldWord],
  ['an encrypted DOCX', 'fiche.docx', ole('EncryptedPackage'), password],
  ['words of OLE in another file', 'fiche.docx', Buffer.from('EncryptedPackage', 'utf16le'), otherContent('sheet')],
  ['another OLE container', 'fiche.docx', ole('Workbook'), otherContent('sheet')],
  ['a DOCX without content types', 'fiche.docx', zip([rels!, main!]), otherContent('sheet')],
  ['a DOCX without a document', 'fiche.docx', zip([types!, rels!]), otherContent('sheet')],
  ['a nested archive', 'fiche.docx', docx('x', [{ name: 'word/embeddings/tout.zip' }]), archive],
  ['a template elsewhere', 'fiche.docx', docx('x', [template('https://example.org/x.dotm')]), remote],
  ['a template on a share', 'fiche.docx', docx('x', [template('file:///\\\\serveur\\x.dotx')]), remote],
  ['a template of other settings', 'fiche.docx', docx('x', [template('https://example.org/x', 'réglages')]), remote],
  ['templates without end', 'fiche.docx', docx('x', endlessRelations(3)), remote],
  ['relations that weigh 5 MB', 'fiche.docx', docx('x', endlessRelations(5)), damaged],
  ['an encrypted entry', 'fiche.docx', docx('x', [encrypted]), password],
  ['2,001 entries', 'fiche.docx', crowd(2001), huge],
  ['60,000 empty entries', 'fiche.docx', crowd(60_000), huge],
  ['150 MB in 2', 'fiche.docx', docx('x', [bomb]), huge],
  ['10 MB of zeros', 'fiche.docx', docx('x', [{ name: 'zeros', ...zeros(10 * megabyte) }]), huge],
  ['a lying size', 'fiche.docx', docx('x', [{ ...template('x'), ...zeros(megabyte), size: 100 }]), damaged],
  ['entries that overlap', 'fiche.docx', overlapping(), huge],
  ['a name that climbs', 'fiche.docx', docx('x', [{ name: '../../x' }]), damaged],
  ['an absolute name', 'fiche.docx', docx('x', [{ name: '/etc/x' }]), damaged],
  ['a symbolic link', 'fiche.docx', docx('x', [{ name: 'x', mode: 0o120777 }]), damaged],
  ['the same name twice', 'fiche.docx', docx('x', [main!]), damaged],
  ['a truncated zip', 'fiche.docx', docx().subarray(0, -30), damaged],
  ['an offset beyond what a number holds', 'fiche.docx', zip64(docx()), damaged],
  ['an ODT whose type comes second', 'fiche.odt', zip([manifest!, mimetype!, content!]), otherContent('sheet')],
  ['an ODT whose type is deflated', 'fiche.odt', zip([deflated, manifest!, content!]), otherContent('sheet')],
  [
    'a spreadsheet',
    'fiche.odt',
    zip([{ ...mimetype!, data: odtType.replace('text', 'spreadsheet') }]),
    otherContent('sheet'),
  ],
  ['an ODT with Basic', 'fiche.odt', odt('x', [{ name: 'Basic/Standard/Module1.xml' }]), odtMacros],
  ['an ODT with Scripts', 'fiche.odt', odt('x', [{ name: 'Scripts/python/x.py' }]), odtMacros],
  ['an encrypted ODT', 'fiche.odt', zip([mimetype!, encryptedManifest, content!]), password],
  ['an ODT encrypted whole', 'fiche.odt', zip([mimetype!, { name: 'encrypted-package' }]), password],
  ['an ODT without content', 'fiche.odt', zip([mimetype!, manifest!]), damaged],
])

/** Each of the words that make a PDF act, in a use of it. */
const acts: Record<string, string> = {
  JavaScript: '/Names << /JavaScript << /Names [(a) 9 0 R] >> >>',
  JS: '/OpenAction << /S /Rendition /JS (app.alert(1)) >>',
  OpenAction: '/OpenAction << /S /URI /URI (https://example.org) >>',
  AA: '/AA << /WC << /S /SubmitForm /F (https://example.org) >> >>',
  Launch: '/A << /S /Launch /F (cmd.exe) >>',
  EmbeddedFile: '/Type /EmbeddedFile /Params << >>',
  EmbeddedFiles: '/Names << /EmbeddedFiles << /Names [(x) 9 0 R] >> >>',
  RichMedia: '/Annots [<< /Subtype /RichMedia >>]',
  XFA: '/AcroForm << /XFA 9 0 R >>',
}

const tagged = (catalog: string, ...objects: string[]) =>
  pdf('x', { catalog: `${tags.catalog} ${catalog}`, objects: [...tags.objects, ...objects] })
const code = (letter: string) => `#${letter.charCodeAt(0).toString(16)}`
const leaving = '<< /S /URI /URI (https://example.org) >>'
const script = '<< /S /JavaScript /JS (app.alert(1)) >>'
const damagedScript = packed({ 9: script }).replace(/.{4}(?=\nendstream)/s, 'abcd')
const numbered = (header: string, values = '') => deflatedStream(`/N 1 /First ${header.length}`, header + values)
const hex = (text: string) => `${Buffer.from(text).toString('hex')}>`

const pdfs = [
  ...flagged(
    Object.entries(acts).flatMap(([name, use]): [string, Buffer][] => [
      [`/${name}`, tagged(use)],
      [
        `/${name} with one letter escaped`,
        tagged(use.replace(`/${name}`, `/${name[0]}${code(name[1]!)}${name.slice(2)}`)),
      ],
      [`/${name} in an object stream`, tagged('', packed({ 9: `<< ${use} >>` }))],
    ]),
  ),
  ...flagged([
    ['an action opened by its number', tagged('/OpenAction 7 0 R', leaving)],
    ['an action opened inside an object stream', tagged('/OpenAction 9 0 R', packed({ 8: '[]', 9: leaving }))],
    ['an action that nobody finds', tagged('/OpenAction 90 0 R')],
    ['a page turned, then an address', tagged('/OpenAction << /S /GoTo /D [3 0 R] /Next 7 0 R >>', leaving)],
    ['a page turned, then several', tagged('/OpenAction << /S /GoTo /D [3 0 R] /Next [7 0 R] >>', leaving)],
    ['a page turned elsewhere, then an address', tagged('/OpenAction 7 0 R', '<< /S /GoTo /Next 8 0 R >>', leaving)],
    ['triggers kept elsewhere', tagged('/AA 7 0 R', '<< /O 8 0 R >>', leaving)],
    ['a trigger by its number', tagged('/AA << /O 7 0 R >>', leaving)],
    ['an object inside the text of another', tagged('', `(9 0 obj ${script} endobj)`)],
    ['an object whose number is behind a comment', tagged('', `[] endobj 9 0 %\nobj ${script}`)],
    ['a word that ends an object, in a string', tagged('', `<< /X (endobj stream) ${script} >>`)],
    ['a script after a comment', tagged('', `% rien\n${script}`)],
    ['a script after a comment that opens a string', tagged('', `<< /X %(\n ${script} >>`)],
    ['an object stream whose end is damaged', tagged('', damagedScript)],
    ['an object stream without its type', tagged('', packed({ 9: script }).replace('/Type /ObjStm', ''))],
    ['an object stream nobody deflated', tagged('', pdfStream('/N 1 /First 4', `9 0 ${script}`))],
    [
      'an object stream coded twice',
      tagged('', pdfStream('/N 1 /First 4 /Filter /ASCIIHexDecode', hex(`9 0 ${script}`))),
    ],
    [
      'an object stream with a predictor',
      tagged('', packed({ 9: '[]' }).replace('/N', '/DecodeParms << /Predictor 12 >> /N')),
    ],
    ['an object stream that starts elsewhere', tagged('', packed({ 9: '[]' }).replace(/\/First \d+/, '/First 8 0 R'))],
    [
      'an object stream of 40 MB',
      tagged('', deflatedStream('/N 1 /First 4', `9 0 [${' '.repeat(40 * megabyte)}${script}]`)),
    ],
    ['an object stream whose places are behind a comment', tagged('', numbered(`%1\n9 0 `, script))],
    [
      'an object stream whose far places give back what reading costs',
      tagged('', numbered(`${'1 999999999 '.repeat(10_000)}${'1 0 '.repeat(100_000)}`, `[${'1 '.repeat(190_000)}]`)),
    ],
    ['objects that open one another without end', tagged('', '(9 0 obj '.repeat(20_000))],
    ['an array of a million arrays', tagged('', '['.repeat(megabyte))],
  ]),
  ...flagged(
    [
      ['an object stream that counts to eight million digits', tagged('', numbered('1'.repeat(8_000_000)))],
      ['an object stream of eight million spaces', tagged('', numbered(`1${' '.repeat(8_000_000)}`))],
    ],
    [],
  ),
  ...flagged([['a scan', drawnPdf('q 595 0 0 842 0 0 cm /Im1 Do Q', tags)]], ['inaccessible-pdf']),
  ...flagged([['a PDF without tags', pdf()]], ['inaccessible-pdf']),
  ...refused('pdf', [
    ['a DOCX for a programme', 'programme.docx', docx(), formats.pdf],
    ['a PNG named PDF', 'programme.pdf', png(10, 10), otherContent('pdf')],
  ]),
]

/** A PNG that announces its size and holds nothing of it. */
function png(width: number, height: number) {
  const size = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0])
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', size), chunk('IDAT', deflateSync(Buffer.alloc(10))), chunk('IEND')])
}

function chunk(name: string, data = Buffer.alloc(0)) {
  const named = Buffer.concat([Buffer.from(name), data])
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(data.length, 0)
  bytes.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([bytes.subarray(0, 4), named, bytes.subarray(4)])
}

async function images(): Promise<Hostile[]> {
  const picture = sharp({ create: { width: 600, height: 400, channels: 3, background: '#37a' } })
  const [jpeg, webp, avif, gif] = await Promise.all([
    picture.clone().jpeg().toBuffer(),
    picture.clone().webp().toBuffer(),
    picture.clone().avif().toBuffer(),
    picture.clone().gif().toBuffer(),
  ])
  return refused('image', [
    ['an SVG', 'dessin.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', formats.image],
    ['an SVG named PNG', 'dessin.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', otherContent('image')],
    ['HTML named PNG', 'page.png', '<!doctype html><script>alert(1)</script>', otherContent('image')],
    ['HTML named JPEG', 'page.jpeg', '<html><body onload=alert(1)>', otherContent('image')],
    ['a GIF', 'photo.gif', gif, formats.image],
    ['a GIF named JPEG', 'photo.jpg', gif, otherContent('image')],
    ['a GIF that is a script too', 'photo.png', 'GIF89a/*\x01\x00*/=1;alert(1)', otherContent('image')],
    ['a PDF named JPEG', 'photo.jpg', pdf(), otherContent('image')],
    ['an image after a script', 'photo.jpg', Buffer.concat([Buffer.from('<?php ?>'), jpeg]), otherContent('image')],
    ['a double extension', 'photo.jpg.php', jpeg, formats.image],
    ['an empty image', 'photo.jpg', '', 'est vide'],
    ['4 billion pixels', 'photo.png', png(65_535, 65_535), pixels],
    ['41 million pixels', 'photo.png', png(6_500, 6_500), pixels],
    ['a line of 20,000 pixels', 'photo.png', png(20_000, 1), pixels],
    ['40 million pixels announced, ten bytes sent', 'photo.png', png(6_000, 6_000), broken],
    ['half a JPEG', 'photo.jpg', jpeg.subarray(0, jpeg.length / 2), broken],
    ['half a WebP', 'photo.webp', webp.subarray(0, webp.length / 2), broken],
    ['half an AVIF', 'photo.avif', avif.subarray(0, avif.length / 2), broken],
    ['the first bytes of a JPEG', 'photo.jpg', Buffer.from('ffd8ffe000104a464946', 'hex'), broken],
    [
      'a JPEG that carries a test virus',
      'photo.jpg',
      Buffer.concat([jpeg, Buffer.from(eicar)]),
      'contient un virus : joignez un autre fichier',
    ],
  ])
}

const utf16 = Buffer.from('\ufefftitre;jour\nAtelier;25 mai\n', 'utf16le')
const calendar = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n'

const tables = refused('table', [
  ['HTML named CSV', 'liste.csv', '\n <table><tr><td>1</td></tr></table>', otherContent('table')],
  ['a PDF named CSV', 'liste.csv', pdf(), otherContent('table')],
  ['a workbook named CSV', 'liste.csv', xlsx(), otherContent('table')],
  ['a CSV in UTF-16', 'liste.csv', utf16.subarray(2), encoding],
  ['a CSV with controls', 'liste.csv', 'a;b\n\x1b[2J;c', encoding],
  ['a CSV that is no text', 'liste.csv', Buffer.from('613b81620a', 'hex'), encoding],
  ['an old workbook', 'liste.xls', ole('Workbook'), oldExcel],
  ['an old workbook renamed', 'liste.xlsx', ole('Workbook'), oldExcel],
  ['an encrypted workbook', 'liste.xlsx', ole('EncryptedPackage'), password],
  ['a workbook with macros', 'liste.xlsm', xlsx([{ name: 'xl/vbaProject.bin' }]), xlsxMacros],
  ['a workbook with macros, renamed', 'liste.xlsx', xlsx([{ name: 'xl/vbaProject.bin' }]), xlsxMacros],
  ['a macro workbook without its macros', 'liste.xlsx', zip([macroBook, bookRels!, workbook!]), xlsxMacros],
  ['a workbook that reads another', 'liste.xlsx', xlsx([{ name: 'xl/externalLinks/externalLink1.xml' }]), links],
  ['a DOCX named XLSX', 'liste.xlsx', docx(), otherContent('table')],
  ['10 MB of zeros', 'liste.xlsx', xlsx([{ name: 'zeros', ...zeros(10 * megabyte) }]), hugeTable],
  ['a workbook that climbs', 'liste.xlsx', xlsx([{ name: '../x' }]), damaged],
  ['another text named ICS', 'agenda.ics', 'BEGIN:VCARD\r\nEND:VCARD\r\n', otherContent('table')],
  ['a calendar after a page', 'agenda.ics', `<html>${calendar}`, otherContent('table')],
  ['a calendar with a NUL', 'agenda.ics', calendar.replace('2.0', '2\0'), otherContent('table')],
  ['half a calendar', 'agenda.ics', calendar.slice(0, 30), damaged],
])

/** Hostile files of every kind, each with what must become of it when a scanner knows the test virus. */
export const corpus = async (): Promise<Hostile[]> => [...sheets, ...pdfs, ...(await images()), ...tables]
