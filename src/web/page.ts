import type { Response } from 'express'

/** Renders views/<view>.ejs inside the layout. `view` is a literal in our code, never input. */
export function page(res: Response, view: string, locals: { title: string } & Record<string, unknown>) {
  res.render('layout', { ...locals, view })
}

/** A page that may be reached by one person only: never kept by a cache, and its address never told to another site. */
export function privatePage(res: Response, view: string, locals: { title: string } & Record<string, unknown>) {
  res.set('Cache-Control', 'no-store').set('Referrer-Policy', 'strict-origin').set('X-Robots-Tag', 'noindex')
  page(res, view, locals)
}
