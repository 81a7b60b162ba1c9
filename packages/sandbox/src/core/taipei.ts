const OFFSET = 8 * 60 * 60 * 1000

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export interface WallClock {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

/** Taipei's wall clock at an instant. Taiwan has kept UTC+8 without summer time since 1979. */
export function wallClock(instant: Date): WallClock {
  const shifted = new Date(instant.getTime() + OFFSET)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
  }
}

/** The instant at which Taipei's wall clock shows these values. Overflowing values roll over, as in `Date.UTC`. */
export function instantOf(wall: Partial<WallClock> & Pick<WallClock, "year" | "month" | "day">): Date {
  const { year, month, day, hour = 0, minute = 0, second = 0 } = wall
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second) - OFFSET)
}

function two(value: number): string {
  return String(value).padStart(2, "0")
}

/** `yyyy/MM/dd`, Taipei. */
export function slashDate(instant: Date): string {
  const { year, month, day } = wallClock(instant)
  return `${year}/${two(month)}/${two(day)}`
}

/** `yyyy/MM/dd HH:mm:ss`, Taipei. */
export function slashDateTime(instant: Date): string {
  const { hour, minute, second } = wallClock(instant)
  return `${slashDate(instant)} ${two(hour)}:${two(minute)}:${two(second)}`
}

/** Digits only, `yyyyMMddHHmmss`, Taipei. */
export function digitsOf(instant: Date): string {
  return slashDateTime(instant).replace(/\D/g, "")
}

/** The last second of a Taipei day, `days` days after the day of `instant`. */
export function endOfDay(instant: Date, days = 0): Date {
  const { year, month, day } = wallClock(instant)
  return instantOf({ year, month, day: day + days, hour: 23, minute: 59, second: 59 })
}

/** The next instant strictly after `after` at which Taipei's clock shows this time of day. */
export function nextTimeOfDay(after: Date, hour: number, minute: number): Date {
  const { year, month, day } = wallClock(after)
  const today = instantOf({ year, month, day, hour, minute })
  return today > after ? today : instantOf({ year, month, day: day + 1, hour, minute })
}
