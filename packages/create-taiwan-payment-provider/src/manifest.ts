import type { Answers } from "./answers.js"
import { lines } from "./lines.js"
import type { Names } from "./names.js"

/** The versions of this repository, and of the Medusa that it is tested with. */
const OURS = "^0.1.0"
const MEDUSA = "^2.21.0"

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

const TOOLKIT = { "@taiwan-payments/medusa": OURS }

/** `package.json` */
export function manifest({ kind }: Answers, { package: name, title }: Names): string {
  const isToolkit = kind === "toolkit"
  const gateway = { types: "./dist/gateway.d.ts", default: "./dist/gateway.js" }
  return json({
    name,
    version: "0.1.0",
    description: `${title}: a payment provider for Medusa.`,
    keywords: ["medusa", "medusa-v2", "medusa-plugin-payment", "payment-provider"],
    main: "dist/index.js",
    types: "dist/index.d.ts",
    exports: {
      ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
      ...(isToolkit ? { "./gateway": gateway } : {}),
      "./package.json": "./package.json",
    },
    files: ["dist"],
    scripts: {
      build: "tsc -p tsconfig.build.json",
      typecheck: "tsc",
      test: "vitest run",
      ...(isToolkit ? {} : { prove: "npm run build && prove ./dist/index.js --bank ./bank.prove.mjs" }),
    },
    peerDependencies: { "@medusajs/framework": MEDUSA, ...(isToolkit ? TOOLKIT : {}) },
    devDependencies: {
      "@medusajs/framework": MEDUSA,
      "@medusajs/payment": MEDUSA,
      ...(isToolkit ? { "@taiwan-payments/conformance": OURS, ...TOOLKIT } : {}),
      "@taiwan-payments/prove": OURS,
      "@types/node": "^20.19.0",
      typescript: "^5.9.3",
      vitest: "^3.2.4",
    },
  })
}

/** Strict, as CommonJS: Medusa loads it by either way. */
export const tsconfig = () =>
  json({
    compilerOptions: {
      ...{ target: "ES2022", lib: ["ES2023"], module: "NodeNext", moduleResolution: "NodeNext", types: ["node"] },
      ...{ strict: true, noUncheckedIndexedAccess: true, noImplicitOverride: true, isolatedModules: true },
      ...{ esModuleInterop: true, skipLibCheck: true, declaration: true, allowJs: true, noEmit: true },
    },
    include: ["src", "bank.prove.mjs"],
  })

export const tsconfigBuild = () =>
  json({
    extends: "./tsconfig.json",
    compilerOptions: { noEmit: false, allowJs: false, rootDir: "src", outDir: "dist" },
    include: ["src"],
  })

/** Of its own, so that no configuration of a folder above is taken. */
export const vitestConfig = () =>
  lines(
    'import { defineConfig } from "vitest/config"',
    "",
    'export default defineConfig({ test: { include: ["test/**/*.test.mjs"] } })',
  )

export const gitignore = () => lines("node_modules/", "dist/")
