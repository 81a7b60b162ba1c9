/** What the template store has, as the tier `shop` finds it again. */
export const TITLE = "prove"
export const PUBLISHABLE_KEY = "pk_prove"
export const ADMIN = { email: "admin@prove.example", password: "prove" }
