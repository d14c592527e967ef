import type { Mail } from '../mail/desk.ts'
import { renderMail } from '../mail/render.ts'
import type { Mails } from '../mail/worker.ts'
import type { Tools } from './tools.ts'

/** Composing these issues a code: their page says what they are instead. */
const notComposed: Record<string, string> = {
  'sign-in': 'Un lien et un code de connexion, qui servent une fois pendant dix minutes.',
}

export const personalLink = '[lien personnel]'

/** What a mail says, its personal links left out; `words` when it is not to be read, or has nothing to say any more. */
export async function contentOf(
  { mails, baseUrl }: Tools,
  { name, data, recipient, status }: Pick<Mail, 'name' | 'data' | 'recipient'> & Partial<Pick<Mail, 'status'>>,
): Promise<{ words: string } | { subject: string; text: string }> {
  const words = notComposed[name]
  if (words) return { words }

  // what has left said what was so then
  const said = status === 'sent' ? { ...data, stood: {}, left: true } : data
  const letter = await composed(mails[name]?.(said, recipient))
  if (!letter) return { words: 'Ce courriel n’a plus rien à dire : ce qu’il annonçait a changé depuis.' }
  const { subject, text } = await renderMail(name, letter.locals)
  return { subject, text: withoutLinks(text, baseUrl) }
}

/** A document that it carries may be gone since, with what it was about. */
const composed = async (letter: ReturnType<Mails[string]>) => {
  try {
    return await letter
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

// What follows opens something for whoever holds it: a proposition, a draft, a decision, everything of an address.
const keys = String.raw`(?:suivi|mes-propositions|decision|connexion)/\S+|proposer/[a-z-]+/[\w.-]{16,}\S*`

const withoutLinks = (text: string, baseUrl: string) =>
  text.replaceAll(new RegExp(`${RegExp.escape(baseUrl)}/(?:${keys})`, 'g'), personalLink)
