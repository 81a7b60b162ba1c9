import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"
import { sha256Hex } from "./digest"
import type { OptionReader } from "./options"
import { PaymentError } from "./payment-error"

/** A key of 256 bits, known by the beginning of its digest. */
export interface SealingKey {
  readonly id: string
  readonly bytes: Buffer
}

const VERSION = "v1"
const CIPHER = "aes-256-gcm"

/**
 * Seals a text with the first key (AES-256-GCM). It opens for the same `owner` alone: what is copied to somebody else's row is
 * worth nothing.
 */
export function seal(keys: readonly SealingKey[], text: string, owner: string): string {
  const [key] = keys
  if (!key) throw new PaymentError("config", "There is no key to seal with.")
  const iv = randomBytes(12)
  const cipher = createCipheriv(CIPHER, key.bytes, iv).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([cipher.update(text), cipher.final()])
  const parts = [iv, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"))
  return [VERSION, key.id, ...parts].join(".")
}

/** @throws PaymentError `config` when its key is not among ours, `unreadable` when it was changed or is another owner's. */
export function unseal(keys: readonly SealingKey[], sealed: string, owner: string): string {
  const [version, id, iv = "", text = "", tag = ""] = sealed.split(".")
  const key = keys.find((candidate) => candidate.id === id)
  if (version !== VERSION || !key)
    throw new PaymentError("config", `No key of this account opens what key ${id} has sealed.`)
  try {
    const decipher = createDecipheriv(CIPHER, key.bytes, bytesOf(iv), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(owner)).setAuthTag(bytesOf(tag))
    return Buffer.concat([decipher.update(bytesOf(text)), decipher.final()]).toString()
  } catch {
    throw new PaymentError("unreadable", "What was sealed has been changed, or is another owner's.")
  }
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, "base64url")
}

/** One key or several: 32 bytes each, in base64 or hexadecimal. The first one seals; the others open what they sealed before. */
export function readSealingKeys(reader: OptionReader, name: string): SealingKey[] {
  const value = reader.raw(name)
  if (value === undefined) return []
  const texts = Array.isArray(value) ? value : [value]
  const keys = texts.map(keyIn).filter((key) => key !== null)
  if (keys.length === 0 || keys.length < texts.length)
    reader.problem(`${name} must be 32 random bytes in base64 or hexadecimal, or a list of such keys`)
  return keys
}

function keyIn(text: unknown): SealingKey | null {
  const bytes = typeof text === "string" ? keyBytes(text) : NO_KEY
  // What repeats one byte was never random.
  if (new Set(bytes).size < 8) return null
  return { id: sha256Hex(bytes).slice(0, 8), bytes }
}

const NO_KEY = Buffer.alloc(0)

function keyBytes(text: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex")
  return /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, "base64") : NO_KEY
}
