import type { Facts } from "../facts"
import type { Finding } from "../finding"

/** One question about an installation. Pure. */
export type Check = (facts: Facts) => readonly Finding[]
