import { createHmac, randomBytes } from 'node:crypto'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { addChallenge, findCredential, listPasskeys, markUsed, takeChallenge } from './passkeys.ts'
import type { Account } from './queries.ts'

// EdDSA, ES256 and RS256: one of them is in every authenticator.
const supportedAlgorithmIDs = [-8, -7, -257]

type Tools = { db: Database; clock: Clock; secret: string; baseUrl: string }

/** What the browser is asked to register a passkey with: one that knows whose it is, and that its owner unlocks. */
export function askRegistration({ db, clock, secret, baseUrl }: Tools, { id, email, who }: Account) {
  return generateRegistrationOptions({
    rpName: 'Semaine ASER',
    rpID: new URL(baseUrl).hostname,
    userName: email,
    userDisplayName: who,
    // the same for all passkeys of an account, and nothing that tells whose it is
    userID: new Uint8Array(createHmac('sha256', secret).update(`passkey owner\n${id}`).digest()),
    challenge: newChallenge(db, clock, id),
    excludeCredentials: listPasskeys(db, id).map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: JSON.parse(transports),
    })),
    supportedAlgorithmIDs,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** The passkey in a browser's answer to that, or undefined when it proves nothing. */
export async function readRegistration({ db, clock, baseUrl }: Tools, coordinatorId: number, answer: unknown) {
  const response = jsonOf<RegistrationResponseJSON>(answer)
  const expectedChallenge = takeAnswered(db, clock, response, coordinatorId)
  if (!expectedChallenge) return undefined

  const proof = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: new URL(baseUrl).origin,
    expectedRPID: new URL(baseUrl).hostname,
    requireUserVerification: true,
    supportedAlgorithmIDs,
  }).catch(() => undefined)
  if (!proof?.verified) return undefined

  const { id: credentialId, publicKey, counter, transports = [] } = proof.registrationInfo.credential
  return { credentialId, publicKey, counter, transports }
}

/** What any passkey of this site may answer to sign in. */
export const askSignInByPasskey = ({ db, clock, baseUrl }: Tools) =>
  generateAuthenticationOptions({
    rpID: new URL(baseUrl).hostname,
    challenge: newChallenge(db, clock, null),
    userVerification: 'required',
  })

/** Whom a browser's answer to that signs in. */
export async function signInByPasskey({ db, clock, baseUrl }: Tools, answer: unknown): Promise<number | undefined> {
  const response = jsonOf<AuthenticationResponseJSON>(answer)
  const expectedChallenge = takeAnswered(db, clock, response, null)
  const credential = findCredential(db, String(response.id))
  if (!expectedChallenge || !credential) return undefined

  const proof = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: new URL(baseUrl).origin,
    expectedRPID: new URL(baseUrl).hostname,
    requireUserVerification: true,
    credential: {
      id: response.id,
      publicKey: new Uint8Array(credential.publicKey),
      counter: credential.counter,
      transports: JSON.parse(credential.transports),
    },
  }).catch(() => undefined)
  const known = proof?.verified && markUsed(db, clock, credential, proof.authenticationInfo.newCounter)
  return known ? credential.coordinatorId : undefined
}

/** The challenge that an answer says it signs: it is taken before anything else is looked at, so that it is tried once only. */
function takeAnswered(db: Database, clock: Clock, answer: { response?: Signed }, coordinatorId: number | null) {
  const said = Buffer.from(String(answer.response?.clientDataJSON ?? ''), 'base64url').toString()
  const { challenge } = jsonOf<{ challenge?: unknown }>(said)
  return typeof challenge === 'string' && takeChallenge(db, clock, challenge, coordinatorId) ? challenge : undefined
}

type Signed = { clientDataJSON?: unknown }

function newChallenge(db: Database, clock: Clock, coordinatorId: number | null) {
  const challenge = new Uint8Array(randomBytes(32))
  addChallenge(db, clock, Buffer.from(challenge).toString('base64url'), coordinatorId)
  return challenge
}

/** What a form's field holds; the library refuses whatever is not a browser's answer. */
function jsonOf<T>(answer: unknown): T {
  try {
    return Object(JSON.parse(String(answer)))
  } catch {
    return {} as T
  }
}
