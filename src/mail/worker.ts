import type { NodemailerError } from 'nodemailer'
import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import {
  type DueMail,
  type Failure,
  interrupted,
  listDue,
  markAttempt,
  markFailed,
  markPointless,
  markSent,
} from './outbox.ts'
import { renderMail } from './render.ts'
import { afterFailure } from './retry.ts'
import { attemptSeconds, type Message, type Transport } from './transport.ts'

export type Letter = {
  locals: Record<string, unknown>
  replyTo?: string
  attachments?: { filename: string; content: Buffer | string; contentType: string }[]
}

/** The part of a letter that says who answers it; without an address, the office does. */
export const replyTo = (address: string | null | undefined) => (address ? { replyTo: address } : {})

/** For each name, what its templates need, made when it leaves for `to`; undefined when there is nothing to say there any more. */
export type Mails = Record<
  string,
  (data: Record<string, unknown>, to: string) => Letter | undefined | Promise<Letter | undefined>
>

type Log = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>

type Office = {
  db: Database
  /** The real one: retries are a matter of the network, and SITE_CLOCK goes back at each start. */
  clock: Clock
  transport: Transport
  mails: Mails
  from: { name: string; address: string }
  /** for the mails that nobody in particular answers */
  replyTo: string
  log: Log
  render?: (name: string, locals: Record<string, unknown>) => ReturnType<typeof renderMail>
}

const pollEvery = 2000

/** Takes what is due from the outbox to the transport, one after the other. It never throws: what fails is in the outbox and in the log. */
export function createPostman(office: Office) {
  let run: Promise<number> | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  /** How many left. Whoever asks during a run gets that run. */
  function deliver(): Promise<number> {
    run ??= deliverAll(office, () => stopped).finally(() => {
      run = undefined
    })
    return run
  }

  return {
    deliver,
    start() {
      timer ??= setInterval(deliver, pollEvery).unref()
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await run
    },
  }
}

async function deliverAll(office: Office, stopped: () => boolean) {
  let sent = 0
  try {
    while (!stopped()) {
      const [mail] = listDue(office.db, instant(office.clock), 1)
      if (!mail) break
      if (await deliverOne(office, mail)) sent += 1
    }
  } catch (error) {
    office.log.error({ err: error }, 'the outbox cannot be read or written')
  }
  return sent
}

/** True when it left. */
async function deliverOne(office: Office, mail: DueMail) {
  const { db, clock, transport, log } = office
  const until = clock.now().add({ seconds: attemptSeconds }).round('second').toString()
  if (!markAttempt(db, mail.id, instant(clock), until)) return false

  const line = { outbox: mail.id, mail: mail.name, attempt: mail.attempts + 1 }
  if (mail.lastError === interrupted) log.warn(line, 'the last attempt was interrupted: this mail may arrive twice')

  let failure: Failure | undefined
  try {
    const message = await write(office, mail)
    if (!message) {
      markPointless(db, mail.id)
      return false
    }
    await transport.send(message)
  } catch (error) {
    failure = afterFailure(clock, mail.triedSince, error)
    // Only the codes: the server's words often hold the address. They are kept in the outbox.
    const { code, command, responseCode } = error as NodemailerError
    const [level, outcome] =
      'dead' in failure ? (['error', 'mail given up'] as const) : (['warn', 'mail postponed'] as const)
    log[level]({ ...line, code, command, responseCode }, outcome)
  }

  if (failure) markFailed(db, mail.id, failure)
  else markSent(db, mail.id, instant(clock))
  if (!failure) log.info(line, 'mail sent')
  return !failure
}

async function write(office: Office, mail: DueMail): Promise<Message | undefined> {
  const { mails, from, render = renderMail } = office
  const compose = mails[mail.name]
  if (!compose) throw new Error(`Aucun courriel ne s’appelle « ${mail.name} ».`)
  const letter = await compose(JSON.parse(mail.data), mail.recipient)
  if (!letter) return undefined
  const to = single(mail.recipient)

  return {
    ...(await render(mail.name, letter.locals)),
    messageId: `<${mail.messageId}@${from.address.split('@').pop()}>`,
    envelope: { from: from.address, to },
    from,
    to,
    replyTo: single(letter.replyTo) ?? single(office.replyTo),
    attachments: letter.attachments,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': 'fr',
      'X-Auto-Response-Suppress': 'All',
    },
    xMailer: false,
  }
}

/** As an object, nodemailer does not look for a list in it; what is not one plain address is left out. */
const single = (address: string | undefined) =>
  address && /^[^\s\p{Cc}@,;:<>"()]+@[^\s\p{Cc}@,;:<>"()]+$/u.test(address) ? { name: '', address } : undefined
