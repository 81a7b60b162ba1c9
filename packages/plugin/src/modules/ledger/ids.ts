import { randomUUID } from "node:crypto"

/** A new id with Medusa's kind of prefix, such as `tpa_…`. */
export function newId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll("-", "")}`
}
