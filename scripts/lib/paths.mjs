import { createHash } from "node:crypto"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("../..", import.meta.url))
export const cacheDir = path.join(root, ".cache")
export const dataDir = path.join(root, ".data")
export const backendDir = path.join(root, "examples/store/backend")

/** A place every account of the machine can reach, for when the checkout itself is private. One per checkout. */
export const shelterDir = path.join(
  process.platform === "win32" ? tmpdir() : "/var/tmp",
  `taiwan-payments-${createHash("sha256").update(root).digest("hex").slice(0, 8)}`,
)

/** The same in memory, which a Linux machine has: a database is made there in a twentieth of the time. */
export const memoryDir = path.join("/dev/shm", path.basename(shelterDir))
