/** A page of the desk where somebody was going, as an address of our own; undefined for anything else. */
export function goalIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 500 || !value.startsWith('/') || !URL.canParse(value, here))
    return undefined
  const { origin, pathname, search } = new URL(value, here)
  return origin === here && /^\/moderation(?:\/|$)/.test(pathname) ? pathname + search : undefined
}

/** The sign-in page that leads back there. A form acts on the page above it, whose address is three words long at most. */
export function signInAddress(method: string, url: string) {
  const goal = goalIn(method === 'POST' ? url.split('?')[0]?.split('/').slice(0, 4).join('/') : url)
  return goal && goal !== '/moderation' ? `/connexion?vers=${encodeURIComponent(goal)}` : '/connexion'
}

const here = 'http://ici.invalid'
