import type { Response } from 'express'

/** Renders views/<view>.ejs inside the layout. `view` is a literal in our code, never input. A page that asks for corrections (422) says so in its title. */
export function page(res: Response, view: string, locals: { title: string } & Record<string, unknown>) {
  if (!res.get('Cache-Control')) res.set('Cache-Control', 'public, max-age=0, must-revalidate')
  res.render('layout', { ...locals, view, failed: res.statusCode === 422 })
}

/** A page that may be reached by one person only: never kept by a cache, and its address never told to another site. */
export function privatePage(res: Response, view: string, locals: { title: string } & Record<string, unknown>) {
  res.set('Cache-Control', 'no-store').set('Referrer-Policy', 'strict-origin').set('X-Robots-Tag', 'noindex')
  page(res, view, locals)
}
