import { EVIL, INJECTED, person, SCRIPT } from "./words.mjs"

/**
 * @typedef {import("./shots.mjs").Shot} Shot
 * @typedef {import("./shoot.mjs").Answer} Answer
 */

/**
 * What is this shop's own.
 * @typedef {object} House
 * @property {string[]} own           where an answer may lead to
 * @property {string[]} secrets
 * @property {number} undecodable     what Medusa itself answers to an address such as /%ff
 */

/** Kinds whose gateways or whose own words say "not now" (503), which makes a genuine sender come again. */
const MAY_SAY_NOT_NOW = new Set(["notice", "charge", "start"])

/** By which staff have a gateway asked; that of the trial knows nothing of a payment that another sandbox told, and so its answer is of no use (502). */
const ASKS_A_GATEWAY = /\/attempts\/[^/?]+\/(book-difference|query|refund)\b/

/** Larger than any body that is read whole: the rest of it may be cut off while it is sent. */
const LARGE = 64 * 1024

/**
 * What one answer does that none may; each in a sentence.
 * @param {Shot} shot @param {Answer} answer @param {House} house
 * @returns {string[]}
 */
export function judgeAnswer(shot, answer, house) {
  return [...endings(shot, answer, house), ...lettersIn(answer, house), ...leads(answer, house), ...doors(shot, answer)]
}

/** @param {Shot} shot @param {Answer} answer @param {House} house */
function endings({ kind, target, body, framing }, { status, end }, { undecodable }) {
  if (end === "refused") return ["the server is gone"]
  if (end === "silent") return ["nothing was answered in 30 seconds"]
  if (end === "cut" && status === 0 && body.length <= LARGE && framing !== "short")
    return ["the connection was cut without an answer"]
  if (status < 500 || (status === 503 && MAY_SAY_NOT_NOW.has(kind))) return []
  if (status === 502 && kind === "admin" && ASKS_A_GATEWAY.test(target)) return []
  return isDecodable(target) || status !== undecodable ? [`it answered ${status}`] : []
}

/** @param {string} target */
function isDecodable(target) {
  try {
    return decodeURIComponent(target.replace(/\?.*$/, "")) !== ""
  } catch {
    return false
  }
}

/** @param {Answer} answer @param {{ secrets: string[] }} house */
function lettersIn({ head, body }, { secrets }) {
  const told = secrets.filter((secret) => head.includes(secret) || body.includes(secret))
  const injected = new RegExp(`^${INJECTED}:`, "im").test(head)
  const isPage = /^content-type: text\/html/im.test(head)
  return [
    ...told.map(() => "the answer contains a secret"),
    ...(injected ? ["the answer has a header that the request made up"] : []),
    ...(isPage && body.includes(SCRIPT) ? ["the page contains the request's script"] : []),
  ]
}

/** @param {Answer} answer @param {{ own: string[] }} house */
function leads({ head }, { own }) {
  const location = /^location: *(.*)$/im.exec(head)?.[1]?.trim() ?? ""
  const isOwn = location === "" || own.includes(new URL(location, own[0]).origin)
  const allowed = new RegExp(`^access-control-allow-origin: .*(${EVIL}|\\*|null)`, "im").test(head)
  return [
    ...(isOwn ? [] : [`it leads to ${location.slice(0, 80)}`]),
    ...(allowed ? ["it lets a stranger's page read it"] : []),
  ]
}

/** @param {Shot} shot @param {Answer} answer */
function doors({ kind, who, method, target }, { status, body }) {
  if (status < 200 || status > 299 || method === "OPTIONS") return []
  if (kind === "admin" && who !== "staff") return ["it let somebody in who is not of the staff"]
  if (kind === "store" && target.includes("/cards") && who === "nobody")
    return ["it let somebody in who is not logged in"]
  if (kind === "store" && target.includes("/orders/find")) return ["it found an order for a stranger's address"]
  return kind === "status" && body.includes(person.email) ? ["the status tells an e-mail address"] : []
}
