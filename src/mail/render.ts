import path from 'node:path'
import ejs from 'ejs'
import { spaced } from '../web/french.ts'

export type Rendered = { subject: string; text: string; html: string }

const mailViews = path.join(import.meta.dirname, '../../views/mails')

/** Writes the mail called `name` from its three templates; the HTML one is the body only, and is put into the common frame. */
export async function renderMail(name: string, locals: Record<string, unknown>, folder = mailViews): Promise<Rendered> {
  const [subject, text, body] = await Promise.all([
    ejs.renderFile(path.join(folder, `${name}.subject.ejs`), locals, { escape: asIs }).then(oneLine),
    ejs.renderFile(path.join(folder, `${name}.text.ejs`), locals, { escape: asIs }).then(tidy),
    ejs.renderFile(path.join(folder, `${name}.html.ejs`), locals, { views: [mailViews] }).then(unbroken),
  ])
  const html = await ejs.renderFile(path.join(mailViews, '_frame.html.ejs'), { title: spaced(subject), body })
  return { subject, text, html }
}

// Escaped for HTML, « L'été » would reach the inbox as « L&#39;été ».
const asIs = (value: unknown) => String(value ?? '')

// « and » stay with what they quote, in what is read and not in the tags.
const unbroken = (html: string) => html.replace(/(?<=>)[^<]+/g, spaced)

// Not \s: the no-break spaces of French typography stay.
const oneLine = (subject: string) => subject.replace(/[\p{Cc}\u2028\u2029 ]+/gu, ' ').trim()

const tidy = (text: string) =>
  `${text
    .replace(/\r\n?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
