import { slashDate, slashDateTime } from "../../../core/taipei.js"

/** `yyyy-MM-dd`, Taipei. */
export function dashDate(at: Date): string {
  return slashDate(at).replaceAll("/", "-")
}

/** `yyyy-MM-dd HH:mm:ss`, Taipei. */
export function dashDateTime(at: Date): string {
  return slashDateTime(at).replaceAll("/", "-")
}
