import type { Request, Response } from 'express'
import type { Room } from '../web/room.ts'
import type { Place } from './page.ts'

/** Enter in a form with many buttons means none of them: the page comes back, and what was typed with it (`givingBack`). */
export const openNothing = (
  room: Room,
  address: string,
  placeOf: (req: Request, res: Response) => Pick<Place, 'base'>,
) =>
  room.post(`${address}/rien`, (req, res) => {
    res.redirect(303, `${placeOf(req, res).base}?fait=rien#statut`)
  })
