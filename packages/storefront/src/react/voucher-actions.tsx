import { calendarEntry, voucherInWords } from "../calendar.js"
import { formatTwd } from "../money.js"
import type { Locale, Voucher } from "../status.js"
import { formatTaipei } from "../taipei.js"
import { say } from "../texts.js"

/** What a buyer may do with a number that is paid later: note the day, hand it on, print it. */
export function VoucherActions({ voucher, locale }: { voucher: Voucher; locale: Locale }) {
  const entry = `data:text/calendar;charset=utf-8,${encodeURIComponent(calendarEntry(voucher, locale))}`
  return (
    <div className="twp-voucher-actions">
      <a className="twp-plain" href={entry} download="payment.ics" data-testid="voucher-calendar">
        {say("addToCalendar", locale)}
      </a>
      {canShare() && (
        <button type="button" className="twp-plain" data-testid="voucher-share" onClick={() => share(voucher, locale)}>
          {say("share", locale)}
        </button>
      )}
      <button type="button" className="twp-plain" onClick={() => window.print()}>
        {say("print", locale)}
      </button>
    </div>
  )
}

function canShare(): boolean {
  return typeof navigator !== "undefined" && typeof navigator.share === "function"
}

/** Who changes their mind has shared nothing, and that is no error. */
function share(voucher: Voucher, locale: Locale): void {
  const until = `${say("payBefore", locale)} ${formatTaipei(voucher.expires_at, locale)}`
  const text = `${voucherInWords(voucher, locale)}\n${formatTwd(voucher.amount)}\n${until}`
  navigator.share({ text }).catch(() => undefined)
}
