import type { PublicValues } from '../journal/queries.ts'
import { type EditionContent, editionFields, typedEdition } from './fields.ts'

/** What saving an edition changes for the public, for the journal: nothing of its contact, who is somebody. */
export function publicChange(was: EditionContent | undefined, is: EditionContent) {
  const [old, now] = [was ? wordsOf(was) : {}, wordsOf(is)]
  const labels = Object.keys({ ...old, ...now }).filter((label) => (old[label] ?? '') !== (now[label] ?? ''))
  const side = (words: PublicValues): PublicValues =>
    Object.fromEntries(labels.flatMap((label) => (words[label] ? [[label, words[label]]] : [])))
  return { before: side(old), after: side(now) }
}

function wordsOf(edition: EditionContent): PublicValues {
  const typed = typedEdition(edition)
  return Object.fromEntries(
    Object.entries(editionFields)
      .filter(([name]) => !name.startsWith('contact_'))
      .map(([name, field]) => {
        const value = String(typed[name] ?? '')
        const option = 'options' in field ? field.options.find(({ slug }) => slug === value) : undefined
        return [field.label, option?.label ?? value]
      }),
  )
}
