import type { Request, Response } from 'express'
import { findAssignment, letGo, take, takeOver } from '../assignments/queries.ts'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { ownEdition } from '../editions/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { reasonsOf } from '../propositions/waiting.ts'
import { HttpError } from '../web/errors.ts'
import { momentOf } from '../web/french.ts'
import type { Room } from '../web/room.ts'
import type { Place, Tools } from './page.ts'

/** A proposition, or a message of a visitor. */
type Waiting = Pick<Proposition, 'reference' | 'editionId'>
type Open = (req: Request, res: Response) => { proposition: Waiting; place: Pick<Place, 'base' | 'coordinator'> }

/** Who takes care of what waits, said at the desk. */
export function openCharge(room: Room, address: string, { db, clock }: Tools, open: Open) {
  room.post(address, (req, res) => {
    const { proposition, place } = open(req, res)
    takeCare(db, clock, proposition, place.coordinator, Number(req.body?.de))
    res.redirect(303, backTo(req, proposition, place, 'prise-en-charge'))
  })

  room.post(`${address}/retrait`, (req, res) => {
    const { proposition, place } = open(req, res)
    letGo(db, proposition.reference, place.coordinator.id)
    res.redirect(303, backTo(req, proposition, place, 'rendue'))
  })
}

/** « Je m’en occupe »: the first one who says so has it, the next ones are told who, and may take it over from them. */
function takeCare(db: Database, clock: Clock, { reference, editionId }: Waiting, { id }: Coordinator, from: number) {
  db.transaction(() => {
    if (reasonsOf(db, reference).length === 0) throw new HttpError(409, 'Rien n’attend plus ici.', 'Déjà décidée')
    if (takeOver(db, clock, reference, id, from) || take(db, clock, reference, id)) return
    const holder = findAssignment(db, reference)
    const since = holder && momentOf(holder.takenAt, ownEdition(db, { editionId }).timeZone)
    throw new HttpError(409, `${holder?.who} s’en occupe depuis le ${since}.`, 'Déjà prise en charge')
  }).immediate()
}

/** The list, when the button was pressed there. */
const backTo = (req: Request, { reference }: Waiting, { base }: Pick<Place, 'base'>, act: string) =>
  req.body?.retour === 'liste' ? `/moderation#proposition-${reference}` : `${base}?fait=${act}#statut`
