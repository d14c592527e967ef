import { communeChoices } from '../../communes/answer.ts'
import type { Database } from '../../db/open.ts'
import type { Draft } from '../../drafts/queries.ts'
import type { Edition } from '../../editions/queries.ts'
import { type Described, whereOf } from '../../events/event.ts'
import { labelOf, themes, types } from '../../events/lists.ts'
import { hoursText } from '../../events/slots.ts'
import type { Errors, Typed } from '../../web/fields.ts'
import type { Warning } from '../../web/forms.ts'
import { capital, count, dayName, series } from '../../web/french.ts'
import { columns, labelOf as labelOfQuestion } from './columns.ts'
import { questionIn } from './finish.ts'
import { eventForm, sharedAnswers } from './form.ts'
import type { Line } from './line.ts'
import { withLookAlikes } from './look-alikes.ts'
import { faultText, type Row } from './rows.ts'
import { type Sent, sentBefore } from './sent-before.ts'

/** Reads each row as the form of one event would be, without sending anything. */
export function dryRun(db: Database, edition: Edition, bulk: Draft, rows: Row[]): Line[] {
  const whole = rows.map((row) => ({ ...row, typed: { ...row.typed, ...sharedAnswers(bulk.typed) } }))
  const before = sentBefore(db, edition, bulk, whole)
  const lines = whole.map((row, index) => examine(db, edition, row, before[index]))
  return withLookAlikes(db, edition, lines)
}

function examine(db: Database, edition: Edition, row: Row, before: Sent = {}): Line {
  const { number, place, typed } = row
  const reading = eventForm.read(db, edition, typed, [])
  const faults = faultsOf(row, reading.ok ? {} : reading.errors)
  const line = { number, place, typed, title: wordsIn(typed.titre) || 'Sans titre', ...before, faults, warnings: {} }
  if (!reading.ok || Object.keys(faults).length > 0 || reading.content.kind !== 'evenement') {
    const said = Object.entries(faults).map(([name, message]) =>
      faultText(row, name, message + (row.faults[name] ? adviceFor(name) : choicesFor(db, name, typed))),
    )
    return { ...line, said, facts: [[wordsIn(typed.jour), wordsIn(typed.commune)].filter(Boolean).join(' · ')] }
  }
  return {
    ...line,
    said: [],
    facts: factsOf(reading.content.event),
    content: reading.content,
    warnings: before.sent ? {} : Object.fromEntries(reading.warnings.map(({ name, message }) => [name, message])),
  }
}

/** What the file says and cannot be read stands before what is missing for it, under the name that its form gives it. */
function faultsOf({ faults }: Row, errors: Errors): Errors {
  const unread = Object.entries(faults).map(([name, message]) => {
    const question = errors[name] ? questionIn(errors[name]) : labelOfQuestion(name)
    return [name, `${question} : ${message}`]
  })
  return { ...errors, ...Object.fromEntries(unread) }
}

/** When it takes place, then what and where it is. */
const factsOf = (event: Described) => [
  capital(event.slots.map((slot) => `${dayName(slot.day)}, ${hoursText(slot)}`).join(' ; ')),
  [
    labelOf(types, event.type),
    [event.placeName, whereOf({ ...event, occasion: 'scheduled' })].filter(Boolean).join(', '),
    event.themes.map((theme) => labelOf(themes, theme)).join(' ; '),
  ].join(' · '),
]

/** A table offers nothing to tick: the communes to choose from are written out. */
function choicesFor(db: Database, name: string, { commune }: Typed) {
  if (name !== 'commune' || typeof commune !== 'string') return ''
  const [all, likely] = [communeChoices(db, commune), communeChoices(db, commune, mostChoices)]
  return likely.length > 0 ? ` : ${likely.join(', ')}${all.length > likely.length ? '…' : ''}` : ''
}

const mostChoices = 8

const adviceFor = (name: string) =>
  columns.find((column) => column.name === name)?.field.kind === 'checkboxes'
    ? ' ; séparez plusieurs réponses par un point-virgule'
    : ''

const wordsIn = (answer: Typed[string] | undefined) => [answer ?? ''].flat().join(', ')

/** Everything to confirm, in one question; each row says why beside it. */
export function toConfirm(lines: Line[]): Warning[] {
  const doubtful = lines.filter(({ warnings }) => Object.keys(warnings).length > 0).map(({ number }) => String(number))
  if (doubtful.length === 0) return []

  const several = doubtful.length > 1
  const named = doubtful.length > mostNumbers ? [...doubtful.slice(0, mostNumbers - 1), 'suivantes'] : doubtful
  return [
    {
      name: 'lignes',
      message: `${count(doubtful.length, 'événement')} à regarder avant l’envoi (${several ? 'lignes' : 'ligne'} ${series(named)})`,
      confirm: several ? 'Oui, envoyez-les tels quels' : 'Oui, envoyez-le tel quel',
    },
  ]
}

const mostNumbers = 12
