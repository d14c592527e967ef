/** Whether people work on a day in France: neither a weekend nor a public holiday. */
export function isWorkingDay(day: string) {
  const date = Temporal.PlainDate.from(day)
  return date.dayOfWeek < 6 && !holidaysOf(date.year).has(day)
}

/** How many working days there are after one day, up to another. */
export function workingDaysSince(day: string, today: string) {
  let date = Temporal.PlainDate.from(day)
  let number = 0
  while (Temporal.PlainDate.compare(date, today) < 0) {
    date = date.add({ days: 1 })
    if (isWorkingDay(date.toString())) number++
  }
  return number
}

const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']

function holidaysOf(year: number) {
  const easter = easterOf(year)
  // Easter Monday, Ascension Day, Whit Monday
  const moving = [1, 39, 50].map((days) => easter.add({ days }).toString())
  return new Set([...fixed.map((day) => `${year}-${day}`), ...moving])
}

/** Easter Sunday of the Gregorian calendar, after Meeus, Jones and Butcher. */
function easterOf(year: number) {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return Temporal.PlainDate.from({ year, month, day: (h + l - 7 * m + 33 * month + 19) % 32 })
}
