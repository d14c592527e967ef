import { localNow } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { isForDesk } from '../documents/queries.ts'
import { ownEdition } from '../editions/queries.ts'
import { everything, listAgenda } from '../events/agenda.ts'
import { detailOf } from '../events/detail.ts'
import type { Event } from '../events/event.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { carteBlanchePage } from '../sheets/carte-blanche-page.ts'
import { frameOf } from '../sheets/page.ts'
import type { Sheet } from '../sheets/queries.ts'
import { rexPage } from '../sheets/rex-page.ts'
import { shownOf } from '../texts/check.ts'
import { found } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import type { Tools } from './page.ts'
import { kindOfRoom, onlyPropositions, openAtDesk } from './place.ts'
import { findProposed } from './proposed.ts'

/** The page that the public will see, before it does: with the change that waits, if there is one. */
export function openPreviewRoom(room: Room, { db, clock }: Tools) {
  onlyPropositions(room)
  room.get('/:room/:reference/apercu', (req, res) => {
    const { proposition, place } = openAtDesk(db, kindOfRoom(req.params.room), req, res)
    const edition = ownEdition(db, proposition)
    const proposed = findProposed(db, proposition)
    // what nobody has decided of yet is for those who decide
    const all = place.mayDecide ? [...proposition.documents, ...(proposed?.documents ?? [])] : []
    const documents = all.filter((one) => !isForDesk(one))
    const { event, sheet } = asProposed(proposition, place.mayDecide ? proposed : undefined)
    privatePage(res, 'moderation/preview', {
      title: `Aperçu : ${proposition.title}`,
      proposition,
      place,
      changed: place.mayDecide && proposed !== undefined,
      hidden: place.mayDecide ? proposition.sections.filter((section) => section.private) : [],
      shown: event
        ? eventPage(db, event, documents, localNow(clock, edition.timeZone))
        : sheetPage(db, unread(found(sheet), proposition.title), documents),
    })
  })
}

function asProposed({ event, sheet }: Proposition, proposed: ReturnType<typeof findProposed>) {
  if (!proposed) return { event, sheet }
  const { into } = proposed
  return 'event' in into
    ? { event: { ...into.event, ...into.merged, slots: into.merged.slots as Event['slots'] } }
    : { sheet: { ...into.sheet, ...into.merged } }
}

type Documents = Proposition['documents']

const eventPage = (db: Database, event: Event, documents: Documents, now: string) => ({
  view: 'agenda/show',
  locals: {
    ...detailOf(event, { entries: listAgenda(db, event.editionId, everything), query: '', now }),
    image: documents.findLast(({ field }) => field === 'visuel'),
    programmes: documents.filter(({ field }) => field === 'programme'),
    sheets: [],
  },
})

/** Of a sheet that is a file, what it says may still be to be written down. */
const unread = (sheet: Sheet, title: string): Sheet => ({
  ...sheet,
  title: sheet.title ?? title,
  organisation: sheet.organisation ?? 'À compléter',
  communeName: sheet.communeName ?? 'Commune à compléter',
})

function sheetPage(db: Database, sheet: Sheet, documents: Documents) {
  const { frame, told } = frameOf(sheet, documents)
  if (sheet.source === 'file') return { view: 'library/filed', locals: { ...frame, ...shownOf(db, sheet, documents) } }
  return sheet.kind === 'rex'
    ? { view: 'library/rex', locals: { ...frame, ...rexPage(told) } }
    : { view: 'library/carte-blanche', locals: { ...frame, ...carteBlanchePage(told) } }
}
