package xlsx

// Limits of a workbook that is read. They hold for what really comes out of the
// ZIP file, whatever its directory says.
const (
	MaxInflated = 200 << 20 // bytes of all parts together, uncompressed
	MaxParts    = 2_000     // files in the ZIP file
	MaxColumns  = 16_384    // of a sheet, by Excel's own limit: A to XFD
	MaxRows     = 1_048_576 // likewise
	MaxCell     = 1 << 20   // bytes of one cell

	maxStrings   = 128 << 20 // bytes of all shared strings together
	maxSmall     = 24 << 20  // of a part that is held whole: styles, links, the list of sheets
	maxDirectory = 4 << 20   // of the directory of the ZIP file: MaxParts entries with long names
)
