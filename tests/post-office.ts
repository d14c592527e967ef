import { mkdtempSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'
import { openDatabase } from '../src/db/open.ts'
import { queueMail } from '../src/mail/outbox.ts'
import { renderMail } from '../src/mail/render.ts'
import { createTransport } from '../src/mail/transport.ts'
import { createPostman, type Letter } from '../src/mail/worker.ts'

export const refusal = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })

export const temporaryFolder = () => mkdtempSync(path.join(tmpdir(), 'post-office-'))

/** A real SMTP server that keeps what it accepts. */
export async function smtpServer(options: SMTPServerOptions & { port?: number } = {}) {
  const received: { to: string[]; from: string; source: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((recipient) => recipient.address),
          source: Buffer.concat(chunks).toString('utf8'),
        })
        done()
      })
    },
    ...options,
  })
  // A client that hangs up is part of the tests.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => void server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  onTestFinished(close)

  const { port } = server.server.address() as AddressInfo
  return { port, received, close, parsed: () => Promise.all(received.map((mail) => simpleParser(mail.source))) }
}

/** A postman with one mail, « note », whose data is { title, replyTo }; its clock moves when told. */
export function postOffice(where: { port?: number; folder?: string; letter?: () => Letter | undefined }) {
  const db = openDatabase(':memory:')
  let now = Temporal.Now.instant()
  const clock = { now: () => now }

  const lines: { level: string; fields: Record<string, unknown>; message: string }[] = []
  const line = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields: { ...fields }, message })

  const transport = createTransport({
    ...(where.port && { SMTP_URL: `smtp://127.0.0.1:${where.port}` }),
    DATA_DIR: where.folder ?? temporaryFolder(),
  })
  const postman = createPostman({
    db,
    clock,
    transport,
    mails: {
      note:
        where.letter ??
        ((data) => ({ locals: data, ...(typeof data.replyTo === 'string' && { replyTo: data.replyTo }) })),
    },
    from: { name: 'Semaine ASER', address: 'semaine@aser.example.org' },
    replyTo: 'coordination@example.org',
    log: { info: line('info'), warn: line('warn'), error: line('error') },
    render: (name, locals) => renderMail(name, locals, templates),
  })

  return {
    db,
    clock,
    postman,
    lines,
    templates,
    later: (duration: Temporal.DurationLike) => {
      now = now.add(duration)
    },
    queue: (title: string, to = 'ana@example.org', data = {}) =>
      queueMail(db, clock, { name: 'note', to, data: { title, ...data } }),
    rows: () => db.prepare<[], Row>('SELECT * FROM outbox ORDER BY id').all(),
  }
}

type Row = {
  id: number
  message_id: string
  status: string
  attempts: number
  due_at: string
  last_error: string | null
}

const templates = temporaryFolder()
writeFileSync(path.join(templates, 'note.subject.ejs'), 'Note : <%= title %>')
writeFileSync(path.join(templates, 'note.text.ejs'), 'Bonjour,\n\n<%= title %>\n\nhttps://example.org/suivi')
writeFileSync(
  path.join(templates, 'note.html.ejs'),
  "<h1><%= title %></h1><%- include('_button.html.ejs', { href: 'https://example.org/suivi', label: 'Suivre' }) %>",
)
