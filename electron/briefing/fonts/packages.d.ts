declare module 'subset-font' {
  type Options = { targetFormat: 'sfnt' | 'woff' | 'woff2'; keepAllGlyphs?: boolean; keepFeatures?: string[]; noHinting?: boolean }
  export default function subset(font: Uint8Array, text: string, options: Options): Promise<Uint8Array>
}
