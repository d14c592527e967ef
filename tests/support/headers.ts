type Headers = Record<string, string | string[] | undefined>
type Mark = [points: number, why: string]

/**
 * Mozilla's HTTP Observatory from the headers of one response. Two tests need more than headers and count 0:
 * subresource integrity (our scripts are first-party) and the redirection to https (the proxy's).
 * Every cookie counts as a session's unless `sessionCookie` says which are. Set-Cookie may be a list, or lines.
 */
export function scoreHeaders(headers: Headers, { sessionCookie = /./ } = {}) {
  const lines = (name: string) =>
    Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? (value ?? []) : []))
  const header = (name: string) => lines(name).join(', ').trim().toLowerCase()
  const policies = header('content-security-policy').split(',').filter(Boolean).map(parsePolicy)

  const marks: Record<string, Mark> = {
    'content-security-policy': best(policies.map(markPolicy)),
    cookies: markCookies(lines('set-cookie').join('\n').split('\n').filter(Boolean), sessionCookie),
    'referrer-policy': markReferrer(header('referrer-policy')),
    'strict-transport-security': markTransport(header('strict-transport-security')),
    'subresource-integrity': [0, 'first-party scripts'],
    'x-frame-options': markFrames(header('x-frame-options'), policies),
    'x-content-type-options': header('x-content-type-options') === 'nosniff' ? [0, 'nosniff'] : [-5, 'not nosniff'],
    'cross-origin-resource-policy': markCrossOrigin(header('cross-origin-resource-policy'), {
      best: ['same-origin', 'same-site'],
      known: ['cross-origin'],
    }),
    'cross-origin-opener-policy': markCrossOrigin(header('cross-origin-opener-policy'), {
      best: ['same-origin'],
      known: ['same-origin-allow-popups', 'noopener-allow-popups', 'unsafe-none'],
    }),
    'cross-origin-embedder-policy': markCrossOrigin(header('cross-origin-embedder-policy'), {
      best: ['require-corp'],
      known: ['credentialless', 'unsafe-none'],
    }),
    cors: markSharing(header('access-control-allow-origin'), header('access-control-allow-credentials')),
    redirection: [0, 'counted as present'],
  }
  return total(marks)
}

function total(marks: Record<string, Mark>) {
  const points = Object.values(marks).map(([value]) => value)
  const sum = (values: number[]) => values.reduce((whole, value) => whole + value, 0)
  const penalised = 100 + sum(points.filter((value) => value < 0))
  const earned = sum(points.filter((value) => value > 0))

  const notes = Object.entries(marks).map(([name, [value, why]]) => `${value > 0 ? '+' : ''}${value} ${name}: ${why}`)
  if (penalised < 90) return { score: Math.max(0, penalised), notes: [...notes, 'below 90 no bonus counts'] }
  return { score: penalised + earned, notes }
}

type Policy = Map<string, string[]> | undefined

/** Undefined for a policy that names a directive twice: browsers would drop the second in silence. */
function parsePolicy(text: string): Policy {
  const directives = text.split(';').flatMap((part) => {
    const [name, ...sources] = part.trim().split(/\s+/)
    return name ? [[name, sources] as const] : []
  })
  const policy = new Map(directives)
  return policy.size > 0 && policy.size === directives.length ? policy : undefined
}

// Every policy is enforced, so the strictest one decides.
function best(marks: Mark[]): Mark {
  return marks.sort(([a], [b]) => b - a)[0] ?? [-25, 'none, or report-only']
}

const broad = ['*', 'http:', 'https:', 'ftp:', 'http://*', 'https://*']
const broadOrInline = [...broad, 'data:', "'unsafe-inline'"]
const isTrusted = (source: string) => /^'(nonce|sha\d{3})-/.test(source)
const isInsecure = (source: string) => /^(http|ftp):/.test(source)

