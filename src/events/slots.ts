import { hour } from '../web/french.ts'
import type { Slot } from './event.ts'

const momentWords = {
  morning: 'matin',
  afternoon: 'après-midi',
  evening: 'soirée',
  day: 'journée',
  unknown: 'horaire à confirmer',
} as const

/** When a slot starts, in the shortest words: « 8 h 30 », « matin ». */
export const startText = (slot: Slot) => (slot.startsAt ? hour(slot.startsAt) : momentWords[slot.moment ?? 'unknown'])

/** The hours of a slot in words: « de 14 h à 16 h 30 », « à partir de 9 h », « matin, horaire à confirmer ». */
export function hoursText(slot: Slot) {
  if (slot.startsAt)
    return slot.endsAt ? `de ${hour(slot.startsAt)} à ${hour(slot.endsAt)}` : `à partir de ${hour(slot.startsAt)}`
  return slot.moment === 'unknown'
    ? momentWords.unknown
    : `${momentWords[slot.moment ?? 'unknown']}, horaire à confirmer`
}

/** The machine form of a slot's start for <time datetime>. */
export const startStamp = (slot: Slot) => (slot.startsAt ? `${slot.day}T${slot.startsAt}` : slot.day)

// When hours are not known, a moment is over when that part of the day is.
const momentBounds = {
  morning: ['08:00', '13:00'],
  afternoon: ['12:00', '18:30'],
  evening: ['18:00', '23:59'],
  day: ['08:00', '19:00'],
  unknown: ['00:00', '23:59'],
} as const

/** Where a slot stands at a local time (`2023-05-22T10:00`): « passed », « running », or still to come. */
export function stageOf(slot: Slot, now: string): 'upcoming' | 'running' | 'passed' {
  const [from, to] = momentBounds[slot.moment ?? 'unknown']
  const start = `${slot.day}T${slot.startsAt ?? from}`
  const end = slot.endsAt
    ? `${slot.day}T${slot.endsAt}`
    : slot.startsAt
      ? inTwoHours(slot.day, slot.startsAt)
      : `${slot.day}T${to}`
  if (now >= end) return 'passed'
  // « en cours » is only said where the hours are known
  return now >= start && slot.startsAt ? 'running' : 'upcoming'
}

const inTwoHours = (day: string, time: string) =>
  Temporal.PlainDateTime.from(`${day}T${time}`).add({ hours: 2 }).toString({ smallestUnit: 'minute' })
