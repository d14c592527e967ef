import type { NodemailerError } from 'nodemailer'
import type { Clock } from '../clock.ts'
import type { Failure } from './outbox.ts'

const givenUpAfter = 5 * 24 * 3600

/** What becomes of a mail that could not be sent: later, or never. */
export function afterFailure(clock: Clock, triedSince: string, error: unknown): Failure {
  const age = clock.now().since(triedSince).total('seconds')
  const refused = isRefusal(error)
  if ((refused && isFinal(error)) || age >= givenUpAfter) return { error: reason(error), dead: true }

  // Waiting as long again as it has already waited doubles each time. An outage is not the mail's fault:
  // once it ends, all that waited leaves within minutes.
  const longest = refused ? 12 * 3600 : 5 * 60
  const wait = Math.min(Math.max(age, 60), longest) * (0.9 + Math.random() * 0.2)
  return {
    error: reason(error),
    retryAt: clock
      .now()
      .add({ seconds: Math.round(wait) })
      .round('second')
      .toString(),
  }
}

/** Whether the server refused this message or its recipient, rather than us, our password or our sender: those can be put right. */
function isRefusal(error: unknown): error is NodemailerError {
  const { code, command, responseCode } = error as NodemailerError
  return (
    (code === 'EENVELOPE' || code === 'EMESSAGE') &&
    (command !== 'MAIL FROM' || responseCode === undefined || responseCode === 552)
  )
}

/** Without an answer of the server, nodemailer itself found the address or the size impossible. */
const isFinal = (error: NodemailerError) => error.responseCode === undefined || error.permanent === true

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500)
