import type { RequestHandler } from 'express'
import { coordinatorOf } from '../../coordinators/desk.ts'
import { findLookAlikes } from '../../events/look-alikes.ts'
import type { Content } from '../../forms/kinds.ts'
import { deskAddress } from '../../propositions/proposition.ts'
import type { Warning } from '../../web/forms.ts'
import type { Room } from '../../web/room.ts'
import { alikeText } from '../checks/event.ts'
import { acceptable, keepsOnline } from './answer.ts'
import { enter } from './enter.ts'
import { addition, kindIn } from './open.ts'
import { receiveWritten, type Tools } from './receive.ts'
import { showWriting } from './show.ts'

/** What reached the coordination by other ways: online at once, or kept to be decided of. */
export function openAdditionRoom(room: Room, tools: Tools, receive: RequestHandler) {
  const { db, clock, baseUrl } = tools

  room.get('/saisie/:kind', (req, res) => {
    showWriting(res, db, addition(db, kindIn(req)), { typed: {} })
  })

  room.post('/saisie/:kind', receive, async (req, res) => {
    const kind = kindIn(req)
    const writing = addition(db, kind)
    const written = await receiveWritten(tools, writing.kind, req)
    if (written.holder.sentAs) return res.redirect(303, deskAddress({ kind, reference: written.holder.sentAs }))

    const publish = written.body.acte === 'publication'
    const reading = acceptable(res, tools, writing, written, {
      online: publish,
      ...(publish ? { obstacles: keepsOnline } : {}),
      warnings: ({ content, warnings }) => [...warnings, ...doubles(content)],
    })
    if (!reading) return

    const { content, warnings } = reading
    const reference = enter(
      db,
      clock,
      {
        edition: writing.edition,
        content,
        written,
        uidHost: new URL(baseUrl).hostname,
        flags: [...warnings, ...doubles(content)].map(({ name }) => name),
        publish,
      },
      coordinatorOf(res),
    )
    res.redirect(303, `${deskAddress({ kind, reference })}?fait=${publish ? 'ajout' : 'ajout-a-decider'}#statut`)

    /** The coordination may know all of what looks alike. */
    function doubles(entered: Content): Warning[] {
      const alike = entered.kind === 'evenement' ? findLookAlikes(db, writing.edition, entered.event, null) : []
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
  })
}
