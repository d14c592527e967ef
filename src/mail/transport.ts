import { randomBytes } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'
import nodemailer, { type SendMailOptions } from 'nodemailer'

export type Message = SendMailOptions
export type Transport = { send(message: Message): Promise<void>; close(): void }

/** No attempt lasts longer, even with a server that answers one byte at a time. */
export const attemptSeconds = 180

/** By SMTP where SMTP_URL says so, else into the folder that /boite-locale shows. */
export const createTransport = (config: { SMTP_URL?: string | undefined; DATA_DIR: string }): Transport =>
  config.SMTP_URL ? smtp(config.SMTP_URL) : files(path.join(config.DATA_DIR, 'mailbox'))

const noOutsideContent = { disableFileAccess: true, disableUrlAccess: true }

function smtp(address: string): Transport {
  const mailer = nodemailer.createTransport({
    ...server(address),
    ...noOutsideContent,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    dnsTimeout: 10_000,
  })

  return {
    async send(message) {
      await mailer.sendMail({ ...message, signal: AbortSignal.timeout(attemptSeconds * 1000) })
    },
    close: () => mailer.close(),
  }
}

/** The URL is read here and not by nodemailer, which lets its query switch the verification of certificates off. */
function server(address: string) {
  const url = new URL(address)
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const secure = url.protocol === 'smtps:'
  const loopback = ['localhost', '127.0.0.1', '::1'].includes(host)

  return {
    host,
    secure,
    // What does not leave the machine needs no TLS, and the certificate of a local server is rarely one that can be verified.
    requireTLS: !secure && !loopback,
    ignoreTLS: !secure && loopback,
    ...(url.port && { port: Number(url.port) }),
    ...(url.username && { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
  }
}

function files(folder: string): Transport {
  const mailer = nodemailer.createTransport({
    ...noOutsideContent,
    streamTransport: true,
    buffer: true,
    newline: 'windows',
  })

  return {
    async send(message) {
      const { message: source } = await mailer.sendMail(message)
      await keep(folder, source as Buffer)
    },
    close: () => mailer.close(),
  }
}

/** Writes the whole file or none: under another name, to the disk, then renamed. */
async function keep(folder: string, source: Buffer) {
  const moment = new Date().toISOString().replace(/[-:.]/g, '')
  const name = path.join(folder, `${moment}-${randomBytes(16).toString('hex')}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })

  const file = await open(`${name}.part`, 'wx', 0o600)
  try {
    await file.writeFile(source)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${name}.part`, `${name}.eml`)
}
