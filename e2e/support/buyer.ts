import { openPage, type Page } from "@taiwan-payments/sandbox/shopper"

const comesHome = ({ url }: { url: string }) => url.includes("/return?")

/** A buyer on the gateway's card page, who will close the window before coming home. */
export async function arrive(startUrl: string): Promise<Page> {
  const page = await openPage(startUrl, { closeBefore: comesHome })
  if (!page.form("card-form")) throw new Error(`the buyer is not at the card page but at ${page.url}`)
  return page
}

/** Types the test card in, passes the bank's page, and closes the window. */
export async function payOn(page: Page): Promise<void> {
  const bank = await page.submit("card-form", { number: "4311-9522-2222-2222", expiry: "12/35", cvv: "222" }, "pay")
  const end = await bank.submit("otp-form", { otp: "1234" }, "confirm")
  if (!end.closed) throw new Error(`the buyer did not pay but came to ${end.url}`)
}
