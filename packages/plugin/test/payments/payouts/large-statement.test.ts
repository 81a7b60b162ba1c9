import { expect, it } from "vitest"
import { methodAccountAt } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { useShop } from "../../shop-database"
import { newAccount, PLAIN_TITLES, statementsOf } from "./brought-statements"

const place = useShop()
const LINES = 100_000
const MOST_MEMORY = 120 * 1024 * 1024

it("a hundred thousand lines are taken in within a minute, in the memory of a few", async () => {
  const account = newAccount()
  const methodAccount = methodAccountAt({ url: "http://127.0.0.1:9" }, { merchant: account.merchant })
  const brought = statementsOf(place.shop, containerOf(place.shop, "pp_fake-card_main", methodAccount), account)
  global.gc?.()
  const before = process.memoryUsage().rss
  let most = 0
  async function* file(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${PLAIN_TITLES}\n`)
    for (let each = 0; each < LINES; each += 100) {
      const rows = Array.from({ length: 100 }, (_, more) => `R${each + more},fee,0,1,-1,2025-11-10\n`)
      most = Math.max(most, process.memoryUsage().rss - before)
      yield Buffer.from(rows.join(""))
    }
  }
  const begun = performance.now()
  const { statement } = await brought.bring("", { bytes: file() })
  expect(statement).toMatchObject({ lines: LINES, new_lines: LINES })
  expect(performance.now() - begun).toBeLessThan(60_000)
  expect(most).toBeLessThan(MOST_MEMORY)
}, 90_000)
