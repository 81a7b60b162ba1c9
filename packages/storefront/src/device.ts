/** What some methods cannot do without: Apple Pay in this browser, any phone but Apple's, a computer with room for a card reader. */
export type DeviceNeed = "apple-pay" | "no-apple-phone" | "computer"

/** What a browser tells of the device it runs on. */
export interface Device {
  readonly applePay: boolean
  readonly phone: "apple" | "other" | null
}

/** The device of this browser; null on a server, where nothing is known of it. */
export function thisDevice(browser: typeof globalThis = globalThis): Device | null {
  const { navigator, document } = browser
  if (typeof document === "undefined" || typeof navigator === "undefined") return null
  return { applePay: hasApplePay(browser), phone: phoneOf(navigator) }
}

/** Whether a method that has this need can be paid by there. Of a device that is not known, all is hoped for. */
export function fits(need: DeviceNeed | undefined, device: Device | null): boolean {
  if (!need || !device) return true
  if (need === "apple-pay") return device.applePay
  return need === "computer" ? device.phone === null : device.phone !== "apple"
}

// https://developer.apple.com/documentation/apple_pay_on_the_web/applepaysession/canmakepayments
function hasApplePay(browser: object): boolean {
  const session = "ApplePaySession" in browser ? browser.ApplePaySession : undefined
  if (typeof session !== "function" || !("canMakePayments" in session)) return false
  const ask = session.canMakePayments
  try {
    return typeof ask === "function" && ask.call(session) === true
  } catch {
    return false // not on a page without https
  }
}

function phoneOf({ userAgent, maxTouchPoints }: Navigator): Device["phone"] {
  const isTablet = /Macintosh/.test(userAgent) && maxTouchPoints > 1
  if (/iPhone|iPad|iPod/.test(userAgent) || isTablet) return "apple"
  return /Android|Mobile/.test(userAgent) ? "other" : null
}
