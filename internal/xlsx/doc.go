// Package xlsx reads and writes Office Open XML workbooks (ECMA-376, ISO/IEC
// 29500, both the transitional and the strict edition) as streams.
//
// Open proves that a file is a workbook and how it is put together; Rows gives
// the cells of a sheet row by row, Outline what is hidden or merged in it, and
// Words what a cell says to somebody who looks at it, with all its digits. Of a
// sheet only one row is ever in memory, of the workbook its shared strings.
// Nothing in a workbook is run: formulas give the result that was stored with
// them, macros, links and embedded files are only told of. Write is the way
// back.
//
// What is refused is refused with a sentence, of kind Invalid or TooLarge.
package xlsx

import "embed"

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS
