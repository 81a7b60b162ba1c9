/** Result codes of v3 and v4 and their official English texts. */
const MESSAGES: Readonly<Record<string, string>> = {
  "0000": "Success.",
  "0110": "Customer has completed LINE Pay authentication; confirmation is available.",
  "0121": "Customer canceled payment or exceeded LINE Pay authentication wait time.",
  "0122": "Payment failed.",
  "0123": "Payment completed.",
  "1101": "This user is not a LINE Pay user.",
  "1102": "This user is temporarily unable to use LINE Pay transactions.",
  "1104": "Merchant not found.",
  "1105": "This merchant cannot use LINE Pay.",
  "1106": "Header information error.",
  "1110": "Not available credit card.",
  "1124": "Error in amount.",
  "1141": "Account status error.",
  "1142": "Insufficient balance.",
  "1145": "Payment in progress.",
  "1150": "Transaction record not found.",
  "1152": "Transaction has already been made.",
  "1153": "Request amount is different from real amount.",
  "1154": "Preapproved payment account not available.",
  "1155": "The transaction Id is incorrect.",
  "1159": "Omitted request payment information.",
  "1163": "Unable to refund. (Exceeded the refundable period.)",
  "1164": "Refund limit exceeded.",
  "1165": "The transaction has already been refunded.",
  "1169": "Payment method and password must be certificated by LINE Pay.",
  "1170": "User account balance has been changed.",
  "1172": "Existing same orderId.",
  "1177": "Exceeded max. number of transactions (100) allowed to be retrieved.",
  "1178": "Unsupported currency.",
  "1179": "Status can not be processed.",
  "1180": "Expired the payment date.",
  "1183": "Payment amount must be greater than the minimum amount.",
  "1184": "Payment amount must be less than the maximum amount.",
  "1190": "The regKey does not exist.",
  "1193": "The regKey expired.",
  "1194": "This merchant cannot use Preapproved Payment.",
  "1198": "Duplicated the request calling API.",
  "1199": "Internal request error.",
  "1280": "Temporary error while making a payment with credit card.",
  "1281": "Credit card payment error.",
  "1282": "Credit card authorization error.",
  "1283": "Declined due to suspected fraud.",
  "1284": "Credit card payment temporarily suspended.",
  "1285": "Omitted credit card information.",
  "1286": "Incorrect credit card payment information.",
  "1287": "Credit card expiration date has passed.",
  "1288": "Credit card has insufficient funds.",
  "1289": "Maximum credit card limit exceeded.",
  "1290": "One-time payment limit exceeded.",
  "1291": "This card has been reported stolen.",
  "1292": "This card has been suspended.",
  "1293": "Invalid Card Verification Number (CVN).",
  "1294": "This card is blacklisted.",
  "1295": "Invalid credit card number.",
  "1296": "Invalid amount.",
  "1298": "The credit card payment declined.",
  "1900": "A temporary error occurred. Try again later.",
  "1902": "A temporary error occurred. Try again later.",
  "1999": "A temporary error occurred. Try again later.",
  "2042": "EPI refund failed: insufficient merchant reserve.",
  "2101": "Parameter error.",
  "2102": "JSON data format error.",
  "2103": "Parameter is not allowed",
  "9000": "Internal error.",
}

export function isCode(code: string): boolean {
  return Object.hasOwn(MESSAGES, code)
}

export function messageOf(code: string): string {
  return MESSAGES[code] ?? "-"
}

/** A call that LINE Pay refuses: a result code, with details if there are any. */
export class LinePayRefusal extends Error {
  constructor(
    readonly code: string,
    detail = "",
  ) {
    super(detail === "" ? messageOf(code) : `${messageOf(code)} ${detail}`)
  }
}

/** Codes with which a confirm may fail: problems of account or card. */
export const REFUSALS: readonly string[] = [
  "1101",
  "1102",
  "1110",
  "1141",
  "1142",
  ...Object.keys(MESSAGES).filter((code) => code.startsWith("128") || code.startsWith("129")),
]

/** A capture that fails with one of these has cancelled the payment (online guide, "Capture"). */
export function cancelsCapture(code: string): boolean {
  return code === "1199" || (code >= "1280" && code <= "1298")
}
