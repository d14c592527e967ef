import { expect, test } from 'vitest'
import { createTransport } from '../src/mail/transport.ts'
import { smtpServer, temporaryFolder } from './post-office.ts'

test('a server elsewhere without STARTTLS gets neither the password nor the mail', async () => {
  const heard: string[] = []
  const server = await smtpServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) => {
      heard.push(String(auth.username))
      done(null, { user: auth.username })
    },
  })
  const message = { from: 'a@example.org', to: 'b@example.org', text: 'Bonjour' }
  const send = (host: string) =>
    createTransport({
      SMTP_URL: `smtp://us%40er:s%2Fecret@${host}:${server.port}?requireTLS=false&ignoreTLS=true`,
      DATA_DIR: '',
    }).send(message)

  await expect(send('[::ffff:127.0.0.1]')).rejects.toMatchObject({ code: 'ETLS' })
  expect(heard).toEqual([])
  expect(server.received).toEqual([])

  await send('127.0.0.1')
  expect(heard).toEqual(['us@er'])
  expect(server.received).toHaveLength(1)
})

test('a server whose certificate cannot be verified gets nothing', async () => {
  const server = await smtpServer({ secure: true })
  const url = `smtps://127.0.0.1:${server.port}/?tls.rejectUnauthorized=false`

  const sending = createTransport({ SMTP_URL: url, DATA_DIR: '' }).send({
    from: 'a@example.org',
    to: 'b@example.org',
    text: '',
  })

  await expect(sending).rejects.toThrow('certificate')
  expect(server.received).toEqual([])
})

test('a mail takes no content from a file or an address of this machine', async () => {
  const { send } = createTransport({ DATA_DIR: temporaryFolder() })
  const mail = { from: 'a@example.org', to: 'b@example.org' }

  await expect(send({ ...mail, attachments: [{ path: '/etc/hosts' }] })).rejects.toMatchObject({ code: 'EFILEACCESS' })
  await expect(send({ ...mail, attachments: [{ href: 'http://127.0.0.1/' }] })).rejects.toMatchObject({
    code: 'EURLACCESS',
  })
})
