import type { PublicValues } from './queries.ts'

/** The journal cannot be changed, and whoever asks to be forgotten is: no address and no telephone number enters it. */
export const withoutPeople = (values: PublicValues): PublicValues =>
  Object.fromEntries(
    Object.entries(values).map(([label, value]) => [label, value.replace(address, '…').replace(phone, '…')]),
  )

const address = /[^\s@<>()[\],;:"«»]+@[^\s@<>()[\],;:"«»]+/gu
const phone = /(?:\+\d{1,3}[ .\u00a0\u202f-]?(?:\(0\) ?)?|\b0)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}\b/g
