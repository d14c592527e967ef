/** The site's time, in one place: every rule asks it, so that tests and the demonstration can live in another year. */
export type Clock = { now(): Temporal.Instant }

export const realClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock that runs at a distance from the real one. */
export const shiftedClock = (shift: Temporal.Duration): Clock => ({ now: () => Temporal.Now.instant().add(shift) })

/** How far from the real time a clock is that starts now at `start` (local, `2023-05-09T09:00`). */
export const shiftTo = (start: string, timeZone: string) =>
  Temporal.PlainDateTime.from(start).toZonedDateTime(timeZone).toInstant().since(Temporal.Now.instant())

/** UTC to the second, as instants are stored: `2023-05-09T07:00:00Z`. */
export const instant = (clock: Clock) => clock.now().round('second').toString()

/** The stored form of the instant `hours` from now (negative: ago). */
export const instantIn = (clock: Clock, hours: number) =>
  clock
    .now()
    .add({ minutes: Math.round(hours * 60) })
    .round('second')
    .toString()

export const today = (clock: Clock, timeZone: string) =>
  clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** The wall-clock time of a zone, to the minute: `2023-05-09T09:00`. */
export const localNow = (clock: Clock, timeZone: string) =>
  clock.now().toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' })
