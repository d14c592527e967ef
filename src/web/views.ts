import path from 'node:path'
import ejs from 'ejs'
import type { Express } from 'express'

const views = path.join(import.meta.dirname, '../../views')

/** EJS as the views' language. Its options are given here, so that it never looks for them in the locals. */
export function setViews(app: Express, { cache }: { cache: boolean }) {
  // An array, or includes would not resolve from any depth.
  const options = { views: [views], rmWhitespace: true, cache }
  app.set('views', views)
  app.set('view engine', 'ejs')
  app.engine('ejs', (file, locals, done) => ejs.renderFile(file, locals, options, done))
}
