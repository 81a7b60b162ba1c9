/** `manual`: authorised first, captured by staff. `automatic`: captured by the gateway. */
export type CaptureMode = "automatic" | "manual"
