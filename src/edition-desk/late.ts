import type { Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { acceptsSubmissions, isOver } from '../editions/edition.ts'
import { lateToken, usualLateDay } from '../editions/late.ts'
import { closeLateLinks, type Edition, findCurrentEdition } from '../editions/queries.ts'
import { note } from '../journal/queries.ts'
import { dayFaultText, readDay } from '../web/dates.ts'
import { found } from '../web/errors.ts'
import { type Errors, readFields, text } from '../web/fields.ts'
import { date, fullDay } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { dayIn, type Tools } from './tools.ts'

const field = text({
  label: 'Valable jusqu’au',
  hint: 'Ce jour compris ; au plus tard le dernier jour de la Semaine.',
  missing: 'Valable jusqu’au : indiquez le dernier jour du lien',
  max: 40,
})

/** « Créer un lien pour un retardataire »: it opens the forms though propositions are closed, until a day. */
export function openLateRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.get('/retardataires', (req, res) => {
    const edition = found(findCurrentEdition(db))
    const { jusquau } = req.query
    const until = typeof jusquau === 'string' && isUsable(edition, jusquau, dayIn(tools, edition)) ? jusquau : undefined
    showLate(res, tools, edition, { until })
  })

  room.post('/retardataires', (req, res) => {
    const edition = found(findCurrentEdition(db))
    const { jusqu_au: typed = '', fermer } = req.body ?? {}
    if (fermer === 'oui') close(res, edition)
    else give(res, edition, String(typed))
  })

  function close(res: Response, edition: Edition) {
    db.transaction(() => {
      closeLateLinks(db, edition)
      note(db, clock, actorOf(res), 'late-links-closed', `edition-${edition.year}`)
    })()
    res.redirect(303, '/moderation/edition/retardataires?fait=fermes')
  }

  function give(res: Response, edition: Edition, typed: string) {
    const { day, errors } = readUntil(edition, typed, dayIn(tools, edition))
    if (!day) return showLate(res.status(422), tools, edition, { typed, errors })

    const after = { [field.label]: date(day) }
    note(db, clock, actorOf(res), 'late-link-given', `edition-${edition.year}`, { after })
    res.redirect(303, `/moderation/edition/retardataires?jusquau=${day}#lien`)
  }
}

const actorOf = (res: Response) => `coordinator:${coordinatorOf(res).id}` as const

const isUsable = ({ lastDay }: Edition, day: string, today: string) =>
  /^\d{4}-/.test(day) && readDay(day, 0).ok && day >= today && day <= lastDay

function readUntil(edition: Edition, typed: string, today: string): { day?: string; errors?: Errors } {
  const { values, errors } = readFields({ jusqu_au: field }, { jusqu_au: typed })
  if (!values.jusqu_au) return { errors }
  const day = readDay(values.jusqu_au, edition.year)
  if (!day.ok)
    return { errors: { jusqu_au: dayFaultText(day, field.label, values.jusqu_au, '24 mai 2023 ou 24/05/2023') } }
  if (isUsable(edition, day.day, today)) return { day: day.day }
  const bound = day.day < today ? 'est déjà passé' : `est après la fin de la Semaine, le ${date(edition.lastDay)}`
  return { errors: { jusqu_au: `${field.label} : le ${date(day.day)} ${bound}` } }
}

type Shown = { until?: string | undefined; typed?: string; errors?: Errors | undefined }

function showLate(res: Response, tools: Tools, edition: Edition, { until, typed, errors = {} }: Shown) {
  const today = dayIn(tools, edition)
  const link = until && `${tools.baseUrl}/proposer?retard=${lateToken(tools.secret, edition, until)}`
  privatePage(res, 'edition-desk/late', {
    title: 'Lien pour un retardataire',
    fields: { jusqu_au: field },
    form: { typed: { jusqu_au: typed ?? date(until ?? usualLateDay(edition, today)) }, errors },
    link,
    letter: link && until && letterOf(edition, link, until),
    until,
    open: acceptsSubmissions(edition, today),
    over: isOver(edition, today),
    closed: res.req.query.fait === 'fermes',
    script: '/js/site.js',
  })
}

const letterOf = ({ name }: Edition, link: string, until: string) => `Bonjour,

Les propositions sont closes, mais vous pouvez encore envoyer la vôtre pour « ${name} », jusqu’au ${fullDay(until)} compris, par ce lien :
${link}

Rien n’est publié avant notre accord.`
