import type { RequestHandler, Response } from 'express'
import { offerSheets } from '../../blanks/offered.ts'
import { coordinatorOf } from '../../coordinators/desk.ts'
import type { Coordinator } from '../../coordinators/queries.ts'
import { findLookAlikes } from '../../events/look-alikes.ts'
import type { Content, Reading } from '../../forms/kinds.ts'
import { deskAddress, type PropositionKind } from '../../propositions/proposition.ts'
import type { Warning } from '../../web/forms.ts'
import type { Room } from '../../web/room.ts'
import { alikeText } from '../checks/event.ts'
import { acceptable, keepsOnline } from './answer.ts'
import { enter } from './enter.ts'
import { deskKinds } from './kinds.ts'
import { addition, kindIn } from './open.ts'
import { receiveWritten, type Tools, type Written } from './receive.ts'
import { showWriting, type Writing } from './show.ts'

type Read = Extract<Reading, { ok: true }>

/** What reached the coordination by other ways: online at once, or kept to be decided of. */
export function openAdditionRoom(room: Room, tools: Tools, receive: RequestHandler) {
  const { db, clock, baseUrl } = tools
  const offer = offerSheets(tools)

  room.get('/saisie/:kind', offer, (req, res) => {
    showWriting(res, db, addition(db, kindIn(req)), { typed: {} })
  })

  room.post('/saisie/:kind', receive, offer, async (req, res) => {
    const kind = kindIn(req)
    const written = await receiveWritten(tools, deskKinds[kind], req)
    const { sentAs } = written.holder
    if (sentAs) res.redirect(303, deskAddress({ kind, reference: sentAs }))
    else add(res, addition(db, kind), kind, written)
  })

  function add(res: Response, writing: Writing, kind: PropositionKind, written: Written) {
    const publish = written.body.acte === 'publication'
    const reading = acceptable(res, tools, writing, written, {
      online: publish,
      ...(publish ? { obstacles: keepsOnline } : {}),
      warnings: ({ content, warnings }) => [...warnings, ...doubles(writing, content)],
    })
    if (!reading) return

    const reference = keep(reading, writing, written, coordinatorOf(res))
    res.redirect(303, `${deskAddress({ kind, reference })}?fait=${publish ? 'ajout' : 'ajout-a-decider'}#statut`)
  }

  function keep({ content, warnings }: Read, writing: Writing, written: Written, coordinator: Coordinator) {
    const entered = {
      edition: writing.edition,
      content,
      written,
      uidHost: new URL(baseUrl).hostname,
      flags: [...warnings, ...doubles(writing, content)].map(({ name }) => name),
      publish: written.body.acte === 'publication',
    }
    return enter(db, clock, entered, coordinator)
  }

  /** The coordination may know all of what looks alike. */
  function doubles({ edition }: Writing, entered: Content): Warning[] {
    const alike = entered.kind === 'evenement' ? findLookAlikes(db, edition, entered.event, null) : []
    if (alike.length === 0) return []
    return [
      {
        name: 'doublon',
        message: alike.length > 1 ? 'Des événements semblables sont déjà là' : 'Un événement semblable est déjà là',
        examples: alike.map((one) => ({
          text: alikeText(one),
          href: deskAddress({ kind: 'evenement', reference: one.reference }),
        })),
        confirm: 'C’est un autre événement',
      },
    ]
  }
}
