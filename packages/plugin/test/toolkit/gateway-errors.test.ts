import { expect, it } from "vitest"
import { errorsOf } from "../../src/toolkit/gateway-errors"
import { PaymentError } from "../../src/toolkit/payment-error"

it.each(["config", "signature", "refused", "unreadable", "unsupported"] as const)(
  "makes errors of the kind %s",
  (kind) => {
    const error = errorsOf("acme")[kind]("It did not work.", { code: "7" })
    expect(error).toBeInstanceOf(PaymentError)
    expect(error).toMatchObject({ kind, message: "It did not work.", facts: { gateway: "acme", code: "7" } })
  },
)
