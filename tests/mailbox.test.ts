import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import express from 'express'
import request from 'supertest'
import { expect, test } from 'vitest'
import { renderMail } from '../src/mail/render.ts'
import { findLetter, listLetters } from '../src/mailbox/letters.ts'
import { linkify } from '../src/mailbox/linkify.ts'
import { mailboxRoutes } from '../src/mailbox/routes.ts'
import { postOffice, temporaryFolder } from './post-office.ts'

async function mailbox(title = "L’été d'ici") {
  const data = temporaryFolder()
  const attachments = [{ filename: 'été.ics', content: 'BEGIN:VCALENDAR', contentType: 'text/calendar' }]
  const { postman, queue } = postOffice({ folder: data, letter: () => ({ locals: { title }, attachments }) })
  queue(title)
  await postman.deliver()

  const folder = path.join(data, 'mailbox')
  const [id = ''] = readdirSync(folder).map((name) => name.replace('.eml', ''))
  return { data, folder, id, visitor: request(express().use('/boite-locale', mailboxRoutes({ folder }))) }
}

test('without a server, each mail is one whole file of the mailbox', async () => {
  const { folder, id } = await mailbox()

  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\d{8}T\d{9}Z-[0-9a-f]{32}\.eml$/)])
  expect(await listLetters(folder)).toMatchObject([{ id, subject: "Note : L’été d'ici", to: 'ana@example.org' }])
  expect(await findLetter(folder, id)).toMatchObject({
    from: '"Semaine ASER" <semaine@aser.example.org>',
    text: "Bonjour,\n\nL’été d'ici\n\nhttps://example.org/suivi\n",
    attachments: [{ filename: 'été.ics', contentType: 'text/calendar' }],
  })
})

test('a mailbox that has received nothing is empty, and a half-written letter is none', async () => {
  const folder = path.join(temporaryFolder(), 'mailbox')
  expect(await listLetters(folder)).toEqual([])

  mkdirSync(folder)
  writeFileSync(path.join(folder, '20261123T043100123Z-0123456789abcdef0123456789abcdef.part'), 'Subj')
  expect(await listLetters(folder)).toEqual([])
})

test('the newest letter comes first', async () => {
  const { folder } = await mailbox()
  const older = '20200101T000000000Z-0123456789abcdef0123456789abcdef'
  writeFileSync(path.join(folder, `${older}.eml`), 'Subject: Ancien\r\n\r\nBonjour')

  expect((await listLetters(folder)).map((letter) => letter.subject)).toEqual(["Note : L’été d'ici", 'Ancien'])
})

test('the HTML version is a document of its own that can do nothing', async () => {
  const { visitor, id } = await mailbox('<script>alert(1)</script>')

  const answer = await visitor.get(`/boite-locale/${id}/html`).expect(200)

  expect(answer.text).toContain('&lt;script&gt;')
  expect(answer.text).not.toContain('<script')
  expect(answer.headers['content-security-policy']).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox",
  )
})

test('an attachment is downloaded under its own name, and never shown', async () => {
  const { visitor, id } = await mailbox()

  const answer = await visitor.get(`/boite-locale/${id}/pieces/1`).responseType('text').expect(200)

  expect(String(answer.body)).toBe('BEGIN:VCALENDAR')
  expect(answer.headers).toMatchObject({
    'content-disposition': 'attachment; filename="?t?.ics"; filename*=UTF-8\'\'%C3%A9t%C3%A9.ics',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-type': 'application/octet-stream',
    'x-content-type-options': 'nosniff',
  })
})

test('nothing but a letter of the folder is found', async () => {
  const { visitor, data, folder, id } = await mailbox()
  writeFileSync(path.join(data, 'secret.eml'), 'Subject: no\r\n\r\nno')
  writeFileSync(path.join(folder, 'other.eml'), 'Subject: no\r\n\r\nno')

  for (const name of ['other', 'other.eml', '..%2Fsecret', `${id}.eml`, `${id.slice(0, -1)}x`]) {
    await visitor.get(`/boite-locale/${name}`).expect(404)
    await visitor.get(`/boite-locale/${name}/html`).expect(404)
    await visitor.get(`/boite-locale/${name}/pieces/1`).expect(404)
  }
  for (const n of ['0', '2', '-1', 'length', '1.5']) await visitor.get(`/boite-locale/${id}/pieces/${n}`).expect(404)
})

test('addresses in a text can be followed; everything else is only text', () => {
  expect(linkify('Voir <https://example.org/a?b=1&c="2>, puis :\n(http://localhost:3000/suivi/AbC).')).toBe(
    'Voir &lt;<a href="https://example.org/a?b=1&amp;c=">https://example.org/a?b=1&amp;c=</a>&#34;2&gt;, puis :<br>(<a href="http://localhost:3000/suivi/AbC">http://localhost:3000/suivi/AbC</a>).',
  )
  expect(linkify('javascript:alert(1) <b>')).toBe('javascript:alert(1) &lt;b&gt;')
})

test('the frame of a mail is French, small, and loads nothing', async () => {
  const { html } = await renderMail('note', { title: 'A & B' }, postOffice({}).templates)

  expect(html).toContain('<title>Note\u00a0: A &amp; B</title>')
  expect(html).toContain('<html lang="fr">')
  expect(html).toContain('prefers-color-scheme: dark')
  expect(html).not.toMatch(/<img|<link|<script|url\(/)
  expect(Buffer.byteLength(html)).toBeLessThan(60_000)
})
