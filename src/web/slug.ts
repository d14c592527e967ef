import { fold } from './french.ts'

/** The address word of a title, 80 characters at most and cut between words; `isTaken` says which may not be used. */
export function newSlug(title: string, isTaken: (slug: string) => boolean): string {
  const words = fold(title).replaceAll(' ', '-') || 'sans-titre'
  const base = words.length <= 80 ? words : words.slice(0, 81).replace(/-[^-]*$/, '')
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`
    if (!isTaken(slug)) return slug
  }
}
