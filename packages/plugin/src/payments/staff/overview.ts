import type { MedusaContainer } from "@medusajs/framework/types"
import {
  awaitedOf,
  type Days,
  type Sums as LedgerSums,
  NOTHING,
  type SumsOfDays,
  sumsOf,
} from "../../modules/ledger/sums"
import { contextOf } from "../context"
import { methodAccountsOf } from "../method-accounts"
import { countedEnvironments } from "./counted-money"
import { daysBefore, daysOf, eachDayOf } from "./days"
import { type AttemptWishes, filterOf } from "./search"
import { explained } from "./situation"
import type { Overview, Period, Sums } from "./views"

type MethodAccounts = Awaited<ReturnType<typeof methodAccountsOf>>

/** More reasons than these are not looked into. */
const REASONS = 12

/** What came in of all that the list is narrowed to, and the same of as many days before. Money of tests is not counted unasked. */
export async function overviewOf(container: MedusaContainer, wishes: AttemptWishes, now: Date): Promise<Overview> {
  const { db } = contextOf(container)
  const environment = wishes.environment ?? (await countedEnvironments(container))
  const filter = await filterOf(container, { ...wishes, environment })
  const days = daysOf(wishes, now)
  const before = daysBefore(days)
  const [sums, sumsBefore, awaited, accounts] = await Promise.all([
    sumsOf(db, filter, days),
    sumsOf(db, filter, before),
    awaitedOf(db, filter),
    methodAccountsOf(container),
  ])
  return {
    ...periodOf(days, sums),
    ...namedOf(sums, accounts),
    before: periodOf(before, sumsBefore),
    awaited,
    cut: sums.cut || sumsBefore.cut,
  }
}

function periodOf(days: Days, { total, days: told }: SumsOfDays): Period {
  const byDay = new Map(told.map((each) => [each.day, each]))
  const all = eachDayOf(days).map((day) => ({ ...withNet(byDay.get(day) ?? NOTHING), day }))
  return { ...days, total: withNet(total), days: all }
}

function namedOf({ gateways, methods, declines }: SumsOfDays, accounts: MethodAccounts) {
  return {
    gateways: gateways.map(({ gateway, ...sums }) => ({ ...withNet(sums), ...gatewayNamed(gateway, accounts) })),
    methods: methods.map(({ gateway, method, ...sums }) => ({
      ...withNet(sums),
      ...gatewayNamed(gateway, accounts),
      ...{ method, method_name: methodName(gateway, method, accounts) },
    })),
    declines: declines.slice(0, REASONS).map(({ gateway, code, count }) => {
      const { gateway_name } = gatewayNamed(gateway, accounts)
      const { meaning } = explained(accountOf(gateway, accounts), { code })
      return { gateway_name, code, meaning, count }
    }),
  }
}

function accountOf(gateway: string, accounts: MethodAccounts) {
  return [...accounts.values()].find((each) => each.gateway.id === gateway) ?? null
}

const verbatim = (text: string) => ({ en: text, "zh-TW": text })

function gatewayNamed(gateway: string, accounts: MethodAccounts) {
  return { gateway, gateway_name: accountOf(gateway, accounts)?.gateway.name ?? verbatim(gateway) }
}

function methodName(gateway: string, method: string, accounts: MethodAccounts) {
  const known = accountOf(gateway, accounts)?.gateway.methods ?? []
  return known.find(({ id }) => id === method)?.name ?? verbatim(method)
}

function withNet({ attempts, gross, refunded, fee, fees_known, paid, unpaid }: LedgerSums): Sums {
  const ended = paid + unpaid
  return {
    ...{ attempts, gross, refunded, fee, fees_known, paid, unpaid },
    net: gross - refunded - fee,
    success_rate: ended > 0 ? paid / ended : null,
  }
}
