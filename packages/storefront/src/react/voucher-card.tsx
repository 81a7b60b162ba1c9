import type { ReactNode } from "react"
import { formatTwd } from "../money.js"
import type { AtmVoucher, BarcodeVoucher, CvsVoucher, Locale, Voucher } from "../status.js"
import { chainName, voucherSteps } from "../steps.js"
import { say, voucherTitles } from "../texts.js"
import { Barcode } from "./barcode.js"
import { CopyButton } from "./copy-button.js"
import { Expiry } from "./expiry.js"
import { VoucherActions } from "./voucher-actions.js"

export interface VoucherCardProps {
  readonly voucher: Voucher
  readonly locale?: Locale
}

/** All that a buyer needs to pay a voucher: number or barcodes, amount, deadline and steps. It prints on one page. */
export function VoucherCard({ voucher, locale = "zh-TW" }: VoucherCardProps) {
  return (
    <section className="twp-voucher" data-testid="voucher" data-kind={voucher.kind} lang={locale}>
      <header>
        <h2>{voucherTitles[voucher.kind][locale]}</h2>
        <p className="twp-amount">
          <span className="twp-hidden">{say("amount", locale)} </span>
          {formatTwd(voucher.amount)}
        </p>
      </header>
      <Numbers voucher={voucher} locale={locale} />
      <dl className="twp-facts">
        <Fact term={say("payBefore", locale)}>
          <Expiry instant={voucher.expires_at} locale={locale} />
        </Fact>
      </dl>
      <h3>{say("howTo", locale)}</h3>
      <ol className="twp-steps">
        {voucherSteps(voucher, locale).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <VoucherActions voucher={voucher} locale={locale} />
    </section>
  )
}

function Numbers({ voucher, locale }: { voucher: Voucher; locale: Locale }) {
  switch (voucher.kind) {
    case "atm":
      return <AtmNumbers voucher={voucher} locale={locale} />
    case "cvs":
      return <CvsNumbers voucher={voucher} locale={locale} />
    case "barcode":
      return <BarcodeNumbers voucher={voucher} locale={locale} />
  }
}

function AtmNumbers({ voucher, locale }: { voucher: AtmVoucher; locale: Locale }) {
  const { account, bank_code, bank_name } = voucher
  return (
    <dl className="twp-facts">
      <Fact term={say("bank", locale)}>
        <strong data-testid="voucher-bank">{bank_code}</strong> {bank_name[locale]}
      </Fact>
      <Fact term={say("account", locale)} action={<Copy text={account} describes="account" locale={locale} />}>
        <Grouped text={account} testId="voucher-account" />
      </Fact>
    </dl>
  )
}

function CvsNumbers({ voucher, locale }: { voucher: CvsVoucher; locale: Locale }) {
  return (
    <dl className="twp-facts">
      <Fact term={say("code", locale)} action={<Copy text={voucher.code} describes="code" locale={locale} />}>
        <Grouped text={voucher.code} testId="voucher-code" />
      </Fact>
      <Fact term={say("where", locale)}>{chainName(voucher.chain, locale)}</Fact>
    </dl>
  )
}

function BarcodeNumbers({ voucher, locale }: { voucher: BarcodeVoucher; locale: Locale }) {
  return (
    <>
      <dl className="twp-facts">
        <Fact term={say("where", locale)}>{chainName("any", locale)}</Fact>
      </dl>
      <div className="twp-barcodes">
        <div>
          {voucher.barcodes.map((text, index) => (
            <Barcode key={text} text={text} place={index + 1} />
          ))}
        </div>
        <p className="twp-turn">{say("turnPhone", locale)}</p>
      </div>
    </>
  )
}

function Fact({ term, children, action }: { term: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="twp-fact">
      <dt>{term}</dt>
      <dd>
        <span className="twp-value">{children}</span>
        {action}
      </dd>
    </div>
  )
}

function Copy({ text, describes, locale }: { text: string; describes: "account" | "code"; locale: Locale }) {
  return <CopyButton text={text} describes={say(describes, locale)} locale={locale} />
}

/** A long number in groups of four: the gaps are style alone, so that selecting it yields the number itself. Words stay whole. */
function Grouped({ text, testId }: { text: string; testId: string }) {
  return (
    <span className="twp-number" data-testid={testId}>
      {Array.from(text.matchAll(/\d{1,4}|\D+/g), (group) => (
        <span key={group.index}>{group[0]}</span>
      ))}
    </span>
  )
}
