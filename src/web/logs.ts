import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'

/** One structured line per request: no address, no query, no token, no body. */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: () => randomUUID(),
    quietReqLogger: true,
    serializers: {
      req: (req) => ({ id: req.id, method: req.method, path: withoutTokens(req.url) }),
      res: (res) => ({ status: res.statusCode }),
      err: (error) => ({ type: error.type, message: error.message, stack: error.stack }),
    },
  }) as RequestHandler
}

/** The path with everything long enough to be a secret replaced: `/suivi/…`. */
const withoutTokens = (url: string) =>
  (url.split('?')[0] ?? '').replace(/\/[^/]{20,}/g, (part) => (/[A-Z0-9._]/.test(part) ? '/…' : part))
