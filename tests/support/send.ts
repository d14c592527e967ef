import { completeForm } from './forms.ts'
import type { TestSite } from './site.ts'

type Files = Record<string, [string, Buffer]>

/** Fills, checks and sends the event form as an organiser does; returns the follow page's address. */
export async function propose(
  { visitor }: TestSite,
  form: Record<string, string | string[]> = {},
  files: Files = {},
): Promise<string> {
  const kept = await visitor.submit('/proposer/evenement', { ...completeForm, ...form }, files)
  if (kept.status !== 303) throw new Error(`the form came back (${kept.status}): ${messagesOf(kept.text).join(' · ')}`)
  const sent = await visitor.post(kept.headers.location ?? '', { confirmer: ['doublon', 'hors_semaine'] })
  return (sent.headers.location ?? '').replace(/\?.*$/, '')
}

/** What lets a sheet come with the event of a follow page, as that page gives it. */
export async function joinIn({ visitor }: Pick<TestSite, 'visitor'>, follow: string) {
  return /\?avec=([^"]+)"/.exec((await visitor.get(follow)).text)?.[1] ?? ''
}

/** The messages of an error summary. */
export const messagesOf = (html: string) =>
  [...(/<div class="problem[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '').matchAll(/<a href="#[^"]*">([^<]*)<\/a>/g)].map(
    (match) => textOf(match[1] ?? ''),
  )

/** The text of escaped HTML. */
export const textOf = (html: string) =>
  html
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** The first address of a mail's text that starts so: `/suivi/`, `/decision/`. */
export const linkIn = (text: unknown, start: string) =>
  new RegExp(`https?://[^/\\s]+(${start}[^\\s]+)`).exec(String(text))?.[1] ?? ''
