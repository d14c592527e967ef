import { findColleague } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import { labelOf, type Occasion, occasions } from '../events/lists.ts'
import { referencesOf } from '../mail/about.ts'
import { listMessages } from '../messages/queries.ts'
import type { Notice } from '../notices/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { type Reason, reasonsOfAll } from '../propositions/waiting.ts'
import { findRemark } from '../remarks/queries.ts'
import { findSubject, type Subject } from './subject.ts'

/** What there is to read about something, in the order in which it happened. */
export type News = { subject: Subject; reasons: string[] }

/** What gathered notices still have to say today: what was decided, answered or said again since is left out. Each subject is there once. */
export function newsOf(db: Database, notices: Notice[]): News[] {
  const news = new Map<string, News>()
  const why = reasonsOfAll(
    db,
    notices.flatMap(({ data }) => referencesOf(data)),
  )
  for (const notice of notices) {
    for (const reference of referencesOf(notice.data)) {
      const subject = news.get(reference)?.subject ?? findSubject(db, reference)
      const reason = subject && reasonOf(db, notice, subject, why.get(reference) ?? [])
      if (!reason) continue
      const told = news.get(reference) ?? { subject, reasons: [] }
      if (!told.reasons.includes(reason)) told.reasons.push(reason)
      news.set(reference, told)
    }
  }
  return [...news.values()]
}

/** Undefined once it waits no longer: a notice tells of one reason to wait. What was taken back is told as long as it is. */
function reasonOf(
  db: Database,
  { name, data }: Notice,
  { proposition }: Subject,
  reasons: Reason[],
): string | undefined {
  if (name === 'remark-received') return remarkIn(db, data)
  if (!proposition) return undefined
  const { event, status } = proposition
  const waits = (reason: Reason) => reasons.includes(reason)
  switch (name) {
    case 'proposals-new':
    case 'proposal-new':
      return sentIn(data, waits)
    case 'message-received':
      return messageIn(db, proposition, data)
    case 'occasion-stated':
      return event?.occasion === data.occasion && waits('occasion')
        ? `Annoncé par l’organisateur : ${labelOf(occasions, data.occasion as Occasion) || 'a lieu comme prévu'}`
        : undefined
    case 'proposal-withdrawn':
      return status === 'withdrawn' ? 'Retirée par l’organisateur' : undefined
  }
}

function sentIn({ sent }: Notice['data'], waits: (reason: Reason) => boolean) {
  if (sent === 'revised') return waits('revision') ? 'Modification proposée à ce qui est en ligne' : undefined
  if (sent === 'corrected') return waits('corrected') ? 'Corrigée et renvoyée' : undefined
  return waits('new') ? 'Nouvelle proposition' : undefined
}

/** What a visitor wrote, as long as nobody has handled it. */
function remarkIn(db: Database, data: Notice['data']) {
  const remark = findRemark(db, Number(data.remark))
  if (!remark || remark.handledAt !== null) return undefined
  return remark.subject === null ? 'Message d’un visiteur' : 'Erreur signalée par un visiteur'
}

const longest = 200

/** A message that nobody has read or answered yet. */
function messageIn(db: Database, { reference, privateName }: Proposition, data: Notice['data']) {
  const message = listMessages(db, reference).find(({ id }) => id === data.message)
  if (!message || message.handledAt !== null) return undefined
  const colleague = typeof data.colleague === 'number' ? findColleague(db, data.colleague) : undefined
  const text = message.text.length > longest ? `${message.text.slice(0, longest)}…` : message.text
  return `Message de ${colleague?.name ?? privateName ?? 'l’organisateur'} : « ${text.replaceAll(/\s+/g, ' ')} »`
}
