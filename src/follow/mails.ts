import type { Clock } from '../clock.ts'
import { type Colleague, findColleague } from '../colleagues/queries.ts'
import { decisionDay, decisionToken } from '../coordinators/decision-links.ts'
import { findCoordinator, listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { labelOf, type Occasion, occasions } from '../events/lists.ts'
import { type Letter, type Mails, replyTo } from '../mail/worker.ts'
import { listMessages } from '../messages/queries.ts'
import { colleagueToken, followToken } from '../propositions/links.ts'
import { deskAddress, findAnyProposition, kindPhrase, type Proposition } from '../propositions/proposition.ts'
import { linkFor } from '../propositions/told.ts'
import { isOpenByMail } from '../propositions/waiting.ts'
import { kindLabel } from '../sheets/lists.ts'

type Tools = { db: Database; clock: Clock; secret: string; baseUrl: string }
type Data = Record<string, unknown>

/** What passes between an organiser, their colleagues and the coordination once a proposition was sent. */
export function followMails({ db, clock, secret, baseUrl }: Tools): Mails {
  const propositionIn = ({ reference }: Data) => findAnyProposition(db, String(reference))
  const colleagueIn = ({ colleague }: Data) =>
    typeof colleague === 'number' ? findColleague(db, colleague) : undefined
  const deskOf = (proposition: Proposition) => `${baseUrl}${deskAddress(proposition)}`
  const linkOf = (proposition: Proposition) => `${baseUrl}/suivi/${followToken(secret, proposition)}`
  function ownLink(proposition: Proposition, data: Data, to: string) {
    const token = linkFor(db, secret, proposition, data, to)
    return token && `${baseUrl}/suivi/${token}`
  }

  /** While it waits, the page where it is decided without signing in. */
  function pageFor(proposition: Proposition, id: unknown) {
    const coordinator = findCoordinator(db, Number(id))
    if (!coordinator) return undefined
    const { kind, reference } = proposition
    return isOpenByMail(db, proposition)
      ? `${baseUrl}/decision/${decisionToken(secret, { kind, reference, coordinator, day: decisionDay(clock) })}`
      : deskOf(proposition)
  }

  return {
    /** To a coordinator: what an organiser has announced, and where it can be undone. */
    'occasion-stated': (data): Letter | undefined => {
      const proposition = propositionIn(data)
      const link = proposition?.event && pageFor(proposition, data.coordinator)
      if (!proposition || !link) return undefined
      return {
        locals: {
          ...wordsOf(proposition),
          occasion: labelOf(occasions, data.occasion as Occasion),
          note: data.note,
          who: nameOf(proposition, colleagueIn(data)),
          page: proposition.publicAddress && `${baseUrl}${proposition.publicAddress}`,
          waits: isOpenByMail(db, proposition),
          link,
        },
        ...replyTo(colleagueIn(data)?.email ?? proposition.privateEmail),
      }
    },

    /** To a coordinator: what an organiser writes about a proposition. */
    'message-received': (data) => {
      const proposition = propositionIn(data)
      const message = listMessages(db, String(data.reference)).find(({ id }) => id === data.message)
      const link = proposition && pageFor(proposition, data.coordinator)
      if (!proposition || !message || !link) return undefined
      const locals = {
        ...wordsOf(proposition),
        who: nameOf(proposition, colleagueIn(data)),
        message: message.text,
        link,
      }
      return { locals, ...replyTo(colleagueIn(data)?.email ?? proposition.privateEmail) }
    },

    /** To the organiser, and to each coordinator: a proposition was taken back. */
    'proposal-withdrawn': (data, to) => {
      const proposition = propositionIn(data)
      const forDesk = data.coordinator !== undefined
      if (!proposition || (forDesk && !findCoordinator(db, Number(data.coordinator)))) return undefined
      const link = forDesk ? deskOf(proposition) : ownLink(proposition, data, to)
      if (!link) return undefined
      const gone = [data.sheets ?? []].flat()
      return {
        locals: {
          ...wordsOf(proposition),
          forDesk,
          who: proposition.organisation || proposition.privateName,
          asked: data.by === data.colleague ? undefined : askedBy(colleagueIn({ colleague: data.by }), data),
          sheets: proposition.sheets.flatMap(({ reference, kind }) =>
            gone.includes(reference) ? [kindLabel(kind)] : [],
          ),
          online: proposition.event?.publishedAt ?? proposition.sheet?.publishedAt,
          link,
        },
        ...replyTo(forDesk ? proposition.privateEmail : listCoordinators(db)[0]?.email),
      }
    },

    /** To a colleague: a personal link. */
    'colleague-added': (data, to) => {
      const proposition = propositionIn(data)
      const colleague = colleagueIn(data)
      if (!proposition || colleague?.email !== to) return undefined
      const link = `${baseUrl}/suivi/${colleagueToken(secret, colleague, proposition)}`
      return {
        locals: { ...wordsOf(proposition), name: colleague.name, by: proposition.privateName, link },
        ...replyTo(proposition.privateEmail),
      }
    },

    /** To whoever takes a proposition over, and to whoever hands it over. */
    'handed-over': (data) => {
      const proposition = propositionIn(data)
      const receiver = data.generation !== undefined
      // handed over again before this could leave: the link is somebody else's by now
      if (!proposition || (receiver && data.generation !== proposition.linkGeneration)) return undefined
      return {
        locals: {
          ...wordsOf(proposition),
          receiver,
          other: data.other,
          link: receiver ? linkOf(proposition) : undefined,
        },
        ...replyTo(listCoordinators(db)[0]?.email),
      }
    },
  }
}

const wordsOf = ({ title, reference, kind }: Proposition) => ({ title, reference, kind: kindPhrase(kind) })

/** Who took it back, when it is not whoever is told; a colleague is not told the names of the others. */
function askedBy(colleague: Colleague | undefined, { by, colleague: told }: Data) {
  if (by === undefined) return 'du contact principal'
  return told === undefined && colleague ? `de ${colleague.name}` : 'd’un collègue'
}

const nameOf = ({ organisation, privateName }: Proposition, colleague: Colleague | undefined) =>
  [colleague?.name ?? privateName, organisation].filter(Boolean).join(', ')
