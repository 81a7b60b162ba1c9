import "vitest"

declare module "vitest" {
  export interface ProvidedContext {
    testServer: { base: string; template: string }
  }
}
