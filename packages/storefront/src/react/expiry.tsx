import type { Locale } from "../status.js"
import { formatTaipei, formatTimeLeft, timeLeft } from "../taipei.js"
import { say } from "../texts.js"
import { useNow } from "./use-now.js"

const urgent = 60 * 60 * 1_000

/** The last moment to pay in Taipei time, with what is left of it. */
export function Expiry({ instant, locale }: { instant: string; locale: Locale }) {
  const left = timeLeft(instant, useNow())
  return (
    <>
      <time dateTime={instant}>{formatTaipei(instant, locale)}</time>
      <span className="twp-left" role="timer" data-urgent={left < urgent}>
        {left > 0 ? `${say("left", locale)} ${formatTimeLeft(left, locale)}` : say("over", locale)}
      </span>
    </>
  )
}
