/** The site's time, in one place: every rule asks it, so that tests and the demonstration can live in another year. */
export type Clock = { now(): Temporal.Instant }

export const realClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock that starts at `start` (local, `2023-05-09T09:00`) when it is made, and runs from there. */
export function clockStartingAt(start: string, timeZone: string): Clock {
  const shift = Temporal.PlainDateTime.from(start).toZonedDateTime(timeZone).toInstant().since(Temporal.Now.instant())
  return { now: () => Temporal.Now.instant().add(shift) }
}

/** UTC to the second, as instants are stored: `2023-05-09T07:00:00Z`. */
export const instant = (clock: Clock) => clock.now().round('second').toString()

/** The stored form of the instant `hours` from now (negative: ago). */
export const instantIn = (clock: Clock, hours: number) =>
  clock.now().add({ minutes: Math.round(hours * 60) }).round('second').toString()

export const today = (clock: Clock, timeZone: string) => clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString()
