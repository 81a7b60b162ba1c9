/** Where a refund goes. */
export interface BankAccount {
  /** Three digits. */
  readonly bank: string
  /** Four digits; null where the buyer does not know them. */
  readonly branch: string | null
  /** 10 to 16 digits. */
  readonly number: string
  readonly holder: string
}

export type AccountField = "bank" | "other" | "branch" | "number" | "holder"

/** What somebody wrote into the form; `other`: the code of a bank that is not among the choices. */
export type WrittenAccount = Readonly<Record<AccountField, string>>

/** What is wrong with a field, by what is to be said. */
export type AccountProblem = "bank" | "code" | "branch" | "digits" | "length" | "post" | "holder"

export type AccountProblems = Readonly<Partial<Record<AccountField, AccountProblem>>>

export interface ReadAccount {
  /** Null where something is wrong. */
  readonly account: BankAccount | null
  readonly problems: AccountProblems
}

export const OTHER_BANK = "other"
const FIELDS: readonly AccountField[] = ["bank", "other", "branch", "number", "holder"]
const POST_OFFICE = "700"
/** Of the post office's office and account number together. */
const POST_DIGITS = 14

/** The fields of the form in what a browser, or a program, sent; empty where there are none. */
export function writtenAccount(body: unknown): WrittenAccount {
  const sent = typeof body === "object" && body !== null ? Object.entries(body) : []
  const text = (field: AccountField) => {
    const value = sent.find(([name]) => name === field)?.[1]
    return typeof value === "string" ? value.slice(0, 200) : ""
  }
  const [bank, other, branch, number, holder] = FIELDS.map(text)
  return { bank: bank ?? "", other: other ?? "", branch: branch ?? "", number: number ?? "", holder: holder ?? "" }
}

/** The account, as banks write it: wide digits, spaces and hyphens are what people write. Or what is wrong with it. */
export function readAccount(written: WrittenAccount): ReadAccount {
  const isOther = written.bank === OTHER_BANK || (written.bank === "" && written.other !== "")
  const bank = digits(isOther ? written.other : written.bank)
  const branch = digits(written.branch)
  const number = digits(written.number)
  const holder = written.holder.normalize("NFC").trim().replace(/\s+/g, " ")
  const problems: AccountProblems = {
    ...(/^\d{3}$/.test(bank) ? {} : isOther ? { other: "code" } : { bank: "bank" }),
    ...(/^(?:\d{4})?$/.test(branch) ? {} : { branch: "branch" }),
    ...wrongNumber(bank, number),
    ...(/^[^\p{C}]{2,60}$/u.test(holder) ? {} : { holder: "holder" }),
  }
  if (Object.keys(problems).length > 0) return { account: null, problems }
  return { account: { bank, branch: branch || null, number, holder }, problems }
}

function wrongNumber(bank: string, number: string): AccountProblems {
  if (!/^\d+$/.test(number)) return { number: "digits" }
  if (bank === POST_OFFICE) return number.length === POST_DIGITS ? {} : { number: "post" }
  return number.length >= 10 && number.length <= 16 ? {} : { number: "length" }
}

function digits(text: string): string {
  return text.normalize("NFKC").replace(/[\s\-–]/g, "")
}
