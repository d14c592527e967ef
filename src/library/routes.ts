import type { Database } from '../db/open.ts'
import { readCarteBlanche } from '../sheets/carte-blanche.ts'
import { findPublishedSheet, listPublishedSheets } from '../sheets/queries.ts'
import { readRex } from '../sheets/rex.ts'
import { considerationRows, holderRows, marketRows, purchaseRows, structureText } from '../sheets/rows.ts'
import { found } from '../web/errors.ts'
import { page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { frameOf, lineOf } from './sheet.ts'

/** The good practices of every edition: fiches REX and cartes blanches. */
export function libraryRoutes({ db }: { db: Database }) {
  const room = openRoom()

  room.get('/bonnes-pratiques', (_req, res) => {
    page(res, 'library/index', {
      title: 'Bonnes pratiques',
      rex: listPublishedSheets(db, 'rex').map(lineOf),
      cartesBlanches: listPublishedSheets(db, 'carte-blanche').map(lineOf),
    })
  })

  room.get('/rex', (_req, res) => {
    page(res, 'library/rex-list', { title: 'Fiches REX', lines: listPublishedSheets(db, 'rex').map(lineOf) })
  })

  room.get('/rex/:slug', (req, res) => {
    const sheet = found(findPublishedSheet(db, 'rex', String(req.params.slug)))
    const frame = frameOf(db, sheet)
    const rex = readRex(sheet)
    if (!rex) return page(res, 'library/filed', frame)

    const facts = { market: marketRows(rex), considerations: considerationRows(rex), holder: holderRows(rex) }
    page(res, 'library/rex', { ...frame, description: rex.resume, rex, ...facts })
  })

  room.get('/cartes-blanches', (_req, res) => {
    const lines = listPublishedSheets(db, 'carte-blanche').map(lineOf)
    page(res, 'library/carte-blanche-list', { title: 'Cartes blanches', lines })
  })

  room.get('/cartes-blanches/:slug', (req, res) => {
    const sheet = found(findPublishedSheet(db, 'carte-blanche', String(req.params.slug)))
    const frame = frameOf(db, sheet)
    const carte = readCarteBlanche(sheet)
    if (!carte) return page(res, 'library/filed', frame)

    const author = structureText(carte.auteur.familleEss, carte.auteur.qualites)
    page(res, 'library/carte-blanche', {
      ...frame,
      description: carte.chapo,
      carte,
      author,
      purchase: purchaseRows(carte),
    })
  })

  return room
}
