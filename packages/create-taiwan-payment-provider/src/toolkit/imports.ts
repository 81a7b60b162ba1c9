/** Where a gateway stands: beside the toolkit in this repository, or in a package of its own. */
export type Place = "repository" | "package"

/** The toolkit's files, for gateways that stand beside it. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  "answer-text": ["textIn"],
  "bare-trade": ["bareTrade"],
  "capture-mode": ["readCaptureMode"],
  "code-words": ["wordsOf"],
  "contract/capture-mode": ["type CaptureMode"],
  "contract/conversation": ["ask", "type Conversation", "type WireRequest", "type WireResponse"],
  "contract/merchant-account": ["type MerchantAccount"],
  "contract/method": ["type Method"],
  "contract/notice": ["type RawMessage"],
  "contract/operation": ["type OperationRequest", "type Outcome"],
  "contract/shop-options": ["type ShopOptions"],
  "contract/start": ["type ChargeResult", "type Form", "type PaymentSource", "type Redirect"],
  "contract/start-request": ["type StartRequest"],
  "contract/trade": ["type Trade", "type TradeKey"],
  "define-gateway": ["defineGateway"],
  digest: ["equalInConstantTime"],
  environment: ["type Environment", "hostFor"],
  "gateway-errors": ["errorsOf"],
  "json-object": ["decodeObject"],
  options: ["type CommonOptions", "OptionReader", "readEnvironment", "readShopOptions"],
  "plain-text": ["plainText"],
  redact: ["type Fields"],
  "state-table": ["type StateTable"],
  "trade-number": ["ALPHANUMERIC"],
  verified: ["markVerified", "type Verified"],
}

const bare = (name: string) => name.replace("type ", "")

function statement(names: readonly string[], from: string): string {
  const sorted = [...names].sort((a, b) => (bare(a).toLowerCase() < bare(b).toLowerCase() ? -1 : 1))
  const areTypes = sorted.every((name) => name.startsWith("type "))
  const list = (areTypes ? sorted.map(bare) : sorted).join(", ")
  return `import ${areTypes ? "type " : ""}{ ${list} } from "${from}"`
}

/** The import lines of names out of the toolkit, `type` before those that are types. @throws on a name that it has not */
export function toolkitImports(place: Place, names: readonly string[]): string[] {
  if (place === "package") return names.length > 0 ? [statement(names, "@taiwan-payments/medusa/toolkit")] : []
  const files = [...new Set(names.map(fileOf))].sort()
  return files.map((file) => statement(namesIn(file, names), `../../toolkit/${file}`))
}

const namesIn = (file: string, names: readonly string[]) => names.filter((name) => fileOf(name) === file)

function fileOf(name: string): string {
  const found = Object.entries(FILES).find(([, names]) => names.includes(name))
  if (found) return found[0]
  throw new Error(`The toolkit has no ${name} that this knows.`)
}
