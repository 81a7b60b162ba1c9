/** Taiwan has kept UTC+8 without daylight saving since 1980. */
const OFFSET_MS = 8 * 60 * 60 * 1000

const WALL_CLOCK = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[ T]([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?)?$/

/** An instant as Taipei wall-clock, `yyyy/MM/dd HH:mm:ss`. */
export function formatTaipei(instant: Date): string {
  const wall = new Date(instant.getTime() + OFFSET_MS).toISOString()
  return `${wall.slice(0, 10).replaceAll("-", "/")} ${wall.slice(11, 19)}`
}

/** The day of an instant in Taipei, `yyyy-MM-dd`. */
export function taipeiDay(instant: Date): string {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 10)
}

/** Minutes since midnight in Taipei, 0 to 1439. */
export function taipeiMinuteOfDay(instant: Date): number {
  const wall = new Date(instant.getTime() + OFFSET_MS)
  return wall.getUTCHours() * 60 + wall.getUTCMinutes()
}

/** The instant at which Taipei's clock shows `minute` of the day on which `instant` falls. */
export function atTaipeiMinute(instant: Date, minute: number): Date {
  const day = Math.floor((instant.getTime() + OFFSET_MS) / 86_400_000)
  return new Date(day * 86_400_000 + minute * 60_000 - OFFSET_MS)
}

/**
 * Taipei wall-clock (`yyyy/MM/dd`, with or without `HH:mm:ss`) as an instant; null when it is not a date.
 * A date alone means the last second of that day, as an expiry date does.
 */
export function parseTaipei(text: string | undefined): Date | null {
  const match = WALL_CLOCK.exec(text?.trim() ?? "")
  if (!match) return null
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number)
  const clock = match[4] === undefined ? [23, 59, 59] : match.slice(4, 7).map((part) => Number(part ?? 0))
  const [hour = 0, minute = 0, second = 0] = clock
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  return isSameDay(new Date(wall), year, month, day) && year > 1970 ? new Date(wall - OFFSET_MS) : null
}

function isSameDay(wall: Date, year: number, month: number, day: number): boolean {
  return wall.getUTCFullYear() === year && wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day
}
