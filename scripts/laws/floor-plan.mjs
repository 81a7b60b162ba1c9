/** The files of a gateway, in the order in which a payment needs them. `operations` may be a folder. */
export const required = [
  "index",
  "gateway",
  "config",
  "methods",
  "codes",
  "wire",
  "client",
  "start",
  "trade",
  "query",
  "operations",
]
export const optional = ["balance", "redaction", "confirm", "record", "notice", "saved-cards", "statement"]

/** index → gateway → the rest → wire: a file imports only what stands further right, or beside it among the rest. */
export const order = ["index", "gateway", "*", "wire"]
