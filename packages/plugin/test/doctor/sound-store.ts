import type { AccountFacts, AddressFacts, DatabaseFacts, EntryFacts, Facts, LedgerFacts } from "../../src/doctor/facts"

const ECPAY = { en: "ECPay", "zh-TW": "綠界科技" }

export const entry: EntryFacts = {
  resolve: "@taiwan-payments/medusa/providers/ecpay",
  id: "main",
  gateway: ECPAY,
  providerIds: ["pp_ecpay-credit_main", "pp_ecpay-atm_main"],
  problem: null,
  unloadable: null,
}

export const account: AccountFacts = {
  gatewayId: "ecpay",
  gateway: ECPAY,
  notices: "signed",
  merchant: "3000001",
  environment: "production",
  providerIds: entry.providerIds,
  keys: { verdict: "right", detail: "" },
  skewMs: 400,
}

export const address: AddressFacts = {
  url: "https://api.shop.tw/pay/ecpay-credit_main/notify",
  environment: "production",
  gateway: ECPAY,
  isCalled: true,
  isPrivate: false,
  resolved: { addresses: ["198.18.0.1"], allPrivate: false },
  answer: { kind: "ours" },
}

export const ledger: LedgerFacts = {
  jobs: [
    { name: "sync", startedAgo: 12, isRunning: false },
    { name: "expire", startedAgo: 40, isRunning: true },
  ],
  due: 2,
  oldestUnapplied: { tradeNo: "TRADE1", age: 3 },
  waitingEvents: { count: 1, age: 2 },
  unsentMessages: 0,
  notices: [
    {
      ...{ gateway: "ecpay", environment: "production", merchant: "3000001" },
      ...{ lastAgo: 180, paid: 40, paidByNotice: 40, forged: 0 },
    },
  ],
}

export const database: DatabaseFacts = {
  skewMs: -300,
  missingMigrations: [],
  enabledProviders: [...entry.providerIds],
  regions: [
    { id: "reg_tw", name: "Taiwan", currency: "twd", providerIds: ["pp_ecpay-credit_main"] },
    { id: "reg_us", name: "America", currency: "usd", providerIds: ["pp_stripe_stripe"] },
  ],
  connections: { allowed: 97, poolMax: 10 },
  ledger,
}

/** A store in which there is nothing to mend. */
export const sound: Facts = {
  versions: { node: "22.14.0", medusa: { "@medusajs/medusa": "2.21.2", "@medusajs/framework": "2.21.2" } },
  config: {
    hasPluginEntry: true,
    pluginProblem: null,
    jobSeconds: 60,
    entries: [entry],
    otherProviderIds: ["pp_stripe_stripe"],
    workerMode: "shared",
    inMemory: ["the event bus", "the workflow engine", "the locks"],
    messages: { isOn: true, hasProvider: true },
  },
  accounts: [account],
  addresses: [address],
  database,
}

export const inConfig = (change: Partial<Facts["config"]>): Facts => ({
  ...sound,
  config: { ...sound.config, ...change },
})
export const inDatabase = (change: Partial<DatabaseFacts>): Facts => ({
  ...sound,
  database: { ...database, ...change },
})
export const inLedger = (change: Partial<LedgerFacts>): Facts => inDatabase({ ledger: { ...ledger, ...change } })
export const atAccount = (change: Partial<AccountFacts>): Facts => ({ ...sound, accounts: [{ ...account, ...change }] })
export const atAddress = (change: Partial<AddressFacts>): Facts => ({
  ...sound,
  addresses: [{ ...address, ...change }],
})
