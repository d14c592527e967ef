import type { PublicValues } from './queries.ts'

/**
 * The journal cannot be changed, and whoever asks to be forgotten is: no address and no telephone number enters it, nor the
 * names of the people whom an act is about.
 */
export const withoutPeople = (values: PublicValues, people: (string | null | undefined)[] = []): PublicValues =>
  Object.fromEntries(
    Object.entries(values).map(([label, value]) => [
      label,
      people.reduce<string>(withoutName, value.replace(address, '…').replace(phone, '…')),
    ]),
  )

const withoutName = (text: string, name: string | null | undefined) =>
  name ? text.replace(new RegExp(`(?<!\\p{L})${RegExp.escape(name)}(?!\\p{L})`, 'giu'), '…') : text

const address = /[^\s@<>()[\],;:"«»]+@[^\s@<>()[\],;:"«»]+/gu
const phone = /(?:\+\d{1,3}[ .\u00a0\u202f-]?(?:\(0\) ?)?|\b0)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}\b/g
