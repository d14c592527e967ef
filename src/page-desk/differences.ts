import { diffArrays } from 'diff'
import { diffWords } from '../revisions/words.ts'

/** The lines that one text has and the other has not, and in them the words; undefined when they say the same. */
export function differencesOf(before: string, after: string) {
  const runs = diffArrays(before.split('\n'), after.split('\n'))
  const [old, now] = [runs.filter(({ removed }) => removed), runs.filter(({ added }) => added)].map((some) =>
    some.flatMap(({ value }) => value.filter((line) => line.trim())).join('\n'),
  ) as [string, string]
  if (!old && !now) return undefined
  // beyond this, everything has changed
  return old.length + now.length > 20_000 ? { before: whole(old), after: whole(now) } : diffWords(old, now)
}

const whole = (text: string) => (text ? [{ text, marked: true }] : [])