function markPolicy(policy: Policy): Mark {
  if (!policy) return [-25, 'invalid: empty, or a directive twice']

  const sources = (name: string) => {
    const list = policy.get(name) ?? policy.get('default-src') ?? ['*']
    // Browsers ignore 'unsafe-inline' beside a nonce or a hash.
    return list.some(isTrusted) ? list.filter((source) => source !== "'unsafe-inline'") : list
  }
  const allows = (name: string, wanted: string[]) => sources(name).some((source) => wanted.includes(source))
  const passive = ['img-src', 'media-src']
  const active = [...policy.keys()].filter((name) => !passive.includes(name) && name !== 'default-src')

  if (allows('script-src', broadOrInline) || allows('object-src', broad)) return [-20, 'unsafe scripts or objects']
  if ([...active, 'script-src'].some((name) => sources(name).some(isInsecure))) return [-20, 'content over http']
  if (allows('script-src', ["'unsafe-eval'"]) || allows('style-src', ["'unsafe-eval'"])) return [-10, 'unsafe-eval']
  if (passive.some((name) => sources(name).some(isInsecure))) return [-10, 'images over http']
  if (allows('style-src', broadOrInline)) return [0, 'unsafe styles']

  const nothing = ['', "'none'"]
  const isClosed = nothing.includes(policy.get('default-src')?.join() ?? '*')
  const formsStay = [...nothing, "'self'"].includes(policy.get('form-action')?.join() ?? '*')
  return isClosed && formsStay ? [10, "default-src 'none'"] : [5, "without default-src 'none' or form-action"]
}

function markCookies(cookies: string[], session: RegExp): Mark {
  return cookies.map((cookie) => markCookie(cookie, session)).sort(([a], [b]) => a - b)[0] ?? [0, 'none']
}

function markCookie(cookie: string, session: RegExp): Mark {
  const [pair = '', ...rest] = cookie.split(';').map((part) => part.trim())
  const name = pair.split('=')[0] ?? ''
  const attributes = new Map(rest.map((part) => [part.split('=')[0]?.toLowerCase(), part.split('=')[1]?.toLowerCase()]))
  const sameSite = attributes.get('samesite') ?? ''

  if (!attributes.has('secure')) return [session.test(name) ? -40 : -20, `${name} without Secure`]
  if (session.test(name) && !attributes.has('httponly')) return [-30, `${name} without HttpOnly`]
  if (!attributes.has('samesite')) return [0, `${name} without SameSite`]
  if (!['strict', 'lax', 'none'].includes(sameSite)) return [-20, `${name} with SameSite=${sameSite}`]
  return [5, 'Secure, HttpOnly, SameSite']
}

const privateReferrers = ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin']

function markReferrer(value: string): Mark {
  if (!value) return [0, 'none']
  return privateReferrers.includes(value.split(',').at(-1)?.trim() ?? '') ? [5, value] : [-5, value]
}

function markTransport(value: string): Mark {
  const maxAge = /(?:^|;)\s*max-age="?(\d+)/.exec(value)?.[1]
  if (!maxAge) return [-20, value || 'none']
  return Number(maxAge) >= 15_552_000 ? [0, value] : [-10, value]
}

function markFrames(value: string, policies: Policy[]): Mark {
  const ancestors = policies.flatMap((policy) => policy?.get('frame-ancestors') ?? [])
  if (ancestors.length > 0 && !ancestors.some((source) => broad.includes(source))) return [5, 'frame-ancestors']
  return ['deny', 'sameorigin'].includes(value) ? [5, value] : [-20, value || 'none']
}

function markCrossOrigin(header: string, { best, known }: { best: string[]; known: string[] }): Mark {
  const value = header.split(';')[0] ?? ''
  if (best.includes(value)) return [10, value]
  return value === '' || known.includes(value) ? [0, value || 'none'] : [-5, value]
}

// One response cannot show whether an origin is reflected: any origin with credentials is taken for all of them.
function markSharing(allowed: string, credentials: string): Mark {
  return allowed && credentials === 'true' ? [-50, `${allowed} with credentials`] : [0, allowed || 'none']
}
