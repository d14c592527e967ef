import type { Response } from 'express'
import type { Database } from '../../db/open.ts'
import type { Document } from '../../documents/queries.ts'
import { joinTyped, marksOf } from '../../drafts/together.ts'
import type { Edition } from '../../editions/queries.ts'
import { adviseSlots } from '../../events/slot-advice.ts'
import { formOf } from '../../forms/form.ts'
import type { FormKind } from '../../forms/kinds.ts'
import { replacedAnswers } from '../../forms/typed-sections.ts'
import { unitsOf } from '../../forms/units.ts'
import { flagText } from '../../propositions/flags.ts'
import type { Change } from '../../revisions/compare.ts'
import type { Errors, Typed } from '../../web/fields.ts'
import { unconfirmed, type Warning } from '../../web/forms.ts'
import { formPage } from '../../web/page.ts'
import { randomToken } from '../../web/tokens.ts'
import { confirmationOf, doubtful } from '../publishable.ts'
import { listIn } from '../queue-way.ts'

/** A form of the desk: what it is for, where it goes, and what it starts from. */
export type Writing = {
  purpose: 'edit' | 'accept' | 'add'
  kind: FormKind
  edition: Edition
  title: string
  action: string
  back: string
  /** the version that it starts from; nothing when it is new */
  version: string
  /** as it is today, to tell what changed meanwhile */
  today: Typed
  received: Document[]
  /** those of them that a proposed change brings: nobody has decided of them yet */
  arriving: Document[]
  /** whoever answers for it is told what changes */
  told: boolean
  conflicts: Change[]
  /** where it stands, when its text no longer changes */
  settled: string | undefined
}

export type Attempt = {
  typed: Typed
  errors?: Errors
  key?: string
  documents?: Document[]
  warnings?: Warning[]
  confirmed?: string[]
  /** files that nobody has looked at go online with it */
  toLookAt?: Document[]
  quiet?: boolean
}

/** 409 says that it was changed meanwhile: what it says now is beside what was typed, and saving again is saving over it. */
export function showWriting(res: Response, db: Database, writing: Writing, attempt: Attempt) {
  const { typed, errors = {}, documents = [], warnings = [], confirmed = [], toLookAt = [] } = attempt
  const { kind, edition, received, today } = writing
  const overtaken = res.statusCode === 409
  const open = res.statusCode === 422 ? warnings.filter(({ name }) => !confirmed.includes(name)) : []
  formPage(res, 'moderation/write', {
    title: writing.title,
    writing,
    list: listIn(res.req.query, res.req.body),
    kind,
    marks: marksOf(unitsOf(kind), today),
    draft: { key: attempt.key ?? randomToken(), documents },
    received,
    warnings,
    confirmed,
    doubtful: doubtful(toLookAt).map(({ id, name, flags }) => ({
      name,
      flags: flags.map(flagText),
      href: `/documents/${id}/${encodeURIComponent(name)}`,
    })),
    confirmationOf,
    quiet: attempt.quiet,
    overtaken,
    meanwhile: overtaken ? replacedAnswers(kind, { replaced: differing(kind, today, typed) }) : [],
    advice: kind.slug === 'evenement' ? adviseSlots(db, edition, typed) : undefined,
    form: formOf(db, kind, { typed, documents, received }, { ...errors, ...unconfirmed(open) }),
    script: '/js/form.js',
  })
}

/** What was typed in a form that was overtaken, put into what it says now: what was not touched is as others have left it. */
export const joinedWith = ({ kind, today }: Writing, typed: Typed, marks: unknown): Typed =>
  joinTyped({ units: unitsOf(kind), base: String(marks), asks: () => true, worksOn: () => false }, typed, today).typed

/** The answers of one that the other does not give. */
export const differing = (kind: FormKind, one: Typed, other: Typed): Typed =>
  Object.fromEntries(
    Object.keys(kind.fields).flatMap((name) =>
      plain(one[name]) === plain(other[name]) ? [] : [[name, one[name] ?? '']],
    ),
  )

const plain = (answer: string | string[] | undefined) =>
  JSON.stringify(
    [answer ?? []]
      .flat()
      .map((value) => value.replaceAll('\r\n', '\n').trim())
      .filter(Boolean)
      .sort(),
  )
