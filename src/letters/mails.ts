import type { Clock } from '../clock.ts'
import { decisionDay, decisionToken } from '../coordinators/decision-links.ts'
import { type Coordinator, findCoordinator, listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { referencesOf } from '../mail/about.ts'
import { findMail } from '../mail/desk.ts'
import { explain } from '../mail/reasons.ts'
import { type Mails, replyTo } from '../mail/worker.ts'
import type { Notice } from '../notices/queries.ts'
import { followToken } from '../propositions/links.ts'
import { sectionsForOthers } from '../propositions/outside.ts'
import { deskAddress, findAnyProposition, kindPhrase, type Proposition } from '../propositions/proposition.ts'
import { reasonTexts } from '../propositions/reasons.ts'
import { linkFor } from '../propositions/told.ts'
import { isOpenByMail, reasonsOfAll } from '../propositions/waiting.ts'
import { isSame } from '../web/addresses.ts'
import { count, series } from '../web/french.ts'
import { aboutOf, aboutText } from './about.ts'
import { newsOf } from './news.ts'
import { countSubjects, findSubject, type Subject } from './subject.ts'

type Tools = { db: Database; clock: Clock; secret: string; baseUrl: string }
type Data = Record<string, unknown>

/** Gathered news, reminders, mails about mails, and what the coordination writes to many. */
export function letterMails({ db, clock, secret, baseUrl }: Tools): Mails {
  const propositionsIn = (data: Data) =>
    referencesOf(data).flatMap((reference) => findAnyProposition(db, reference) ?? [])

  /** Where it is decided without signing in, as long as there is something to decide. */
  function pageFor(coordinator: Coordinator, proposition: Proposition) {
    const { kind, reference } = proposition
    return isOpenByMail(db, proposition)
      ? `${baseUrl}/decision/${decisionToken(secret, { kind, reference, coordinator, day: decisionDay(clock) })}`
      : `${baseUrl}${deskAddress(proposition)}`
  }

  const itemFor = (coordinator: Coordinator, subject: Subject, reasons: string[]) => ({
    title: subject.title,
    reference: subject.mark,
    organisation: subject.organisation,
    reasons,
    link: subject.proposition ? pageFor(coordinator, subject.proposition) : `${baseUrl}${subject.address}`,
  })

  /** What is still to be done about a proposition, asked of whoever holds its link. */
  const toHolder =
    (holds: (proposition: Proposition) => boolean): Mails[string] =>
    (data, to) => {
      const proposition = findAnyProposition(db, String(data.reference))
      const token = proposition && linkFor(db, secret, proposition, data, to)
      if (!proposition || !token || !holds(proposition)) return undefined
      return {
        locals: {
          kind: kindPhrase(proposition.kind),
          title: proposition.title,
          reference: proposition.reference,
          message: proposition.message,
          page: proposition.publicAddress && `${baseUrl}${proposition.publicAddress}`,
          sections: sectionsForOthers(proposition),
          link: `${baseUrl}/suivi/${token}`,
        },
        ...replyTo(listCoordinators(db)[0]?.email),
      }
    }

  return {
    /** To a coordinator: what happened in an hour or a day, and still matters. */
    'notices-digest': ({ notices, coordinator: id }) => {
      const coordinator = findCoordinator(db, Number(id))
      const news = newsOf(db, notices as Notice[])
      if (!coordinator || news.length === 0) return undefined
      return {
        locals: {
          counts: countSubjects(news.map(({ subject }) => subject)),
          items: news.map(({ subject, reasons }) => itemFor(coordinator, subject, reasons)),
        },
      }
    },

    /** To a coordinator: what has waited too long and still does. */
    'proposals-waiting': (data) => {
      const coordinator = findCoordinator(db, Number(data.coordinator))
      if (!coordinator) return undefined
      const why = reasonsOfAll(db, referencesOf(data))
      const waiting = referencesOf(data).flatMap((reference) => {
        const subject = findSubject(db, reference)
        const occasion = subject?.proposition?.event?.occasion ?? 'scheduled'
        const reasons = reasonTexts(why.get(reference) ?? [], occasion)
        return subject && reasons.length > 0 ? [{ subject, reasons }] : []
      })
      if (waiting.length === 0) return undefined
      return {
        locals: {
          counts: `${countSubjects(waiting.map(({ subject }) => subject))} ${waiting.length < 2 ? 'attend' : 'attendent'}`,
          items: waiting.map(({ subject, reasons }) => itemFor(coordinator, subject, reasons)),
        },
      }
    },

    /** To a coordinator: the mails that reached nobody, and where to correct or retry them. */
    'mail-undelivered': ({ mails, coordinator: id }) => {
      const dead = [mails ?? []].flat().flatMap((mail) => {
        const found = findMail(db, Number(mail))
        return found?.status === 'dead' ? [found] : []
      })
      if (!findCoordinator(db, Number(id)) || dead.length === 0) return undefined
      return {
        locals: {
          counts: count(dead.length, 'courriel n’a pas été remis', 'courriels n’ont pas été remis'),
          mails: dead.map(({ id: mail, recipient, data, lastError }) => ({
            recipient,
            about: aboutText(aboutOf(db, [{ data }])({ data })),
            why: lastError && (explain(lastError) ?? lastError),
            link: `${baseUrl}/moderation/courriels/${mail}`,
          })),
        },
      }
    },

    /** To an organiser, among others: what the coordination writes, and the personal link of each of their propositions. */
    'group-message': (data, to) => {
      const own = propositionsIn(data).filter(({ privateEmail }) => isSame(privateEmail, to))
      if (own.length === 0) return undefined
      return {
        locals: {
          subject: data.subject,
          message: data.text,
          what: series([...new Set(own.map(({ kind }) => `votre ${kindPhrase(kind).name}`))]),
          items: own.map((one) => ({
            title: one.title,
            reference: one.reference,
            link: `${baseUrl}/suivi/${followToken(secret, one)}`,
          })),
        },
        ...replyTo((findCoordinator(db, Number(data.coordinator)) ?? listCoordinators(db)[0])?.email),
      }
    },

    /** To the organiser: the correction that was asked for has not come. */
    'correction-awaited': toHolder(({ status }) => status === 'changes_requested'),

    /** To the organiser, ten days before: is all that is published still right? */
    'details-check': toHolder(({ status }) => status === 'published'),
  }
}
