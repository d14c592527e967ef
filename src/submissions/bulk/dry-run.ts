import { communeChoices } from '../../communes/answer.ts'
import type { Database } from '../../db/open.ts'
import type { Draft } from '../../drafts/queries.ts'
import type { Edition } from '../../editions/queries.ts'
import { findLookAlikes, lookAlikeWarning } from '../../events/look-alikes.ts'
import type { Typed } from '../../web/fields.ts'
import type { Warning } from '../../web/forms.ts'
import { capital, count, dayName, fold, spaced } from '../../web/french.ts'
import type { Content } from '../kinds.ts'
import { eventForm, sharedAnswers } from './form.ts'
import { faultText, type Row } from './rows.ts'

/** What would become of a row: `content` is sent; without it, its answers become a draft to finish. */
export type Line = {
  number: number
  place: string
  typed: Typed
  title: string
  when: string
  where: string
  content?: Content
  faults: string[]
  /** by their flag, what should be looked at twice */
  warnings: Record<string, string>
}

/** Reads each row as the form of one event would be, without sending anything. */
export function dryRun(db: Database, edition: Edition, bulk: Draft, rows: Row[]): Line[] {
  const seen = new Map<string, string>()
  return rows.map((row) => {
    const line = examine(db, edition, row, { ...row.typed, ...sharedAnswers(bulk.typed) })
    const key = fold([line.title, line.when, line.where].join(' '))
    const twin = seen.get(key)
    seen.set(key, twin ?? row.place)
    return twin && line.content
      ? { ...line, warnings: { ...line.warnings, doublon: `Même titre, même jour et même lieu que « ${twin} »` } }
      : line
  })
}

function examine(db: Database, edition: Edition, row: Row, typed: Typed): Line {
  const reading = eventForm.read(db, edition, typed, [])
  const faults = Object.entries({ ...(reading.ok ? {} : reading.errors), ...row.faults }).map(([name, message]) =>
    faultText(row, name, message + choicesFor(db, name, typed)),
  )
  const said = {
    number: row.number,
    place: row.place,
    typed,
    title: wordsIn(typed.titre) || 'Sans titre',
    faults,
    warnings: {},
  }
  if (!reading.ok || faults.length > 0 || reading.content.kind !== 'evenement')
    return { ...said, when: wordsIn(typed.jour), where: wordsIn(typed.commune) }

  const { event } = reading.content
  const alike = findLookAlikes(db, edition, event, null)
  const warnings = [...reading.warnings, ...(alike.length > 0 ? [lookAlikeWarning(alike)] : [])]
  const [slot] = event.slots
  return {
    ...said,
    content: reading.content,
    when: slot ? capital(dayName(slot.day)) : '',
    where: event.communeName ?? 'En ligne',
    warnings: Object.fromEntries(warnings.map((warning) => [warning.name, warningText(warning)])),
  }
}

/** A table offers nothing to tick: the communes to choose from are written out. */
function choicesFor(db: Database, name: string, { commune }: Typed) {
  if (name !== 'commune' || typeof commune !== 'string') return ''
  const [all, likely] = [communeChoices(db, commune), communeChoices(db, commune, mostChoices)]
  return likely.length > 0 ? ` : ${likely.join(', ')}${all.length > likely.length ? '…' : ''}` : ''
}

const mostChoices = 8

const wordsIn = (answer: Typed[string] | undefined) => [answer ?? ''].flat().join(', ')

const warningText = ({ message, examples = [] }: Warning) =>
  examples.length > 0 ? `${message} : ${examples.map(({ text }) => text).join(' ; ')}` : message

/** Everything to confirm, in one question. */
export function toConfirm(lines: Line[]): Warning[] {
  const doubtful = lines.filter(({ warnings }) => Object.keys(warnings).length > 0)
  if (doubtful.length === 0) return []
  return [
    {
      name: 'lignes',
      message: `${count(doubtful.length, 'événement')} à regarder avant l’envoi`,
      examples: doubtful.map(({ place, title, warnings }) => ({
        text: spaced(`${place}, « ${title} ». ${Object.values(warnings).join('. ')}.`),
      })),
      confirm: doubtful.length > 1 ? 'Oui, envoyez-les tels quels' : 'Oui, envoyez-le tel quel',
    },
  ]
}

/** « 18 événements prêts, 2 à finir » */
export function countLines(lines: Line[]): string {
  const ready = lines.filter(({ content }) => content).length
  const left = lines.length - ready
  return [count(ready, 'événement prêt', 'événements prêts'), ...(left > 0 ? [`${left} à finir`] : [])].join(', ')
}
