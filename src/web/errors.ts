import type { ErrorRequestHandler, RequestHandler } from 'express'

/** Where to go on from there. */
export type Way = { href: string; label: string }

/** What was written in a form that cannot be taken, to be copied: byte for byte, under the name of its question. */
export type Kept = { label: string; text: string; rows: number }

/** A refusal that may be explained: `status` is a 4xx, `message` is in French and shown as it is. */
export class HttpError extends Error {
  readonly status: number
  readonly title: string
  readonly way: Way | undefined
  readonly kept: Kept[]
  constructor(status: number, message: string, title = 'Action impossible', way?: Way, kept: Kept[] = []) {
    super(message)
    this.status = status
    this.title = title
    this.way = way
    this.kept = kept
  }
}

/** The value, or the 404 page. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new HttpError(404, 'Cette page n’existe pas, ou n’existe plus.', 'Page introuvable')
  return value
}

export const notFound: RequestHandler = () => {
  found(undefined)
}

export const showError: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) return next(error)

  const status = error.status >= 400 && error.status < 500 ? error.status : 500
  if (status === 500) req.log?.error({ err: error }, 'request failed')

  const spoken = error instanceof HttpError
  const locals = {
    ...(spoken ? { title: error.title, message: error.message } : (unspoken[status] ?? misunderstood)),
    // What was just sent is a page back: home is no place to go.
    back: status === 413 || status === 429,
    // What a form acts on is at the address above its own.
    reopen: status === 409 && req.method === 'POST' ? req.originalUrl.replace(/\/[^/]*$/, '') : undefined,
    way: spoken ? error.way : undefined,
    kept: spoken ? error.kept : [],
    view: 'error',
  }
  res.status(status).set('Cache-Control', 'no-store').type('html').removeHeader('Content-Disposition')
  res.render('layout', locals, (fault, html) => {
    // The layout itself may be what is broken: words alone then, and never a stack.
    if (fault) res.type('text/plain').send(incident)
    else res.send(html)
  })
}

const incident = 'Le site n’a pas pu répondre. L’incident est noté ; réessayez dans un instant.'
const misunderstood = { title: 'Demande incomprise', message: 'Le site n’a pas compris cette demande.' }
const unspoken: Record<number, typeof misunderstood> = {
  413: {
    title: 'Texte trop long',
    message:
      'Ce que vous avez envoyé dépasse ce que le site lit d’un coup : 1 Mo de texte. Rien n’est enregistré. Revenez à la page précédente, ce que vous avez écrit y est ; raccourcissez-le, puis envoyez-le de nouveau.',
  },
  500: { title: 'Un incident est survenu', message: incident },
}
