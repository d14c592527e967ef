import type { Clock } from '../clock.ts'
import { count, momentOf } from './french.ts'

/** How long ago something happened, as it is said the same day: « à l’instant », « il y a 2 minutes »; its date after that. */
export function agoOf(clock: Clock, at: string, timeZone: string) {
  const minutes = Math.floor(clock.now().since(at).total('minutes'))
  if (minutes < 1) return 'à l’instant'
  if (minutes < 60) return `il y a ${count(minutes, 'minute')}`
  return minutes < 12 * 60 ? `il y a ${count(Math.floor(minutes / 60), 'heure')}` : `le ${momentOf(at, timeZone)}`
}
