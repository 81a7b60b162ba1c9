import { describe, expect, it } from "vitest"
import { reportOn } from "../../src/doctor/examine"
import type { Facts, NoticeFacts } from "../../src/doctor/facts"
import { exitCode } from "../../src/doctor/report"
import { account, atAccount, atAddress, entry, inConfig, inDatabase, inLedger, ledger, sound } from "./sound-store"

const saying = (facts: Facts) => reportOn(facts).findings
const other = (status: number, location: string | null = null) =>
  ({ kind: "other", status, location, server: "cloudflare" }) as const
const silent = (code: string) => ({ kind: "none", code, words: "" }) as const
const notices = (change: Partial<NoticeFacts>) => ({ notices: ledger.notices.map((each) => ({ ...each, ...change })) })
const versions = (change: Partial<Facts["versions"]>): Facts => ({
  ...sound,
  versions: { ...sound.versions, ...change },
})
const wallet = { ...entry, resolve: "@taiwan-payments/medusa/providers/linepay", providerIds: ["pp_linepay_main"] }

/** One installation that is broken in one way: which check names it, and what it tells. */
const BROKEN: readonly (readonly [way: string, check: string, words: RegExp, facts: Facts])[] = [
  ["Node is too old", "versions", /Node 20\.11\.0.*20\.19/, versions({ node: "20.11.0" })],
  ["Node is an odd one in between", "versions", /Node 21\.7/, versions({ node: "21.7.3" })],
  [
    "Medusa is too old",
    "versions",
    /@medusajs\/medusa is 2\.20\.1/,
    versions({ medusa: { "@medusajs/medusa": "2.20.1" } }),
  ],
  [
    "Medusa's packages do not fit each other",
    "versions",
    /different versions.*2\.21\.2.*2\.22\.0/,
    versions({ medusa: { "@medusajs/medusa": "2.21.2", "@medusajs/framework": "2.22.0" } }),
  ],
  [
    "it is looked for in the wrong folder",
    "versions",
    /not installed here/,
    versions({ medusa: { "@medusajs/medusa": null } }),
  ],
  ["the plugin's entry is missing", "plugin-entry", /no entry.*plugins.*add it/, inConfig({ hasPluginEntry: false })],
  [
    "keys stand in the plugin's options",
    "plugin-entry",
    /hashKey is not an option/,
    inConfig({ pluginProblem: "hashKey is not an option." }),
  ],
  [
    "messages are on, and nobody sends them",
    "messages",
    /no notification provider.*"email"/,
    inConfig({ messages: { isOn: true, hasProvider: false } }),
  ],
  ["messages could not be sent", "messages", /3 messages of the last seven days/, inLedger({ unsentMessages: 3 })],
  ["no provider is configured", "provider-entries", /no provider.*init ecpay/, inConfig({ entries: [] })],
  [
    "an account's options are wrong",
    "provider-entries",
    /providers\/ecpay \(id main\).*hashIv is missing/,
    inConfig({ entries: [{ ...entry, problem: "ECPay is not configured: hashIv is missing." }] }),
  ],
  [
    "a provider's package cannot be found",
    "provider-entries",
    /cannot be loaded: Cannot find module/,
    inConfig({ entries: [entry, { ...wallet, providerIds: [], unloadable: "Cannot find module." }] }),
  ],
  ["two accounts bear one id", "provider-entries", /twice/, inConfig({ entries: [entry, entry] })],
  [
    "the database is not there",
    "database",
    /cannot be reached \(ECONNREFUSED\)/,
    { ...sound, database: { unseen: "ECONNREFUSED" } },
  ],
  [
    "it was never migrated",
    "database",
    /lacks a migration.*db:migrate/,
    inDatabase({ missingMigrations: ["Migration20261122000000"], ledger: null }),
  ],
  [
    "a provider left the configuration, and its row stayed",
    "leftover-providers",
    /pp_payuni-credit_old is enabled.*is_enabled/,
    inDatabase({ enabledProviders: [...entry.providerIds, "pp_payuni-credit_old"] }),
  ],
  [
    "buyers are still offered it",
    "leftover-providers",
    /Buyers in Taiwan are offered provider pp_payuni_old/,
    inDatabase({
      enabledProviders: ["pp_payuni_old"],
      regions: [{ id: "r", name: "Taiwan", currency: "twd", providerIds: ["pp_payuni_old", "pp_ecpay-atm_main"] }],
    }),
  ],
  [
    "no region sells in TWD",
    "regions",
    /No region has the currency TWD \(there are: Europe EUR\)/,
    inDatabase({ regions: [{ id: "r", name: "Europe", currency: "eur", providerIds: [] }] }),
  ],
  [
    "the region offers none of the methods",
    "regions",
    /Region Taiwan \(TWD\) offers no method/,
    inDatabase({ regions: [{ id: "r", name: "Taiwan", currency: "twd", providerIds: ["pp_system_default"] }] }),
  ],
  [
    "an account is offered nowhere",
    "regions",
    /linepay \(id main\).*no region in TWD/,
    inConfig({ entries: [entry, wallet] }),
  ],
  [
    "the keys are wrong",
    "keys",
    /keys of ECPay 3000001 \(production\) are wrong/,
    atAccount({ keys: { verdict: "wrong", detail: "CheckMacValue" } }),
  ],
  [
    "the gateway does not let this server in",
    "keys",
    /refused a harmless question \(4001 IP/,
    atAccount({ keys: { verdict: "refused", detail: "4001 IP" } }),
  ],
  [
    "the firewall lets nothing out",
    "keys",
    /cannot be reached from this machine/,
    atAccount({ keys: { verdict: "unreachable", detail: "no answer within 15 s" } }),
  ],
  [
    "another service answers for the gateway",
    "keys",
    /in no document/,
    atAccount({ keys: { verdict: "unclear", detail: "200 <html>" } }),
  ],
  ["the server's clock is slow", "clocks", /95 seconds behind that of ECPay/, atAccount({ skewMs: 95_000 })],
  ["the server's clock is fast", "clocks", /95 seconds ahead of that of ECPay/, atAccount({ skewMs: -95_000 })],
  ["the database's clock is another one", "clocks", /60 seconds behind the database's/, inDatabase({ skewMs: 60_000 })],
  [
    "a stage is to call this machine",
    "addresses",
    /ECPay \(stage\) cannot call http:\/\/localhost:9000/,
    atAddress({ url: "http://localhost:9000/pay/ecpay_main/notify", environment: "stage", isPrivate: true }),
  ],
  ["the name is not in DNS", "addresses", /api\.shop\.tw is not known in DNS/, atAddress({ resolved: null })],
  [
    "the name leads into the own network",
    "addresses",
    /resolves to 10\.0\.0\.4/,
    atAddress({ resolved: { addresses: ["10.0.0.4"], allPrivate: true } }),
  ],
  [
    "the certificate ran out",
    "addresses",
    /certificate.*CERT_HAS_EXPIRED/,
    atAddress({ answer: silent("CERT_HAS_EXPIRED") }),
  ],
  [
    "the certificate's chain has a hole",
    "addresses",
    /certificate.*whole chain/,
    atAddress({ answer: silent("UNABLE_TO_VERIFY_LEAF_SIGNATURE") }),
  ],
  [
    "nobody listens there",
    "addresses",
    /Nobody answers at .*ECONNREFUSED/,
    atAddress({ answer: silent("ECONNREFUSED") }),
  ],
  [
    "the address leads elsewhere",
    "addresses",
    /redirect to https:\/\/www\.shop\.tw\//,
    atAddress({ answer: other(301, "https://www.shop.tw/") }),
  ],
  [
    "a challenge page stands in front",
    "addresses",
    /HTTP 403, cloudflare.*challenge/,
    atAddress({ answer: other(403) }),
  ],
  [
    "the plugin's routes are not there",
    "addresses",
    /something else than this plugin \(HTTP 404/,
    atAddress({ answer: other(404) }),
  ],
  ["the jobs never ran", "jobs", /never ran/, inLedger({ jobs: [] })],
  [
    "the jobs stopped",
    "jobs",
    /sync have not run for 20 minutes/,
    inLedger({ jobs: [{ name: "sync", startedAgo: 1200, isRunning: false }] }),
  ],
  [
    "a job hangs",
    "jobs",
    /expire has been running for 90 minutes/,
    inLedger({ jobs: [{ name: "expire", startedAgo: 5400, isRunning: true }] }),
  ],
  ["the queue is deep", "queue", /250 payments wait/, inLedger({ due: 250 })],
  [
    "a payment is not applied",
    "queue",
    /Payment TRADE9 was paid 25 minutes ago/,
    inLedger({ oldestUnapplied: { tradeNo: "TRADE9", age: 1500 } }),
  ],
  ["events do not go out", "queue", /7 events wait.*20 minutes/, inLedger({ waitingEvents: { count: 7, age: 1200 } })],
  [
    "no notice arrives",
    "notices",
    /40 payments of ECPay 3000001.*not one notice.*api\.shop\.tw\/pay/,
    inLedger(notices({ paidByNotice: 0, lastAgo: null })),
  ],
  [
    "every notice bears a wrong signature",
    "notices",
    /12 notices for ECPay.*wrong signature/,
    inLedger(notices({ paidByNotice: 0, paid: 0, forged: 12 })),
  ],
  [
    "PostgreSQL has too few connections",
    "connections",
    /allows 14 connections.*may need 15/,
    inDatabase({ connections: { allowed: 14, poolMax: 10 } }),
  ],
  [
    "several processes share nothing",
    "processes",
    /workerMode is "server".*the event bus.*Redis/,
    inConfig({ workerMode: "server" }),
  ],
]

describe("the doctor", () => {
  it("has nothing to say of a sound store", () => {
    expect(reportOn(sound)).toMatchObject({ findings: [] })
    expect(exitCode(reportOn(sound))).toBe(0)
  })

  it.each(BROKEN)("names it when %s", (_way, check, words, facts) => {
    const found = saying(facts)
    expect(found.map((each) => each.check)).toEqual([check])
    expect(found[0]?.text.en).toMatch(words)
    expect(exitCode(reportOn(facts))).toBe(check === "database" && "unseen" in facts.database ? 2 : 1)
  })

  it("knows at least twenty-five ways, and shows each check to be one that can fail", () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(25)
    expect(new Set(BROKEN.map(([, check]) => check)).size).toBe(15)
  })

  it.each(BROKEN)("says in Chinese and in one line what to do when %s", (_way, _check, _words, facts) => {
    for (const { text } of saying(facts)) {
      expect(text["zh-TW"]).toMatch(/\p{Script=Han}.*[。.]$/u)
      expect(text.en).toMatch(/\.$/)
      expect(text.en + text["zh-TW"]).not.toMatch(/\n/)
    }
  })
})

describe("what is no fault", () => {
  it.each<[string, Facts]>([
    ["a row of another package's provider", inDatabase({ enabledProviders: ["pp_stripe_stripe"] })],
    ["an address of this machine in a sandbox", atAddress({ environment: "sandbox", isPrivate: true })],
    ["a private address where no gateway calls", atAddress({ environment: "stage", isPrivate: true, isCalled: false })],
    ["an account that asked enough this hour", atAccount({ keys: { verdict: "spared", detail: "" } })],
    ["few payments without a notice", inLedger(notices({ paid: 2, paidByNotice: 0 }))],
    [
      "a gateway that sends none",
      { ...inLedger(notices({ paidByNotice: 0 })), accounts: [{ ...account, notices: "none" }] },
    ],
    [
      "a gateway whose unsigned notices leave no record",
      { ...inLedger(notices({ paidByNotice: 0 })), accounts: [{ ...account, notices: "hint" }] },
    ],
    [
      "jobs that run seldom by choice",
      {
        ...inLedger({ jobs: [{ name: "sync", startedAgo: 3000, isRunning: false }] }),
        config: { ...sound.config, jobSeconds: 1800 },
      },
    ],
    ["a server and a worker with Redis", inConfig({ workerMode: "worker", inMemory: [] })],
    ["Node 24", versions({ node: "24.1.0" })],
  ])("%s", (_what, facts) => expect(saying(facts)).toEqual([]))

  it("is not said of what could not be looked at: one finding tells why", () => {
    const never = inDatabase({ missingMigrations: ["Migration1"], ledger: null, regions: null, enabledProviders: [] })
    expect(saying(never).map(({ check }) => check)).toEqual(["database"])
  })
})

describe("several faults", () => {
  it("are each named, in the order in which one would mend them", () => {
    const facts: Facts = {
      ...inConfig({ hasPluginEntry: false, entries: [entry, { ...wallet, problem: "channelId is missing." }] }),
      accounts: [{ ...account, keys: { verdict: "wrong", detail: "" } }],
    }
    expect(saying(facts).map(({ check }) => check)).toEqual(["plugin-entry", "provider-entries", "regions", "keys"])
  })
})
