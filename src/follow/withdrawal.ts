import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { awaitsDecision } from '../events/lists.ts'
import { markWithdrawn } from '../events/status.ts'
import { note } from '../journal/queries.ts'
import { tellCoordinators } from '../notices/tell.ts'
import { kindPhrase, type Proposition } from '../propositions/proposition.ts'
import { tellOrganisers } from '../propositions/told.ts'
import { endWhenSettled } from '../propositions/waiting.ts'
import { findOpenRevisionOf } from '../revisions/queries.ts'
import { takeBackRevision } from '../revisions/take-back.ts'
import { kindLabel } from '../sheets/lists.ts'
import type { Sheet } from '../sheets/queries.ts'
import { withdrawSheet } from '../sheets/status.ts'
import { HttpError } from '../web/errors.ts'
import type { Room } from '../web/room.ts'
import { askToConfirm, isConfirmed, type Question } from './confirm.ts'
import { type Followed, followed } from './followed.ts'
import { canChange } from './modification.ts'
import type { Tools } from './routes.ts'

/** An organiser takes a proposition back, examined or online. */
export function openWithdrawalRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:token/retrait', (req, res) => {
    const one = followed(tools, req)
    const { proposition, path } = one
    if (proposition.status === 'withdrawn') return res.redirect(303, `${path}?fait=retire`)
    if (!canChange(proposition)) throw refused()
    if (!isConfirmed(req.body)) return askToConfirm(res, one, questionOf(proposition))

    const chosen = [req.body?.fiches ?? []].flat()
    const sheets = undecidedSheets(proposition).filter(({ reference }) => chosen.includes(reference))
    if (!withdraw(db, clock, one, sheets)) throw refused()
    res.redirect(303, `${path}?fait=retire`)
  })
}

/** The sheets that came with an event and that may leave with it. */
const undecidedSheets = ({ sheets }: Proposition) => sheets.filter(awaitsDecision)

function questionOf(proposition: Proposition): Question {
  const { name, feminine } = kindPhrase(proposition.kind)
  const online = proposition.status === 'published'
  const sheets = undecidedSheets(proposition)
  return {
    title: `Retirer votre ${name} ?`,
    words: [
      online
        ? `Dès que vous confirmez, ${feminine ? 'elle' : 'il'} n’est plus en ligne ; sa page dit qu’${feminine ? 'elle a été retirée' : 'il a été retiré'}.`
        : 'La coordination ne l’examinera pas.',
      ...(online && proposition.event
        ? ['Des personnes comptent peut-être venir : « Annulé » le leur dirait, et garderait la page.']
        : []),
      'La coordination en est prévenue, et vous recevez un courriel.',
    ],
    ...(sheets.length > 0
      ? {
          choices: {
            name: 'fiches',
            legend: 'Ce qui est venu avec lui et attend une décision reste proposé, sauf ce que vous cochez :',
            options: sheets.map(({ reference, kind }) => ({
              slug: reference,
              label: `${kindLabel(kind)}, à retirer aussi`,
            })),
          },
        }
      : {}),
    button: 'Oui, retirer',
  }
}

/** One transaction: the proposition, the change that waited for it, the sheets that leave too, the mails. False when somebody was faster. */
function withdraw(db: Database, clock: Clock, { proposition, colleague }: Followed, sheets: Sheet[]) {
  const { event, sheet, reference } = proposition
  return db
    .transaction(() => {
      const marked = event ? markWithdrawn(db, clock, event) : sheet ? withdrawSheet(db, clock, sheet) : false
      if (!marked) return false

      note(db, clock, 'organiser', 'withdrawn', reference)
      const revision = findOpenRevisionOf(db, proposition)
      if (revision) takeBackRevision(db, clock, revision.id)
      for (const one of sheets)
        if (withdrawSheet(db, clock, one)) note(db, clock, 'organiser', 'withdrawn', one.reference)
      for (const one of [proposition, ...sheets]) endWhenSettled(db, one.reference)

      const data = { reference, by: colleague?.id, sheets: sheets.map((one) => one.reference) }
      tellOrganisers(db, proposition, { name: 'proposal-withdrawn', data, atOnce: true })
      tellCoordinators(db, { name: 'proposal-withdrawn', data })
      return true
    })
    .immediate()
}

const refused = () =>
  new HttpError(
    409,
    'La coordination n’a pas retenu cette proposition : elle n’est pas en ligne, il n’y a rien à retirer.',
  )
