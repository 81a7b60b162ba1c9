import {
  applyForLending,
  getTapPayPrime,
  getTapPayTokenPrime,
  getTapPayWalletPrime,
  issueNewebpayVoucher,
  issueVoucher,
  openPage,
  payByCard,
  payByWallet,
  payNewebpayByCard,
  payNewebpayByWallet,
  payWithJkopay,
  payWithLinePay,
  payWithPayuni,
  payWithTapPay,
} from "@taiwan-payments/sandbox/shopper"

/**
 * How a buyer is minded at the gateway: pays and comes back; pays, and closes the window before it leads back; is declined; leaves.
 * @typedef {"pay" | "close" | "decline" | "leave"} Mood
 *
 * Leaving the shop and acting at the gateway are two steps, so that anything may happen between them.
 * @typedef {object} Way
 * @property {string} gateway
 * @property {"now" | "number" | "lending"} kind whether it is paid there, or by a number later, or a lender decides
 * @property {(startUrl: string, sandboxUrl: string) => Promise<string>} depart answers an address at which the gateway goes on
 * @property {(address: string, mood: Mood) => Promise<unknown>} act
 */

const comesHome = (/** @type {{ url: string }} */ { url }) => /\/pay\/[^/]+\/return/.test(url)

/** @param {Mood} mood */
const browsing = (mood) => (mood === "close" ? { closeBefore: comesHome } : {})

/**
 * A form cannot be kept as an address, but the page with the form can.
 * @param {string} startUrl
 */
async function depart(startUrl) {
  const page = await openPage(startUrl, { autoSubmit: false })
  if (!page.form("departure")) return page.url
  return `data:text/html;base64,${Buffer.from(page.html).toString("base64")}`
}

/** @param {Mood} mood @param {string} approve @param {string} decline */
const outcomeOf = (mood, approve, decline) => ({ pay: approve, close: approve, decline, leave: "leave" })[mood]

/**
 * @param {string} gateway
 * @param {(address: string, mood: Mood) => Promise<unknown>} act
 * @param {Way["kind"]} [kind]
 * @returns {Way}
 */
const way = (gateway, act, kind = "now") => ({ gateway, kind, depart, act })

/** @param {string} [card] */
const ecpayCard = (card) =>
  way("ecpay", (address, mood) =>
    payByCard(address, {
      ...browsing(mood),
      ...(card ? { card } : {}),
      outcome: outcomeOf(mood, "approve", "10100058"),
    }),
  )

/** @param {string} [method] */
const ecpayWallet = (method) =>
  way("ecpay", (address, mood) =>
    payByWallet(address, { ...browsing(mood), ...(method ? { method } : {}), outcome: moodOf(mood) }),
  )

/** @param {Mood} mood @returns {"approve" | "decline" | "leave"} */
function moodOf(mood) {
  if (mood === "decline" || mood === "leave") return mood
  return "approve"
}

const ecpayNumber = way(
  "ecpay",
  (address, mood) => (mood === "leave" ? leave(address) : issueVoucher(address)),
  "number",
)

const ecpayLending = way(
  "ecpay",
  (address, mood) => (mood === "leave" ? leave(address) : applyForLending(address, { outcome: moodOf(mood) })),
  "lending",
)

/** The gateway's page is opened, and nothing is done there. @param {string} address */
const leave = (address) => openPage(address)

/** @param {NonNullable<import("@taiwan-payments/sandbox/shopper").NewebpayCardShopper["method"]>} method */
const newebpayCard = (method) =>
  way("newebpay", (address, mood) =>
    payNewebpayByCard(address, { ...browsing(mood), method, outcome: outcomeOf(mood, "approve", "MPG03009") }),
  )

/** @param {string} method */
const newebpayWallet = (method) =>
  way("newebpay", (address, mood) => payNewebpayByWallet(address, { ...browsing(mood), method, outcome: moodOf(mood) }))

