import { formatTwd } from "./money.js"
import type { AtmVoucher, BarcodeVoucher, CvsVoucher, Locale, Localized, StoreChain, Voucher } from "./status.js"

interface Chain {
  readonly name: Localized
  /** The machine in the store where the code is typed in. */
  readonly kiosk: Localized
}

const chains: Readonly<Record<StoreChain, Chain>> = {
  any: {
    name: { "zh-TW": "7-ELEVEN、全家、萊爾富、OK超商", en: "7-ELEVEN, FamilyMart, Hi-Life or OK mart" },
    kiosk: {
      "zh-TW": "店內機台（ibon、FamiPort、Life-ET、OK·go）",
      en: "the store's kiosk (ibon, FamiPort, Life-ET or OK·go)",
    },
  },
  "7-eleven": {
    name: { "zh-TW": "7-ELEVEN", en: "7-ELEVEN" },
    kiosk: { "zh-TW": "ibon 機台", en: "the ibon kiosk" },
  },
  familymart: {
    name: { "zh-TW": "全家便利商店", en: "FamilyMart" },
    kiosk: { "zh-TW": "FamiPort 機台", en: "the FamiPort kiosk" },
  },
  hilife: {
    name: { "zh-TW": "萊爾富", en: "Hi-Life" },
    kiosk: { "zh-TW": "Life-ET 機台", en: "the Life-ET kiosk" },
  },
  okmart: {
    name: { "zh-TW": "OK超商", en: "OK mart" },
    kiosk: { "zh-TW": "OK·go 機台", en: "the OK·go kiosk" },
  },
}

/** The name that shoppers know a chain of convenience stores by. */
export function chainName(chain: StoreChain, locale: Locale): string {
  return (chains[chain] ?? chains.any).name[locale]
}

/** What the buyer has to do with a voucher, step by step. */
export function voucherSteps(voucher: Voucher, locale: Locale): readonly string[] {
  const steps = stepsOf(voucher)
  return steps.map((step) => step[locale])
}

function stepsOf(voucher: Voucher): readonly Localized[] {
  switch (voucher.kind) {
    case "atm":
      return atmSteps(voucher)
    case "cvs":
      return cvsSteps(voucher)
    case "barcode":
      return barcodeSteps(voucher)
  }
}

function atmSteps({ bank_code, amount }: AtmVoucher): readonly Localized[] {
  return [
    {
      "zh-TW": "打開網路銀行或手機銀行，或到任一台 ATM，選擇「轉帳」。",
      en: "Open your banking app, or go to any ATM, and choose “Transfer”.",
    },
    {
      "zh-TW": `輸入銀行代碼 ${bank_code} 與上方的虛擬帳號。`,
      en: `Enter bank code ${bank_code} and the account number above.`,
    },
    {
      "zh-TW": `轉入 ${formatTwd(amount)}，金額須完全相同，只能轉一次。`,
      en: `Transfer exactly ${formatTwd(amount)}, once.`,
    },
    payUpdates,
  ]
}

function cvsSteps({ chain, amount }: CvsVoucher): readonly Localized[] {
  const { name, kiosk } = chains[chain] ?? chains.any
  return [
    {
      "zh-TW": `到${name["zh-TW"]}，在${kiosk["zh-TW"]}選擇「代碼輸入」或「代碼繳費」。`,
      en: `Go to ${name.en} and choose “Enter a code” (代碼輸入 or 代碼繳費) at ${kiosk.en}.`,
    },
    {
      "zh-TW": "輸入上方的繳費代碼，確認內容後列印繳費單。",
      en: "Type the code above, check the details and print the slip.",
    },
    {
      "zh-TW": `10 分鐘內持繳費單到櫃台付 ${formatTwd(amount)}，並保留收據。`,
      en: `Pay ${formatTwd(amount)} at the counter within 10 minutes and keep the receipt.`,
    },
    payUpdates,
  ]
}

function barcodeSteps({ amount }: BarcodeVoucher): readonly Localized[] {
  return [
    {
      "zh-TW": "列印這一頁（建議用雷射印表機），或把手機亮度調到最高。",
      en: "Print this page, best with a laser printer, or turn your phone’s brightness all the way up.",
    },
    {
      "zh-TW": `到${chains.any.name["zh-TW"]}櫃台，請店員依序掃描三段條碼。`,
      en: `At the counter of ${chains.any.name.en}, have the three barcodes scanned in order.`,
    },
    {
      "zh-TW": `付 ${formatTwd(amount)}，並保留收據。`,
      en: `Pay ${formatTwd(amount)} and keep the receipt.`,
    },
    {
      "zh-TW": "超商約 2 至 3 天後通知入帳，訂單會自動更新。",
      en: "The store reports the payment after two to three days; your order updates by itself.",
    },
  ]
}

const payUpdates: Localized = {
  "zh-TW": "付款入帳後，這一頁會自動更新。",
  en: "This page updates by itself once the payment arrives.",
}
