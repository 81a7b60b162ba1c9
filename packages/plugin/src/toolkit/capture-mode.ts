import type { OptionReader } from "./options"

/** `manual`: authorised first, captured by staff. `automatic`: captured by the gateway. */
export type CaptureMode = "automatic" | "manual"

export function readCaptureMode(reader: OptionReader): CaptureMode {
  return reader.choice("capture", ["automatic", "manual"], "automatic")
}