/** @param {"VACC" | "CVS" | "BARCODE"} method */
const newebpayNumber = (method) =>
  way(
    "newebpay",
    (address, mood) => (mood === "leave" ? leave(address) : issueNewebpayVoucher(address, { method })),
    "number",
  )

/** @param {string} tool @param {Way["kind"]} [kind] */
const payuniTool = (tool, kind) =>
  way("payuni", (address, mood) => payWithPayuni(address, { ...browsing(mood), tool, outcome: moodOf(mood) }), kind)

/** @param {Mood} mood */
const jkopayOutcome = (mood) => (mood === "close" ? "approve-and-close" : moodOf(mood))

/**
 * TapPay's script makes a prime in the shop's page, which posts it; the answer says where the buyer goes on.
 * @param {(sandboxUrl: string) => Promise<import("@taiwan-payments/sandbox/shopper").GotPrime>} getPrime
 * @returns {Way}
 */
const tappay = (getPrime) => ({
  gateway: "tappay",
  kind: "now",
  depart: async (startUrl, sandboxUrl) => {
    const { prime } = await getPrime(sandboxUrl)
    const headers = { "content-type": "application/json" }
    const response = await fetch(`${startUrl}/charge`, {
      method: "POST",
      headers,
      body: JSON.stringify({ token: prime }),
    })
    if (!response.ok) throw new Error(`the charge was refused: ${(await response.text()).slice(0, 200)}`)
    return Object(await response.json()).url ?? ""
  },
  act: async (address, mood) =>
    address && payWithTapPay(address, { ...browsing(mood), outcome: outcomeOf(mood, "approve", "10003") }),
})

/** @type {Readonly<Record<string, Way>>} by the provider's name in Medusa */
export const ways = {
  ecpay: ecpayCard(),
  "ecpay-credit": ecpayCard(),
  "ecpay-installment": ecpayCard(),
  "ecpay-unionpay": ecpayCard("6216-1111-1111-1111"),
  "ecpay-twqr": ecpayWallet(),
  "ecpay-weixin": ecpayWallet(),
  "ecpay-webatm": ecpayWallet(),
  "ecpay-bnpl": ecpayLending,
  "ecpay-atm": ecpayNumber,
  "ecpay-cvs": ecpayNumber,
  "ecpay-barcode": ecpayNumber,
  linepay: way("linepay", (address, mood) =>
    payWithLinePay(address, { ...browsing(mood), outcome: outcomeOf(mood, "approve", "cancel") }),
  ),
  jkopay: way("jkopay", (address, mood) => payWithJkopay(address, { outcome: jkopayOutcome(mood) })),
  "newebpay-credit": newebpayCard("CREDIT"),
  "newebpay-installment": newebpayCard("InstFlag"),
  "newebpay-linepay": newebpayWallet("LINEPAY"),
  "newebpay-taiwanpay": newebpayWallet("TAIWANPAY"),
  "newebpay-aftee": newebpayWallet("AFTEE"),
  "newebpay-webatm": newebpayWallet("WEBATM"),
  "newebpay-atm": newebpayNumber("VACC"),
  "newebpay-cvs": newebpayNumber("CVS"),
  "payuni-credit": payuniTool("Credit"),
  "payuni-installment": payuniTool("CreditInst"),
  "payuni-icash": payuniTool("ICash"),
  "payuni-linepay": payuniTool("LinePay"),
  "payuni-jkopay": payuniTool("JKoPay"),
  "payuni-atm": payuniTool("ATM", "number"),
  "payuni-cvs": payuniTool("CVS", "number"),
  "tappay-card": tappay(getTapPayPrime),
  "tappay-applepay": tappay((url) => getTapPayTokenPrime(url, "apple-pay")),
  "tappay-linepay": tappay((url) => getTapPayWalletPrime(url, "line-pay")),
  "tappay-easywallet": tappay((url) => getTapPayWalletPrime(url, "easy-wallet")),
}
