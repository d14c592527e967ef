import type { Response } from 'express'

/** Renders views/<view>.ejs inside the layout. `view` is a literal in our code, never input. A page that asks for corrections (422) says so in its title. */
export function page(res: Response, view: string, locals: { title: string } & Record<string, unknown>) {
  if (!res.get('Cache-Control')) res.set('Cache-Control', 'public, max-age=0, must-revalidate')
  res.render('layout', { ...locals, view, failed: res.statusCode === 422 })
}

/**
 * A private page that is being filled in: going back to it shows it as it was left, even when it answered a POST, which
 * a page that may not be kept at all cannot do. Only the reader's own browser keeps it, and asks again otherwise.
 */
export function formPage(res: Response, view: string, locals: { title: string } & Record<string, unknown>) {
  tellNobody(res, 'private, no-cache')
  page(res, view, locals)
}

/** A page that may be reached by one person only: never kept by a cache, and its address never told to another site. */
export function privatePage(res: Response, view: string, locals: { title: string } & Record<string, unknown>) {
  tellNobody(res, 'no-store')
  page(res, view, locals)
}

/** The page has another address for good; asked for again all the same, for it may have the first one back one day. */
export const movedTo = (res: Response, address: string) =>
  res.set('Cache-Control', 'public, max-age=0, must-revalidate').redirect(301, address)

/** The one for a page that also answers its own forms: going back to what a form gave, one finds it as it was. */
export const answering = ({ req }: Response) => (req.method === 'POST' ? formPage : privatePage)

const tellNobody = (res: Response, kept: string) =>
  res.set('Cache-Control', kept).set('Referrer-Policy', 'strict-origin').set('X-Robots-Tag', 'noindex')
