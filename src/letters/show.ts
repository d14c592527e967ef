import type { Request, Response } from 'express'
import { realClock } from '../clock.ts'
import { listAccounts } from '../coordinators/queries.ts'
import { listBatch } from '../decisions/decision.ts'
import { whyItStands } from '../decisions/undo.ts'
import { findMail, type Mail } from '../mail/desk.ts'
import { canCancel, canRetry, isLeaving } from '../mail/mend.ts'
import { isSame } from '../web/addresses.ts'
import { found } from '../web/errors.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { likelyAddress } from '../web/mistyped.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { aboutOf, linksTo } from './about.ts'
import { addressFields, isCorrectable } from './address.ts'
import { contentOf } from './content.ts'
import { rowOf } from './row.ts'
import type { Tools } from './tools.ts'

export function openMailRoom(room: Room, tools: Tools) {
  room.get('/:id', (req, res) => showMail(res, tools, mailIn(tools, req)))
}

export const mailIn = ({ db }: Tools, req: Request): Mail => {
  const id = String(req.params.id)
  return found(/^\d{1,15}$/.test(id) ? findMail(db, Number(id)) : undefined)
}

/** One mail: how it stands, what it says, and what can be done about it. */
export async function showMail(
  res: Response,
  tools: Tools,
  mail: Mail,
  attempt: { typed: Typed; errors: Errors } = { typed: {}, errors: {} },
) {
  const { db, mailText } = tools
  privatePage(res, 'letters/show', {
    title: mailText(mail.name),
    mail: rowOf(mail),
    content: await contentOf(tools, mail),
    about: linksTo(aboutOf(db, [mail])(mail)),
    leaving: isLeaving(mail, realClock),
    retry: canRetry(mail) && !isLeaving(mail, realClock),
    cancel: canCancel(mail),
    held: mail.batch !== null && mail.status === 'waiting',
    undoable: mail.batch !== null && !whyItStands(db, listBatch(db, mail.batch)),
    correct: isCorrectable(db, mail) ? addressFields : undefined,
    account: listAccounts(db).some(({ email }) => isSame(email, mail.recipient)),
    likely: likelyAddress(mail.recipient),
    attempt: { ...attempt, typed: { adresse: mail.recipient, ...attempt.typed } },
    done: doneText(res.req.query.fait, mail),
  })
}

function doneText(fait: unknown, mail: Mail) {
  const { recipient, status } = mail
  switch (fait) {
    case 'essai':
      if (isLeaving(mail, realClock)) return `Le courriel repart à ${recipient} dans un instant.`
      return status === 'sent' ? `Le courriel est parti à ${recipient}.` : 'Le nouvel essai n’a pas abouti non plus.'
    case 'annulation':
      return status === 'cancelled' ? 'Le courriel est annulé : il ne part pas.' : undefined
    case 'adresse':
      return `L’adresse est corrigée. Le courriel part à ${recipient}, avec un lien qui sert ; ceux de l’ancienne adresse ne servent plus.`
  }
}
