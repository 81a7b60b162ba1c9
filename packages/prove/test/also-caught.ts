/** By the case of a mutant: the other cases that catch it, too. Where there are none, its own case alone does. */
export const alsoCaughtBy: Readonly<Record<string, readonly string[]>> = {}
