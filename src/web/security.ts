import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { HttpError } from './errors.ts'

export const securityHeaders: RequestHandler[] = [
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'base-uri': ["'none'"],
        'connect-src': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'img-src': ["'self'"],
        'media-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
      },
    },
    crossOriginEmbedderPolicy: true,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // helmet's default, no-referrer, makes browsers send « Origin: null » with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: true },
    xFrameOptions: { action: 'deny' },
  }),
  (_req, res, next) => {
    res.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    next()
  },
]

/** Refuses what another site makes a browser send: `Sec-Fetch-Site` decides where it is present, else `Origin`, else `Referer`. */
export function sameOriginOnly(baseUrl: string): RequestHandler {
  const ours = new URL(baseUrl).origin

  return (req, _res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS') return next()

    const site = req.get('Sec-Fetch-Site')
    const origin = req.get('Origin') ?? originOf(req.get('Referer'))
    const trusted = site ? site === 'same-origin' || site === 'none' : origin === ours
    if (!trusted) {
      throw new HttpError(
        403,
        'Cette demande ne vient pas d’une page de ce site : elle n’a rien changé. Revenez à la page du site et recommencez.',
      )
    }
    next()
  }
}

const originOf = (referer: string | undefined) =>
  referer && URL.canParse(referer) ? new URL(referer).origin : undefined
