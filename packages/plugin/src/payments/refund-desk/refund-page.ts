import type { RefundRequest } from "../../modules/ledger/refund-desk/request-records"
import { bankChoices, bankName } from "../../toolkit/banks"
import { formatTaipei } from "../../toolkit/taipei-time"
import type { LocalText } from "../../toolkit/text"
import { shownTwd } from "../../toolkit/twd"
import { escapeHtml, type Page } from "../checkout/pages"
import { type LinkPage, linkPage } from "../links/link-page"
import { type AccountField, type AccountProblems, OTHER_BANK, type WrittenAccount } from "./bank-account"
import { ENDS, HINTS, LABELS, PROBLEMS, WORDS } from "./refund-words"
import type { RefundLinkEnd } from "./request-link"

/** What was written before, and what is wrong with it. */
export interface Filled {
  readonly written: WrittenAccount
  readonly problems: AccountProblems
}

const EMPTY: Filled = { written: { bank: "", other: "", branch: "", number: "", holder: "" }, problems: {} }

/** The form of a refund link: what goes back, and where to. What was given before is shown by its last four digits. */
export function refundPage(
  frame: LinkPage,
  request: RefundRequest,
  orderNumber: number | null,
  filled: Filled = EMPTY,
): Page {
  const { locale } = frame
  const title =
    orderNumber === null ? WORDS.title[locale] : `${WORDS.title[locale]} · ${WORDS.order[locale]} #${orderNumber}`
  const end = WORDS.until[locale].replace("{end}", formatTaipei(request.link_expires_at).slice(0, 16))
  const isWrong = Object.keys(filled.problems).length > 0
  const body = `<h1>${title}</h1>
    <p class="amount">${shownTwd(request.amount)}</p>
    ${isWrong ? `<p class="notice" role="alert">${WORDS.wrong[locale]}</p>` : ""}
    ${askOf(request, locale)}
    <form method="post" novalidate>${bankField(filled, locale)}
    ${textField("other", filled, locale, 'inputmode="numeric" maxlength="5"')}
    ${textField("branch", filled, locale, 'inputmode="numeric" maxlength="6"')}
    ${textField("number", filled, locale, 'inputmode="numeric" maxlength="24" required autocomplete="off"')}
    ${textField("holder", filled, locale, 'maxlength="60" required autocomplete="name"')}
    <button type="submit">${WORDS[request.state === "given" ? "sendAgain" : "send"][locale]}</button></form>
    <p class="small">${WORDS.safe[locale]}</p><p class="small">${end}</p>`
  return linkPage(frame, title, body, { style: STYLE, formAction: "'self'" })
}

/** A link by which no account can be named, and why. */
export function refundEndPage(frame: LinkPage, end: RefundLinkEnd | "too many", amount: number | null = null): Page {
  const { title, text } = ENDS[end]
  const { locale } = frame
  const sum = amount === null ? "" : `<p class="amount">${shownTwd(amount)}</p>`
  const body = `<h1>${title[locale]}</h1>${sum}<p>${text[locale]}</p>`
  return linkPage(frame, title[locale], body, { formAction: "'none'" })
}

function askOf({ state, bank_code, account_last4 }: RefundRequest, locale: keyof LocalText): string {
  if (state === "returned") return `<p>${WORDS.returned[locale]}</p>`
  if (state !== "given" || bank_code === null) return `<p>${WORDS.ask[locale]}</p>`
  const account = `${bankName(bank_code)[locale]} (${bank_code}) · ${WORDS.ending[locale]} ${account_last4}`
  return `<p class="notice" role="status"><strong>${WORDS.given[locale]}</strong><br>${escapeHtml(account)}</p>
    <p>${WORDS.correct[locale]}</p>`
}

function bankField({ written, problems }: Filled, locale: keyof LocalText): string {
  const chosen = written.bank
  const choice = (code: string, name: string) =>
    `<option value="${code}"${code === chosen ? " selected" : ""}>${escapeHtml(name)}</option>`
  const banks = bankChoices().map(({ code, name }) => choice(code, `${code} ${name[locale]}`))
  const options = [choice("", WORDS.choose[locale]), ...banks, choice(OTHER_BANK, WORDS.otherBank[locale])]
  return field(
    "bank",
    problems,
    locale,
    (marks) => `<select id="bank" name="bank" required${marks}>${options.join("")}</select>`,
  )
}

function textField(name: AccountField, { written, problems }: Filled, locale: keyof LocalText, more: string): string {
  const value = escapeHtml(written[name])
  return field(
    name,
    problems,
    locale,
    (marks) => `<input id="${name}" name="${name}" value="${value}" ${more}${marks}>`,
  )
}

function field(
  name: AccountField,
  problems: AccountProblems,
  locale: keyof LocalText,
  control: (marks: string) => string,
): string {
  const problem = problems[name]
  const hint = HINTS[name][locale]
  const ids = [...(problem ? [`${name}-problem`] : []), ...(hint ? [`${name}-hint`] : [])].join(" ")
  const marks = `${ids ? ` aria-describedby="${ids}"` : ""}${problem ? ' aria-invalid="true"' : ""}`
  return `<div class="field-${name}"><label for="${name}">${LABELS[name][locale]}</label>${control(marks)}
    ${problem ? `<p class="problem" id="${name}-problem">${PROBLEMS[problem][locale]}</p>` : ""}
    ${hint ? `<p class="hint" id="${name}-hint">${hint}</p>` : ""}</div>`
}

const STYLE = `
  :root { --wrong: #b42318 } @media (prefers-color-scheme: dark) { :root { --wrong: #ff9c8f } }
  form { margin-top: 20px; display: grid; gap: 16px }
  label { display: block; margin-bottom: 4px; font-size: 15px; font-weight: 600 }
  input, select { width: 100%; min-height: 48px; padding: 8px 12px; border: 1px solid var(--soft); border-radius: 12px; background: var(--card); color: var(--ink); font: inherit }
  input:focus-visible, select:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 40%, transparent); outline-offset: 1px }
  [aria-invalid] { border-color: var(--wrong) }
  .problem { margin-top: 4px; color: var(--wrong); font-size: 14px } .hint, .small { margin-top: 4px; font-size: 14px }
  @supports selector(:has(a)) { form:not(:has(#bank option[value="other"]:checked)) .field-other { display: none } }
  form button { margin-top: 8px } .small { margin-top: 16px }`
