import { afterSale } from "./after-sale.mjs"
import { takeOneOff, writeOff } from "./lowered.mjs"
import {
  addOneMore,
  all,
  bookTheDifference,
  cancel,
  capture,
  captureAtOnceTwice,
  giveUnmatchedMoneyBack,
  recordPaymentAtTheDoor,
  refund,
  refundAtOnceTwice,
  refundInTheBackOffice,
  send,
  takeBack,
  third,
} from "./staff-acts.mjs"

/** @typedef {import("./staff-acts.mjs").Errand} Errand */

/** What staff can do for a buyer. @type {Readonly<Record<string, (errand: Errand) => Promise<unknown>>>} */
export const staff = {
  "refund a part": (errand) => refund(errand, third),
  "refund all": (errand) => refund(errand, all),
  "refund at once twice": refundAtOnceTwice,
  "refund a part twice": async (errand) => {
    await refund(errand, third)
    await refund(errand, third)
  },
  cancel,
  capture: (errand) => capture(errand, all),
  "capture a part": (errand) => capture(errand, third),
  "capture at once twice": captureAtOnceTwice,
  "add to the order": addOneMore,
  "take from the order": takeOneOff,
  "write the order off": (errand) => writeOff(errand, all),
  "write a part off": (errand) => writeOff(errand, third),
  "record payment at the door": recordPaymentAtTheDoor,
  "refund in the back office": refundInTheBackOffice,
  "book the difference": bookTheDifference,
  "give unmatched money back": giveUnmatchedMoneyBack,
  "send the goods": send,
  "take goods back": takeBack,
  ...afterSale,
}
