import { testAccount } from "../lib/medusa.mjs"

const NAMES = /(HASH_KEY|HASH_IV|SECRET|API_KEY|PARTNER_KEY|CHECK_CODE)/

/** The keys of the shop's gateways. @type {string[]} */
export const gatewaySecrets = Object.entries(testAccount).flatMap(([name, value]) => (NAMES.test(name) ? [value] : []))
