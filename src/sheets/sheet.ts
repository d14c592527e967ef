import type { Kind } from './lists.ts'

/** What is proposed: the content of a sheet, without its life. Names beginning with private never leave the desk. */
export type ProposedSheet = {
  kind: Kind
  source: 'typed' | 'file'
  title: string
  organisation: string
  organisationType: string
  communeCode: string
  communeName: string
  department: string
  segment: string
  /** the answers that have no column of their own, as JSON, see answers.ts */
  content: string
  /** whether everyone whose agreement it takes agrees */
  consentPublication: 0 | 1
  consentPortal: 0 | 1 | null
  publicContactRole: string | null
  publicContactEmail: string | null
  publicContactPhone: string | null
  privateName: string | null
  privateEmail: string | null
  privatePhone: string | null
}

export type Consent = { consentVersion: string; consentAt: string }

/** The parts of a sheet that can be read before it exists. One handed in with an event may have little of it. */
export type DescribedSheet = Pick<ProposedSheet, 'kind' | 'source' | 'content'> & {
  [K in Exclude<keyof ProposedSheet, 'kind' | 'source' | 'content'>]: ProposedSheet[K] | null
}

type Life = {
  reference: string
  editionId: number
  eventId: number | null
  consentVersion: string | null
  consentAt: string | null
  flags: string[]
  submittedAt: string
}

export type NewSheet = Omit<ProposedSheet, 'communeName' | 'department'> & Life

/** A sheet handed in with an event: what it says is in its document until somebody reads it. */
export type FiledSheet = Pick<
  DescribedSheet,
  | 'kind'
  | 'consentPublication'
  | 'consentPortal'
  | 'publicContactRole'
  | 'publicContactEmail'
  | 'publicContactPhone'
  | 'privateName'
  | 'privateEmail'
  | 'privatePhone'
> &
  Life
