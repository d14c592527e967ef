import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Clock, today } from '../clock.ts'
import { decisionDay, decisionToken } from '../coordinators/decision-links.ts'
import { findCoordinator, listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { type Document, listSheetDocuments } from '../documents/queries.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { whereOf } from '../events/event.ts'
import { followToken } from '../events/links.ts'
import { countEvents, findEvent } from '../events/queries.ts'
import { describeEvent, describeForDesk } from '../events/sections.ts'
import { hoursText } from '../events/slots.ts'
import type { Mails } from '../mail/worker.ts'
import { kindLabel } from '../sheets/lists.ts'
import { listSheetsOfEvent } from '../sheets/queries.ts'
import { capital, count, fileSize, fullDay } from '../web/french.ts'

type Tools = { db: Database; clock: Clock; secret: string; baseUrl: string; folder: string }

const attachedBytes = 5_000_000

export const submissionMails = ({ db, clock, secret, baseUrl, folder }: Tools): Mails => ({
  /** To the organiser: it arrived, here is your link. */
  'proposal-received': ({ reference }) => {
    const event = findEvent(db, String(reference))
    if (!event) return undefined

    const sheets = listSheetsOfEvent(db, event.id).map(({ kind }) => kindLabel(kind))
    return {
      locals: { event, sheets, sections: describeEvent(event), link: `${baseUrl}/suivi/${followToken(secret, event)}` },
      ...replyTo(listCoordinators(db)[0]?.email),
    }
  },

  /** To a coordinator: the whole proposition, its documents, and the page where it is decided. */
  'proposal-new': async ({ reference, coordinator: id, corrected }) => {
    const event = findEvent(db, String(reference))
    const coordinator = findCoordinator(db, Number(id))
    const edition = findCurrentEdition(db)
    if (!event || !coordinator || !edition) return undefined

    const documents = listSheetsOfEvent(db, event.id).flatMap((sheet) => listSheetDocuments(db, sheet.id))
    const attached = fitting(documents)
    const others = countEvents(db, edition.id, 'pending') - (event.status === 'pending' ? 1 : 0)
    return {
      locals: {
        event,
        corrected: corrected === true,
        when: event.slots.map((slot) => `${capital(fullDay(slot.day))}, ${hoursText(slot)}`).join(' ; '),
        where: whereOf(event),
        sections: describeForDesk(event),
        documents: documents.map(
          (document) =>
            `${document.name} (${fileSize(document.size)}${attached.includes(document) ? ', ci-joint' : ', à ouvrir depuis la page'})`,
        ),
        link: `${baseUrl}/decision/${decisionToken(secret, { kind: 'evenement', reference: event.reference, coordinator, day: decisionDay(clock) })}`,
        others: others > 0 ? `${count(others, 'autre événement', 'autres événements')} en attente.` : '',
        today: today(clock, edition.timeZone),
      },
      ...replyTo(event.privateEmail),
      attachments: await Promise.all(
        attached.map(async ({ name, type, storedAs }) => ({
          filename: name,
          contentType: type,
          content: await readFile(path.join(folder, storedAs)),
        })),
      ),
    }
  },
})

/** The documents that fit in a mail, five megabytes in all, the first ones first. */
function fitting(documents: Document[]) {
  let left = attachedBytes
  return documents.filter(({ size }) => {
    left -= size
    return left >= 0
  })
}

const replyTo = (address: string | null | undefined) => (address ? { replyTo: address } : {})
