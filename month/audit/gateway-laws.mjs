/** @typedef {import("./books.mjs").Law} Law */

const HALF_AN_HOUR = 30 * 60_000
/** Each process learns it by itself, and several questions may be on their way. */
const MOST = 12

/** A gateway that has locked the account out is left alone. @type {Law} */
function leftAlone({ refusals }) {
  const times = [...refusals].sort((one, other) => Number(one.at) - Number(other.at))
  return times.flatMap(({ gateway, at }, index) => {
    const before = times
      .slice(0, index)
      .filter((each) => each.gateway === gateway && Number(at) - Number(each.at) < HALF_AN_HOUR)
    if (before.length !== MOST) return []
    const text = `asked more than ${MOST} times within half an hour while it had locked the account out`
    return [{ law: "left alone", subject: gateway, text: `${text}, by ${at.toISOString()}` }]
  })
}

export const gatewayLaws = [leftAlone]
