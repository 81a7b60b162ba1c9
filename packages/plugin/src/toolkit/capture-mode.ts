import type { CaptureMode } from "./contract/capture-mode"
import type { OptionReader } from "./options"

export function readCaptureMode(reader: OptionReader): CaptureMode {
  return reader.choice("capture", ["automatic", "manual"], "automatic")
}
