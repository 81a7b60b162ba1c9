import { ActionRefused } from "../../../core/gateway.js"
import { objectOf } from "../wire/checks.js"

/** A merchant at TapPay: one contract with one acquirer. */
export interface Merchant {
  merchantId: string
  name: string
  acquirer: string
  /** Ids of the methods it takes. */
  methods: string[]
  /** merchant_group_id, where it belongs to a group. */
  group: string | null
  /** Card types it takes: 1 VISA, 2 MasterCard, 3 JCB, 4 UnionPay, 5 AMEX. Others: 10039. */
  cardTypes: number[]
  /** Whether its acquirer does 3-D Secure; "always": it takes nothing else (691). */
  threeDomainSecure: "possible" | "never" | "always"
  /** Instalment periods it may take. None: 635. */
  instalments: number[]
}

export type MerchantOptions = Pick<Merchant, "merchantId"> & Partial<Merchant>

/** A partner's account: the key for servers, the app's id and key for browsers, and its merchants. */
export interface Partner {
  partnerKey: string
  appId: string
  appKey: string
  merchants: Merchant[]
}

export interface PartnerOptions {
  partnerKey: string
  appId: string | number
  appKey: string
  merchants: readonly MerchantOptions[]
}

const CARDS = ["card", "applePay", "googlePay", "samsungPay"]

/** The published test account; the merchants are those of the official examples, except the last two, which are ours. */
const PUBLISHED: PartnerOptions = {
  partnerKey: "partner_6ID1DoDlaPrfHw6HBZsULfTYtDmWs0q0ZZGKMBpp4YICWBxgK97eK3RM",
  appId: "11327",
  appKey: "app_whdEWBH8e8Lzy4N6BysVRRMILYORF6UxXbiOFsICkz0J9j1C0JUlCHv1tVJC",
  merchants: [
    { merchantId: "GlobalTesting_CTBC", acquirer: "TW_CTBC", methods: CARDS },
    { merchantId: "GlobalTesting_LINEPAY", acquirer: "TW_LINE_PAY", methods: ["linePay"] },
    { merchantId: "GlobalTesting_JKOPAY", acquirer: "TW_JKO_PAY", methods: ["jkoPay"] },
    { merchantId: "GlobalTesting_EASY_WALLET", acquirer: "TW_EASY_WALLET", methods: ["easyWallet"] },
    { merchantId: "GlobalTesting_PI_WALLET_Manual_CAP", acquirer: "TW_PI_WALLET", methods: ["piWallet"] },
    { merchantId: "GlobalTesting_PLUSPAY", acquirer: "TW_PLUS_PAY", methods: ["plusPay"] },
    { merchantId: "pay.later.test", acquirer: "TW_PAY_LATER", methods: ["payLater"] },
    { merchantId: "GlobalTesting_AFTEE", acquirer: "TW_AFTEE", methods: ["aftee"] },
    { merchantId: "GlobalTesting_PX_PAY_PLUS_EC", acquirer: "TW_PX_PAY_PLUS", methods: ["pxPayPlus"] },
    { merchantId: "GlobalTesting_IPASS_MONEY_EC", acquirer: "TW_IPASS_MONEY", methods: ["iPassMoney"] },
    { merchantId: "GlobalTesting_OPPay", acquirer: "TW_OPPAY", methods: ["oppay"] },
    { merchantId: "GlobalTesting_GoGo_Pay", acquirer: "TW_GOGO_PAY", methods: ["gogoPay"] },
    { merchantId: "GlobalTesting_ATOME", acquirer: "TW_ATOME", methods: ["atome"] },
    { merchantId: "Sandbox_TAISHIN", acquirer: "TW_TAISHIN", methods: CARDS, instalments: [3, 6, 12] },
  ],
}

function merchantOf(options: MerchantOptions): Merchant {
  return {
    name: options.merchantId,
    acquirer: "TW_CTBC",
    methods: CARDS,
    group: null,
    cardTypes: [1, 2, 3, 4, 5],
    threeDomainSecure: "possible",
    instalments: [3, 6, 12, 18, 24, 30],
    ...options,
  }
}

/** A complete account, with defaults for everything not given. */
export function partnerOf({ partnerKey, appId, appKey, merchants }: PartnerOptions): Partner {
  return { partnerKey, appId: String(appId), appKey, merchants: merchants.map(merchantOf) }
}

/** The published account and the given ones, by partner key. */
export function openPartners(extra: readonly PartnerOptions[]): Map<string, Partner> {
  return new Map([PUBLISHED, ...extra].map((options) => [options.partnerKey, partnerOf(options)]))
}

/** An account from what the control plane was sent. */
export function partnerFrom(given: Record<string, unknown>): Partner {
  const { partnerKey, appId, appKey, merchants } = given
  const names = Array.isArray(merchants) ? merchants.map(objectOf) : []
  const whole = names.length > 0 && names.every(({ merchantId }) => typeof merchantId === "string")
  if (typeof partnerKey !== "string" || typeof appKey !== "string" || appId === undefined || !whole) {
    throw new ActionRefused("An account needs partnerKey, appId, appKey and merchants, each with a merchantId.")
  }
  const merchantOptions = names.map((each) => ({ ...each, merchantId: String(each.merchantId) }))
  return partnerOf({ partnerKey, appKey, appId: String(appId), merchants: merchantOptions })
}
