import type { AddressFacts } from "../facts"
import { type Finding, finding } from "../finding"
import type { Check } from "./check"

/** The address to which gateways send notices: from its name to the words that only this plugin says there. */
export const addresses: Check = ({ addresses: all }) => all.flatMap((address) => firstTrouble(address))

/** One sentence an address: what comes first keeps all the rest from working. */
function firstTrouble(address: AddressFacts): Finding[] {
  const { isCalled, isPrivate, environment, resolved } = address
  if (isCalled && isPrivate && environment !== "sandbox") return [unreachable(address)]
  if (resolved === null) return [unresolved(address)]
  if (environment === "production" && resolved.allPrivate) return [inside(address, resolved.addresses)]
  return ofAnswer(address)
}

function say({ url }: AddressFacts, en: string, zhTW: string): Finding {
  return finding("addresses", url, en, zhTW)
}

function unreachable(address: AddressFacts): Finding {
  const { url, gateway, environment } = address
  return say(
    address,
    `${gateway.en} (${environment}) cannot call ${url} from the internet, so no notice arrives; set backendUrl to a public https address, such as a tunnel's.`,
    `${gateway["zh-TW"]}（${environment}）無法從網際網路連到 ${url}，收不到通知；請把 backendUrl 設成公開的 https 位址，例如 tunnel 的位址。`,
  )
}

function unresolved(address: AddressFacts): Finding {
  const { hostname } = new URL(address.url)
  return say(
    address,
    `The name ${hostname} is not known in DNS; mend backendUrl, or the DNS record.`,
    `DNS 查不到 ${hostname}，請修正 backendUrl 或 DNS 紀錄。`,
  )
}

function inside(address: AddressFacts, numbers: readonly string[]): Finding {
  const { hostname } = new URL(address.url)
  return say(
    address,
    `${hostname} resolves to ${numbers.join(", ")}, which nobody outside reaches; give its DNS record the public address.`,
    `${hostname} 解析到 ${numbers.join("、")}，外面連不到；請把 DNS 紀錄改成公開位址。`,
  )
}

function ofAnswer(address: AddressFacts): Finding[] {
  const { answer, url } = address
  if (answer.kind === "ours") return []
  if (answer.kind === "none") return [noAnswer(address, answer.code, answer.words)]
  if (answer.location !== null)
    return [
      say(
        address,
        `${url} answers with a redirect to ${answer.location}, and gateways follow none; set backendUrl to the address that answers itself.`,
        `${url} 會轉址到 ${answer.location}，金流不會跟隨轉址；請把 backendUrl 設成最後那個位址。`,
      ),
    ]
  return [otherAnswer(address, answer.status, answer.server)]
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|SSL|TLS/

function noAnswer(address: AddressFacts, code: string, words: string): Finding {
  const { url } = address
  if (CERTIFICATE.test(code))
    return say(
      address,
      `The certificate of ${url} is not trusted (${code}); renew it, and serve it with its whole chain.`,
      `${url} 的憑證不被信任（${code}），請更新憑證，並附上完整的憑證鏈。`,
    )
  return say(
    address,
    `Nobody answers at ${url} (${code || words}); start the server, or mend backendUrl and what stands in front of the server.`,
    `${url} 沒有回應（${code || words}），請啟動伺服器，或修正 backendUrl 與前端的代理設定。`,
  )
}

function otherAnswer(address: AddressFacts, status: number, server: string | null): Finding {
  const { url } = address
  const who = server === null ? "" : `, ${server}`
  if (status === 403 || status === 429 || status === 503)
    return say(
      address,
      `Something in front of the server refuses what is posted to ${url} (HTTP ${status}${who}); let /pay/* through the firewall without a challenge page.`,
      `伺服器前面有東西擋下送往 ${url} 的請求（HTTP ${status}${who}），請讓防火牆放行 /pay/*，不要出現驗證頁。`,
    )
  return say(
    address,
    `${url} is answered by something else than this plugin (HTTP ${status}${who}); add the plugin's entry to medusa-config and start the server again, or mend backendUrl.`,
    `${url} 的回應不是本外掛給的（HTTP ${status}${who}），請在 medusa-config 加上外掛並重新啟動，或修正 backendUrl。`,
  )
}
