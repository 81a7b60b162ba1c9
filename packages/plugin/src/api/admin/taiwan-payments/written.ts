import { z } from "@medusajs/framework/zod"

/**
 * What staff write or look for, on as many lines as they like; a database would not take some of the characters that no text has,
 * nor half of one: a lone surrogate, as of an emoji that was cut.
 */
export const text = z.string().regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u, "It has a character that no text has.")

/** A text of one line. */
export const line = z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u, "It has a character that no line has.")

/** An instant at which this shop can have sold something, or will have. */
export const instant = z.coerce.date().min(new Date("1900-01-01")).max(new Date("9999-12-31T23:59:59.999Z"))

/** Chosen anew by each form that is opened: two of them mean two movements. */
export const formId = text.trim().min(1).max(64)
