/** What a gateway lacks whose payments are opened by the shop's server and paid at once; the author writes over what differs. */
export const API_GATEWAY_LACKS = {
  "start by form": "the shop's server opens the payment and the buyer is redirected; there is no form",
  "signed answers": "the gateway does not sign its answers; they come over TLS to a question of our own",
  voucher: "the buyer pays at once; nothing is paid later with a number",
  "simulated payments": "the gateway has no test payment in production",
  "full refund only": "every payment can be refunded in part",
  "manual refund": "every payment can be refunded by API",
  "closed windows": "the gateway has no hour at which its books are shut",
  closing: "money is captured by the merchant's call or with the payment, not by a closing at night",
  "question limit": "the gateway publishes no number of questions after which it shuts a merchant out",
  "timed requests": "requests carry no time",
} as const
