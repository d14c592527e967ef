import type { Request, Response } from 'express'
import { realClock } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import { acceptsSubmissions } from '../editions/edition.ts'
import { type Edition, findCurrentEdition } from '../editions/queries.ts'
import { markInvited } from '../events/repeats.ts'
import { note } from '../journal/queries.ts'
import { lastInvitation } from '../mail/desk.ts'
import { queueMail } from '../mail/outbox.ts'
import { renderMail } from '../mail/render.ts'
import { found } from '../web/errors.ts'
import { type Errors, text } from '../web/fields.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { invitationFor } from './mails.ts'
import { listOrganisers, type Organiser, stateOf } from './organisers.ts'
import { dayIn, type Tools } from './tools.ts'

const words = text({
  label: 'Votre mot',
  hint: 'En tête du courriel, avant la liste des événements. Deux ou trois phrases.',
  missing: 'Votre mot : écrivez-leur une phrase ou deux',
  max: 1500,
  rows: 5,
})

type Typed = { texte: string; chosen: string[] }

/** Invites last year's organisers: who, in which words; read again, then one mail each. */
export function openInvitationRoom(room: Room, tools: Tools) {
  const { db } = tools

  room.get('/invitations', (_req, res) => {
    const edition = found(findCurrentEdition(db))
    const chosen = listOrganisers(db, edition)
      .organisers.filter(isLeft)
      .map(({ id }) => id)
    showInvitations(res, tools, { texte: lastInvitation(db, edition.id) ?? usualWords(edition), chosen })
  })

  room.post('/invitations', async (req, res) => {
    const typed = typedIn(req)
    const { vu, etape } = req.body ?? {}
    const { chosen, errors } = read(tools, typed)
    if (!chosen) return showInvitations(res.status(422), tools, typed, errors)
    if (etape !== 'envoyer') return showReading(res, tools, typed, chosen)

    const sent = invite(tools, coordinatorOf(res), typed, vu)
    if (!sent) return showInvitations(res.status(409), tools, typed)
    res.redirect(303, `/moderation/edition/invitations?fait=${sent}`)
  })
}

const typedIn = ({ body = {} }: Request): Typed => ({
  texte: String(body.texte ?? ''),
  chosen: [body.organisateur ?? []].flat().map(String),
})

/** How many are invited at a time. */
const most = 100

const isLeft = ({ invited, repeated }: Organiser) => !invited && !repeated

/** Nobody is written to about what is all proposed again. */
const invitedAmong = (organisers: Organiser[], chosen: string[]) =>
  organisers.filter(({ id, repeated }) => chosen.includes(id) && !repeated)

const usualWords = ({ name }: Edition) =>
  `Vous avez pris part à la dernière édition : merci. La suivante se prépare, et les propositions sont ouvertes pour « ${name} ». Nous serions heureux de vous y retrouver.`

function read({ db, clock }: Tools, { texte, chosen }: Typed): { chosen?: Organiser[]; errors?: Errors } {
  const edition = found(findCurrentEdition(db))
  const among = invitedAmong(listOrganisers(db, edition).organisers, chosen)
  const said = words.schema.safeParse(texte)
  const errors = {
    ...(among.length === 0 ? { organisateur: 'À qui écrire : cochez au moins une personne' } : {}),
    ...(said.success ? {} : { texte: said.error.issues[0]?.message ?? '' }),
    ...(acceptsSubmissions(edition, dayIn({ clock }, edition))
      ? {}
      : { texte: 'Les propositions sont closes : ouvrez-les d’abord, les liens mèneraient à une porte fermée' }),
  }
  return Object.keys(errors).length > 0 ? { errors } : { chosen: among }
}

/** One mail to each; undefined when somebody has invited meanwhile: the page then shows whom. */
const invite = ({ db, clock }: Tools, { id }: Coordinator, { texte, chosen }: Typed, seen: unknown) =>
  db
    .transaction((): number | undefined => {
      const edition = found(findCurrentEdition(db))
      const { organisers } = listOrganisers(db, edition)
      if (seen !== stateOf(edition, organisers)) return undefined

      const invited = invitedAmong(organisers, chosen)
      for (const { email, events } of invited) {
        const references = events.map(({ reference }) => reference)
        queueMail(db, realClock, {
          name: 'edition-invitation',
          to: email,
          data: { references, text: texte.trim(), edition: edition.id, coordinator: id },
        })
        for (const reference of references) markInvited(db, reference, edition.id)
      }
      note(db, clock, `coordinator:${id}`, 'organisers-invited', `edition-${edition.year}`, {
        after: { 'Organisateurs invités': String(invited.length) },
      })
      return invited.length
    })
    .immediate()

function showInvitations(res: Response, tools: Tools, { texte, chosen }: Typed, errors: Errors = {}) {
  const edition = found(findCurrentEdition(tools.db))
  const { organisers, ...around } = listOrganisers(tools.db, edition)
  const shown = organisers.toSorted((one, other) => rankOf(one) - rankOf(other)).slice(0, most)
  const { fait } = res.req.query
  privatePage(res, 'edition-desk/invitations', {
    title: 'Inviter les organisateurs de la dernière édition',
    ...around,
    organisers: shown,
    later: organisers.filter(isLeft).length - shown.filter(isLeft).length,
    chosen,
    fields: { texte: words },
    form: { typed: { texte }, errors },
    sent: typeof fait === 'string' && /^\d{1,5}$/.test(fait) ? Number(fait) : 0,
    accepts: acceptsSubmissions(edition, dayIn(tools, edition)),
    overtaken: res.statusCode === 409,
  })
}

/** Those who are still to be invited, then those who may be once more. */
const rankOf = ({ invited, repeated }: Organiser) => (repeated ? 2 : Number(invited))

/** The mail as its first reader will have it, but for the personal links, and the button that sends it to all. */
async function showReading(res: Response, tools: Tools, { texte }: Typed, chosen: Organiser[]) {
  const edition = found(findCurrentEdition(tools.db))
  const { organisers } = listOrganisers(tools.db, edition)
  const [first] = chosen
  const data = { references: first?.events.map(({ reference }) => reference), text: texte.trim(), edition: edition.id }
  const letter = first && invitationFor(tools, data, first.email)
  privatePage(res, 'edition-desk/reading', {
    title: 'Relire avant d’envoyer',
    texte: texte.trim(),
    chosen,
    mail: letter && (await renderMail('edition-invitation', { ...letter, events: letter.events.map(withoutLink) })),
    state: stateOf(edition, organisers),
    script: '/js/once.js',
  })
}

const withoutLink = <E extends { link: string }>(event: E): E => ({ ...event, link: '(son lien personnel)' })
