import { openPage } from "@taiwan-payments/sandbox/shopper"

export interface DepartureForm {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

/** Opens the departure page and goes no further: an attempt is open, the gateway has heard nothing. */
export async function departOnly(startUrl: string): Promise<DepartureForm> {
  const page = await openPage(startUrl, { autoSubmit: false })
  const form = page.form("departure")
  if (!form) throw new Error(`no departure but ${page.status} ${page.url}: ${page.html.slice(0, 300)}`)
  return form
}
