import { found } from '../web/errors.ts'
import { fileSize, momentOf } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { findLetter, listLetters } from './letters.ts'
import { linkify } from './linkify.ts'

// The letter may look as it likes; it runs nothing, loads nothing and sends nothing.
const letterPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"

/** The mails of a site without SMTP_URL, as their recipients would read them. Never in production. */
export function mailboxRoutes({ folder }: { folder: string }) {
  const room = openRoom()

  room.get('/', async (_req, res) => {
    const letters = await listLetters(folder)
    privatePage(res, 'mailbox/index', { title: 'Boîte locale', letters, moment })
  })

  room.get('/:id', async (req, res) => {
    const letter = found(await findLetter(folder, req.params.id))
    const paragraphs = letter.text.trim().split(/\n{2,}/)
    privatePage(res, 'mailbox/show', { title: letter.subject, letter, paragraphs, moment, fileSize, linkify })
  })

  room.get('/:id/html', async (req, res) => {
    const letter = found(await findLetter(folder, req.params.id))
    const html = found(letter.html)

    res
      .set('Content-Security-Policy', letterPolicy)
      .set('Cache-Control', 'no-store')
      .set('Referrer-Policy', 'no-referrer')
    res.type('html').send(html)
  })

  room.get('/:id/pieces/:n', async (req, res) => {
    const letter = found(await findLetter(folder, req.params.id))
    const attachment = found(letter.attachments[Number(req.params.n) - 1])

    res.attachment(attachment.filename ?? `piece-${req.params.n}`).type('application/octet-stream')
    res.set('Content-Security-Policy', "default-src 'none'; sandbox").set('X-Content-Type-Options', 'nosniff')
    res.set('Cache-Control', 'no-store').send(attachment.content)
  })

  return room
}

const moment = (date: Date) => momentOf(date.toISOString(), 'Europe/Paris')
