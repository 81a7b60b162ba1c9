import { PaymentError } from "../payment-error"

/** Why a file cannot be read, and where: for whoever brought it. */
export function broken(line: number, column: string | null, why: string): PaymentError {
  const place = column === null ? `Line ${line}` : `Line ${line}, column ${column}`
  return new PaymentError("unsupported", `${place}: ${why}. Nothing of the file was taken in.`)
}

/** The same where the file as a whole is none. */
export function noStatement(why: string): PaymentError {
  return new PaymentError("unsupported", `This is no statement that can be read: ${why}. Nothing of it was taken in.`)
}
