import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { pino } from 'pino'
import { createApp } from './app.ts'
import { offeredSheets } from './blanks/offered.ts'
import { realClock } from './clock.ts'
import { configuration } from './config.ts'
import { listCoordinators } from './coordinators/queries.ts'
import { issueSignIn, openSignIn } from './coordinators/sign-in.ts'
import { openHouse } from './house.ts'
import { createTransport } from './mail/transport.ts'
import { createPostman } from './mail/worker.ts'
import { mailsOf } from './mails.ts'
import { guarded, roundsOf, startRounds } from './rounds.ts'
import { openTotals } from './totals/totals.ts'
import { clearIncoming } from './uploads/keep.ts'

const config = configuration()
const log = pino({ level: config.LOG_LEVEL })
const { db, clock, secret } = openHouse(config, { setClock: true })
const folder = path.join(config.DATA_DIR, 'documents')
clearIncoming(folder)
clearIncoming(path.join(config.DATA_DIR, 'resources'))

const transport = createTransport(config)
const from = { name: 'Semaine ASER', address: config.MAIL_FROM }
const mails = mailsOf({ db, clock, secret, baseUrl: config.baseUrl, folder })
const postman = createPostman({
  db,
  clock: realClock,
  transport,
  mails,
  from,
  replyTo: config.COORDINATOR_EMAIL[0] ?? config.MAIL_FROM,
  log,
})

const totals = openTotals({ db, clock })
const server = createApp({ db, clock, config, secret, log, totals }).listen(config.PORT, config.HOST)
server.headersTimeout = 15_000
server.requestTimeout = 600_000
server.on('error', (error) => {
  console.error(`Le site ne peut pas écouter sur ${config.HOST}:${config.PORT} : ${error.message}`)
  process.exit(1)
})
server.on('listening', () => {
  postman.start()
  // Before the first visitor asks for a page that tells how heavy they are.
  offeredSheets({ db, baseUrl: config.baseUrl }).catch((error) => log.error({ err: error }, 'no sheet to download'))
  welcome((server.address() as AddressInfo).port)
})

const rounds = await startRounds(roundsOf({ db, clock, folder, totals, log }), log)

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)

/** Answers what was asked, finishes the mail in hand, closes the database, and ends. */
function stop() {
  rounds.stop()
  server.close(async () => {
    await postman.stop()
    transport.close()
    await guarded({ name: 'totals', run: totals.write }, log)
    db.close()
    process.exit(0)
  })
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), 4000).unref()
}

function welcome(port: number) {
  const address = config.production ? config.baseUrl : `http://localhost:${port}`
  console.log(`\n  Le site :            ${address}/`)
  if (!config.production && !config.SMTP_URL) console.log(`  La boîte locale :    ${address}/boite-locale`)
  if (config.NODE_ENV === 'development')
    console.log(
      `  Espace coordination : ${address}/connexion/${signInToken()}\n  (ce lien sert une fois, pendant dix minutes)\n`,
    )
}

function signInToken() {
  const [coordinator] = listCoordinators(db)
  return coordinator ? (issueSignIn(db, clock, secret, openSignIn(db, clock, coordinator))?.token ?? '') : ''
}
