import { constants, deflateRawSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import type { Accepts } from '../src/uploads/questions.ts'
import { openClamd } from './support/clamd.ts'
import { deflatedStream, drawnPdf, packed, pdf, pdfStream, tags, xlsx } from './support/files.ts'
import { formData, megabyte, openForm, part } from './support/uploads.ts'

/** Sends one file to a form whose scanner finds nothing. */
async function sent(accepts: Accepts, name: string, bytes: Buffer | string) {
  const { address } = await openClamd('a virus that nobody has')
  const { send, onDisk } = await openForm({ clamd: address, questions: [{ field: 'document', accepts }] })
  const { kept, errors } = await send(formData([['document', part(name, bytes)]]))
  expect([errors, onDisk()]).toEqual([{}, { stored: kept.map(({ storedAs }) => storedAs), incoming: [] }])
  return kept
}

const goTo = '<< /S /GoTo /D [3 0 R /Fit] >>'
const link = '<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.org) >> >>'
const noise = Array.from({ length: 4000 }, (_, n) => String.fromCharCode((n * n * 31 + 7 * n) % 256)).join('')
const tagged = (catalog: string, ...objects: string[]) =>
  pdf('Bonjour', { catalog: `${tags.catalog} ${catalog}`, objects: [...tags.objects, ...objects] })

test.each<[string, Buffer]>([
  ['nothing but its page', tagged('')],
  ['a page to open on', tagged('/OpenAction [3 0 R /XYZ null null 0]')],
  ['a page to open on, by its number', tagged('/OpenAction 7 0 R', '[3 0 R /Fit]')],
  ['a page to open on, by its name', tagged('/OpenAction (accueil)')],
  ['an action that turns to a page', tagged(`/OpenAction ${goTo}`)],
  ['such an action by its number', tagged('/OpenAction 7 0 R', goTo)],
  ['such an action in an object stream', tagged('/OpenAction 9 0 R', packed({ 8: link, 9: goTo }))],
  ['a page of links to open on', tagged('/OpenAction << /S /GoTo /D [7 0 R /Fit] >>', `<< /Annots [${link}] >>`)],
  ['triggers that set off nothing', tagged('/AA << >>')],
  ['a trigger that turns to a page', tagged(`/AA << /O ${goTo} >>`)],
  ['links that a reader may follow', tagged('/OpenAction 7 0 R', goTo, link)],
  [
    'a plan whose lines follow one another',
    tagged('/Outlines << /First 7 0 R >>', `<< /Next 8 0 R /A ${goTo} >>`, '[]'),
  ],
  ['the words of a script in its title', tagged('', '<< /Title (Le mot /JavaScript dans \\(un /JS\\) titre) >>')],
  ['such words in a comment', tagged('', '[] % /JavaScript /Launch')],
  ['such words in its text', tagged('', deflatedStream('', 'BT (/JS /Launch) Tj ET'))],
  [
    'such words in bytes that are no words',
    tagged('', pdfStream('/Subtype /Image', `${noise} /JS /AA << /Launch ${noise}`)),
  ],
  ['an object stream cut short', tagged('', packed({ 9: link }).replace(/.{3}(?=\nendstream)/s, ''))],
])('a PDF with %s is accepted without a word', async (_case, bytes) => {
  expect(await sent('sheet', 'fiche.pdf', bytes)).toMatchObject([{ type: 'application/pdf', flags: [] }])
})

test('of a stream that would fill the memory, the start alone is inflated', async () => {
  // A megabyte of zeros that ends on a byte: two thousand of them make two gigabytes out of two megabytes.
  const zeros = deflateRawSync(Buffer.alloc(megabyte), { finishFlush: constants.Z_FULL_FLUSH }).toString('latin1')
  const bomb = pdfStream('/N 1 /First 4 /Filter /FlateDecode', zeros.repeat(2000))
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().arrayBuffers)
  }, 1)
  onTestFinished(() => clearInterval(watch))

  expect(await sent('sheet', 'fiche.pdf', tagged('', bomb))).toMatchObject([{ flags: ['active-pdf'] }])
  expect(peak).toBeGreaterThan(megabyte)
  expect(peak).toBeLessThan(400 * megabyte)
})

const scan = 'q 595 0 0 842 0 0 cm /Im1 Do Q'
const form = (drawing: string) => deflatedStream('/Type /XObject /Subtype /Form', drawing)

test.each<[string, Buffer, boolean]>([
  ['text', drawnPdf('BT (x) Tj ET', tags), true],
  ['text in an array', drawnPdf('BT [(x) -20 (y)] TJ ET', tags), true],
  ['text on the next line', drawnPdf("BT <0041> ' ET", tags), true],
  [
    'text in a part that is drawn',
    drawnPdf('/Fm1 Do', { ...tags, objects: [...tags.objects, form('BT (x) Tj ET')] }),
    true,
  ],
  [
    'text in a coding we do not read',
    drawnPdf('/Fm1 Do', { ...tags, objects: [pdfStream('/Filter /LZWDecode', 'x')] }),
    true,
  ],
  ['an image alone', drawnPdf(scan, tags), false],
  ['an image and an empty part', drawnPdf(scan, { ...tags, objects: [...tags.objects, form('q Q')] }), false],
  ['a font that names Tj', drawnPdf(scan, { ...tags, objects: [pdfStream('/Length1 9', '(x) Tj')] }), false],
  ['text, and a tree without a mark', pdf('x', { catalog: '/StructTreeRoot 6 0 R' }), false],
  ['text, and a mark without a tree', pdf('x', { catalog: '/MarkInfo << /Marked true >>' }), false],
  ['text, and tags that are said not to be', pdf('x', { catalog: tags.catalog.replace('true', 'false') }), false],
])('a PDF that holds %s: a screen reader can read it or not', async (_case, bytes, accessible) => {
  expect(await sent('pdf', 'programme.pdf', bytes)).toMatchObject([{ flags: accessible ? [] : ['inaccessible-pdf'] }])
})

const calendar = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n'

test.each<[string, string, Buffer | string, string]>([
  ['UTF-8', 'Événements.CSV', 'titre;jour\nBalade “à Évreux”;25 mai\n', 'text/csv'],
  ['UTF-8 with its mark', 'liste.csv', '\ufefftitre;jour\n', 'text/csv'],
  ['Windows-1252', 'liste.csv', Buffer.from('titre;tarif\nBalade à Évreux;5 \x80\n', 'latin1'), 'text/csv'],
  ['one column', 'liste.csv', 'titre\n', 'text/csv'],
  ['a workbook', 'liste.xlsx', xlsx(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['a calendar', 'agenda.ics', calendar, 'text/calendar'],
  ['a calendar with its mark', 'agenda.ics', `\ufeff${calendar.replaceAll('\r', '')}`, 'text/calendar'],
])('a table is accepted: %s', async (_case, name, bytes, type) => {
  expect(await sent('table', name, bytes)).toMatchObject([{ name, type, flags: [] }])
})
