import type { Sdk, SdkCardUpdate } from "./sdk.js"

export type FieldState = "empty" | "typing" | "complete" | "wrong"

export const cardFields = ["number", "expiry", "ccv"] as const
export type CardField = (typeof cardFields)[number]

/** How far the buyer has come; what is typed stays in the gateway's frames. */
export interface CardState extends Readonly<Record<CardField, FieldState>> {
  /** `visa`, `mastercard`, `jcb`, `amex`, `unionpay` or `unknown`. */
  readonly brand: string
}

export const emptyCard: CardState = { number: "empty", expiry: "empty", ccv: "empty", brand: "unknown" }

/** The first field that still keeps the card from being used, or null. */
export function firstUnfinished(card: CardState): CardField | null {
  return cardFields.find((field) => card[field] !== "complete") ?? null
}

export interface CardPlaces {
  readonly elements: Readonly<Record<CardField, HTMLElement>>
  readonly placeholders: Readonly<Record<CardField, string>>
  /** CSS for the frames, which the page's own styles do not reach: selectors, then properties by their CSS names. */
  readonly styles: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Puts the gateway's fields into three elements of the page, and tells of every change. */
export function mountCard({ card }: Sdk, places: CardPlaces, onChange: (card: CardState) => void): void {
  const { elements, placeholders, styles } = places
  const field = (name: CardField) => ({ element: elements[name], placeholder: placeholders[name] })
  card.setup({
    fields: { number: field("number"), expirationDate: field("expiry"), ccv: field("ccv") },
    styles,
  })
  card.onUpdate((update) => onChange(read(update)))
}

// A status that is in no table keeps the card from being used.
const states: Readonly<Record<number, FieldState>> = { 0: "complete", 1: "empty", 2: "wrong", 3: "typing" }

function read({ status, cardType }: SdkCardUpdate): CardState {
  const state = (field: CardField) => states[status[field]] ?? "typing"
  return { number: state("number"), expiry: state("expiry"), ccv: state("ccv"), brand: cardType }
}
