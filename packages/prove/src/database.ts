import { type Database, openDatabase } from "./house/database.js"
import { loadMedusa } from "./house/medusa.js"

export type { Database }

/**
 * A database of one's own with the tables of Medusa's payment module, from a template that the first run makes: an embedded
 * PostgreSQL, or the server that `DATABASE_URL` names.
 * @param folder where Medusa is looked for
 */
export function openPaymentDatabase(folder = process.cwd()): Promise<Database> {
  return openDatabase(loadMedusa(folder))
}
