// Package roster brings the start of a province into the house with one
// workbook: its agencies, people, regions, topics and settings. The workbook is
// read as a whole into a Plan, which says what would be added and changed and
// every fault by its sheet and cell; a plan without faults is applied in one
// transaction, or not at all. The same workbook a second time changes nothing.
package roster

import "embed"

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS
