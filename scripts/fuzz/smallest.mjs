import { bytesOf } from "./shoot.mjs"

/** @typedef {import("./shots.mjs").Shot} Shot */

const MOST_TRIES = 60

/** Everything that is a step smaller. @param {Shot} shot @returns {Generator<Shot>} */
function* smaller(shot) {
  for (const at of shot.headers.keys()) yield { ...shot, headers: shot.headers.toSpliced(at, 1) }
  if (shot.framing === "chunked") yield { ...shot, framing: "sized" }
  if (shot.target.includes("?")) yield { ...shot, target: shot.target.replace(/\?.*$/, "") }
  const half = Math.ceil(shot.body.length / 2)
  if (shot.body.length > 0) yield { ...shot, body: Buffer.alloc(0) }
  if (shot.body.length > 1) yield { ...shot, body: shot.body.subarray(0, half) }
  if (shot.body.length > 1) yield { ...shot, body: shot.body.subarray(half) }
}

/** The smallest request that still does the same, as far as a few tries find it. @param {Shot} shot @param {(shot: Shot) => Promise<boolean>} stillDoes @returns {Promise<Shot>} */
export async function smallest(shot, stillDoes) {
  let least = shot
  let tries = 0
  for (let found = true; found; ) {
    found = false
    for (const each of smaller(least)) {
      if (++tries > MOST_TRIES) return least
      if (!(await stillDoes(each))) continue
      least = each
      found = true
      break
    }
  }
  return least
}

/** A request as people read it, without what opens doors. @param {Shot} shot @param {URL} shop */
export function written(shot, shop) {
  const bytes = bytesOf(shot, shop)
    .toString("latin1")
    .replace(/Bearer [\w-]+\.[\w-]+\.[\w-]+/g, "Bearer …")
  return bytes.length > 1_500 ? `${bytes.slice(0, 1_500)}… (${bytes.length} bytes)` : bytes
}
