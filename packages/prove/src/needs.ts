import type { CaseTitle, Need } from "./cases/case.js"
import type { Facts } from "./facts.js"

const LACKS: Readonly<Record<Need, readonly [(facts: Facts) => boolean, string]>> = {
  manual: [({ capture }) => capture !== "automatic", "the bank captures at once"],
  refund: [({ refund }) => refund !== "none", "no refunds"],
  partial: [({ refund }) => refund === "partial", "no refunds in part"],
  notices: [({ notices }) => notices !== "none", "no notices"],
  signed: [({ notices }) => notices === "signed", "notices are not signed"],
  later: [({ later }) => later, "no vouchers"],
  amountMayDiffer: [({ amountMayDiffer }) => amountMayDiffer, "a trade's amount is fixed when it is opened"],
  closes: [({ deleted }) => deleted === "closed", "money of a deleted session is honoured"],
  required: [({ required }) => required.length > 0, "no option is required"],
}

/** What the author declared to be missing, as a sentence; null when the case can be judged. */
export function lackOf(one: Pick<CaseTitle, "needs">, facts: Facts): string | null {
  const lacks = one.needs.filter((need) => !LACKS[need][0](facts)).map((need) => LACKS[need][1])
  return lacks.length > 0 ? `declared: ${lacks.join(", ")}` : null
}
