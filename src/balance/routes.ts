import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { axes, axisOf } from './axes.ts'
import { gapsOf, onDays } from './gaps.ts'
import { invitationTo, mayInvite } from './invitation.ts'
import { tableOf, weigh } from './table.ts'

/** Where the programme is full and where it is empty, one way to look at it at a time. */
export function balanceRoutes({ db, clock, baseUrl }: { db: Database; clock: Clock; baseUrl: string }) {
  const room = openRoom()

  room.get('/', (req, res) => {
    const edition = findCurrentEdition(db)
    if (!edition) return res.redirect(303, '/moderation')

    const axis = axisOf(req.query.axe)
    const weighed = weigh(db, edition, axis)
    const moment = { edition, today: today(clock, edition.timeZone), baseUrl }
    const inviting = mayInvite(moment)
    privatePage(res, 'balance/index', {
      title: 'Équilibre du programme',
      axes,
      axis,
      ...tableOf(axis, weighed),
      gaps: gapsOf(axis, weighed).map((gap) => ({
        ...gap,
        when: gap.whole ? 'de toute la Semaine' : onDays(gap.days),
        invitation: inviting ? invitationTo(gap, moment) : undefined,
      })),
      inviting,
      script: '/js/copy.js',
    })
  })
  return room
}
