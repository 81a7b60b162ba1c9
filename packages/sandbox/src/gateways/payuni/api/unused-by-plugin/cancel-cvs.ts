import type { Payuni } from "../../model/payuni.js"
import { move } from "../../model/trade.js"
import { PayuniRefusal } from "../../wire/codes.js"
import type { Call, Done } from "../calls.js"

/** 取消超商代碼: cancels an unpaid code. Which of 02018–02021 means what is assumed. */
export function cancelCvs({ book }: Payuni, { account, inner }: Call): Done {
  const { PayNo = "" } = inner
  if (PayNo === "") throw new PayuniRefusal("CVS02018", "未有繳費代碼")
  if (!/^([A-Z0-9]{8}|[A-Z0-9]{12})$/.test(PayNo)) throw new PayuniRefusal("CVS02019", "繳費代碼，格式錯誤")
  const trade = book
    .all()
    .find(({ voucher, account: { merId } }) => voucher?.payNo === PayNo && merId === account.merId)
  if (trade?.voucher?.kind !== "CVS") throw new PayuniRefusal("CVS02020", "查無符合繳費代碼")
  if (trade.state !== "issued") throw new PayuniRefusal("CVS02021", "繳費代碼狀態不可取消")
  move(trade, "cancelled")
  const fields = { MerID: account.merId, PayNo, VerifyCode: PayNo.slice(-4), PaymentType: "3" }
  return { message: "取消成功", fields }
}
