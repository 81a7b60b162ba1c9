import type { CSSProperties } from "react"
import { drawBarcode } from "../code39.js"

// Three of them, upright and side by side, must fit a phone of 360 pixels.
const barHeight = 64

interface BarcodeProps {
  readonly text: string
  /** Its place among the three, from 1. */
  readonly place: number
}

/**
 * One Code 39 symbol in its true size with its text below, always black on white. In a narrow column the style sheet
 * turns it upright instead of shrinking it: bars thinner than two pixels cannot be scanned.
 */
export function Barcode({ text, place }: BarcodeProps) {
  const { width, height, path } = drawBarcode(text, { height: barHeight })
  const full = barHeight + 34
  const size = { "--twp-barcode-length": `${width}px`, "--twp-barcode-breadth": `${full}px` } as CSSProperties
  return (
    <div className="twp-barcode" style={size}>
      <svg
        width={width}
        height={full}
        viewBox={`0 0 ${width} ${full}`}
        role="img"
        aria-label={`${place}: ${text}`}
        data-testid={`barcode-${place}`}
        data-text={text}
      >
        <rect width={width} height={full} fill="#fff" />
        <path d={path} transform="translate(0 8)" fill="#000" shapeRendering="crispEdges" />
        <text x={width / 2} y={height + 26} textAnchor="middle" className="twp-barcode-text">
          {text}
        </text>
      </svg>
    </div>
  )
}
