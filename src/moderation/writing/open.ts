import type { Request } from 'express'
import type { Database } from '../../db/open.ts'
import { findCurrentEdition, ownEdition } from '../../editions/queries.ts'
import { awaitsDecision } from '../../events/lists.ts'
import { typedOf } from '../../events/typed.ts'
import { typedOfReturned } from '../../forms/returned.ts'
import {
  deskAddress,
  findProposition,
  kindPhrase,
  type Proposition,
  type PropositionKind,
  statusOf,
} from '../../propositions/proposition.ts'
import { found, HttpError } from '../../web/errors.ts'
import type { Typed } from '../../web/fields.ts'
import { kindOfRoom, rooms } from '../place.ts'
import type { Proposed } from '../proposed.ts'
import { deskKinds, knowingAddress } from './kinds.ts'
import type { Writing } from './show.ts'

// What a form of the desk is opened for.

export const addition = (db: Database, kind: PropositionKind): Writing => ({
  purpose: 'add',
  kind: deskKinds[kind],
  edition: found(findCurrentEdition(db)),
  title: `Ajouter ${kindPhrase(kind).a}`,
  action: `/moderation/saisie/${kind}`,
  back: '/moderation',
  version: '',
  today: {},
  received: [],
  arriving: [],
  told: true,
  conflicts: [],
  settled: undefined,
})

/** A proposition as the coordination writes it itself. */
export const edition = (db: Database, proposition: Proposition): Writing => ({
  purpose: 'edit',
  kind: proposition.privateEmail ? knowingAddress(deskKinds[proposition.kind]) : deskKinds[proposition.kind],
  edition: ownEdition(db, proposition),
  title: `Modifier « ${proposition.title} »`,
  action: `${deskAddress(proposition)}/saisie`,
  back: deskAddress(proposition),
  version: proposition.version,
  today: typedIn(db, proposition),
  received: proposition.documents,
  arriving: [],
  told: proposition.privateEmail !== null,
  conflicts: [],
  settled: isChangeable(proposition) ? undefined : statusOf(proposition),
})

/** A change that was proposed to it, to be accepted in the coordination's words. */
export const acceptance = (db: Database, proposition: Proposition, proposed: Proposed): Writing => ({
  ...edition(db, proposition),
  purpose: 'accept',
  title: 'Modifier avant d’accepter',
  action: `${deskAddress(proposition)}/modification`,
  version: proposed.version,
  today: typedOfProposed(db, proposed),
  received: [...proposition.documents, ...proposed.documents],
  arriving: proposed.documents,
  told: proposed.privateEmail !== null,
  conflicts: proposed.changes.filter(({ conflict }) => conflict),
})

function typedIn(db: Database, { event, sheet, documents }: Proposition): Typed {
  if (event) return typedOf(db, event)
  return sheet ? typedOfReturned(db, sheet, documents) : {}
}

const typedOfProposed = (db: Database, { into }: Proposed): Typed =>
  'sheet' in into ? typedOfReturned(db, into.merged, []) : typedOf(db, into.merged)

/** The proposition of an address, while its text may still change. */
export function changeable(db: Database, req: Request): Proposition {
  const proposition = found(findProposition(db, kindIn(req), String(req.params.reference)))
  if (req.method === 'POST' || isChangeable(proposition)) return proposition
  throw new HttpError(
    409,
    `Cette proposition n’est ni en attente ni en ligne (« ${statusOf(proposition)} ») : son texte ne se modifie plus.`,
    'Elle ne se modifie plus',
  )
}

const isChangeable = (proposition: Proposition) => awaitsDecision(proposition) || proposition.status === 'published'

/** The kind that an address names, by its form or by its room at the desk. */
export const kindIn = ({ params }: Request): PropositionKind =>
  rooms.find(({ kind }) => kind === params.kind)?.kind ?? kindOfRoom(params.room)
