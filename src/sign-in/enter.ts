import type { Request, RequestHandler, Response } from 'express'
import { type Desk, setSessionCookie } from '../coordinators/desk.ts'
import { deviceOf } from '../coordinators/device.ts'
import { openSession } from '../coordinators/sessions.ts'

export type SignInTools = Desk & { baseUrl: string }

/** `limit` is for what may open an account; `formLimit` for what comes before. */
export type SignInLimits = { limit: RequestHandler[]; formLimit: RequestHandler[] }

/** Lets somebody in who has shown who they are, and leads them where they were going. */
export function enter(req: Request, res: Response, { db, clock, secure }: Desk, coordinatorId: number, goal: string) {
  setSessionCookie(res, openSession(db, clock, coordinatorId, deviceOf(req.get('User-Agent'))), secure)
  res.redirect(303, goal)
}
