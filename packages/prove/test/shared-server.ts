import { inject } from "vitest"

/** The databases of a file that imports this are made on the run's own server: a cluster for each costs seconds, most of it to remove. */
process.env.DATABASE_URL ??= inject("testServer").base
