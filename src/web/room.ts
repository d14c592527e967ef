import { type RequestHandler, Router } from 'express'

/** A router that remembers its paths: the quality gates and the access matrix are generated from them. */
export type Room = Router & { readonly paths: { method: 'get' | 'post'; path: string }[] }

export function openRoom(): Room {
  const router = Router({ mergeParams: true, strict: false })
  const paths: Room['paths'] = []

  for (const method of ['get', 'post'] as const) {
    const register = router[method].bind(router) as (path: string, ...handlers: RequestHandler[]) => Router
    Object.assign(router, {
      [method]: (path: string, ...handlers: RequestHandler[]) => {
        paths.push({ method, path })
        return register(path, ...handlers)
      },
    })
  }
  return Object.assign(router, { paths })
}
