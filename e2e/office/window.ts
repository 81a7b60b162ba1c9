import { afterAll, beforeAll } from "vitest"
import { lacks } from "../../scripts/lib/services.mjs"
import { type OfficeWindow, openOffice } from "../support/office-window"

/** The dashboard is built first, where it is not up to date. */
const WITH_BUILD_MS = 600_000

/** One shop for staff who look at orders and messages of their own, and at no list as a whole. */
export let office: OfficeWindow

if (!lacks("chromium")) {
  beforeAll(async () => {
    office = await openOffice()
  }, WITH_BUILD_MS)
  afterAll(() => office?.close())
}
