import { DAY, slashDateTime } from "../../../core/taipei.js"

/** `yyyy-MM-dd HH:mm:ss`, Taipei. */
export function dashDateTime(instant: Date): string {
  return slashDateTime(instant).replaceAll("/", "-")
}

/** `yyyy-MM-dd`, Taipei. */
export function dashDate(instant: Date): string {
  return dashDateTime(instant).slice(0, 10)
}

/** `HH:mm:ss`, Taipei. */
export function timeOfDay(instant: Date): string {
  return dashDateTime(instant).slice(11)
}

export function daysAfter(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY)
}

/** The value of a time that is not set. */
export const NEVER = { day: "0000-00-00", second: "0000-00-00 00:00:00" }
