package data

// The query parameters of the interface, for its description. The handlers read
// them with choose and table.ParseQuery: the same words as in a page's address.

// A versionQuery says which version a request is about; none is the one in
// force.
type versionQuery struct {
	Version int    `json:"versi,omitempty" doc:"data.param-version"`
	Day     string `json:"pada,omitempty" doc:"data.param-day"`
}

// A rowsQuery asks for rows, or for groups of them.
type rowsQuery struct {
	versionQuery
	Columns string            `json:"kolom,omitempty" doc:"data.param-columns"`
	Sort    string            `json:"urut,omitempty" doc:"data.param-sort"`
	Group   string            `json:"kelompok,omitempty" doc:"data.param-group"`
	Measure string            `json:"hitung,omitempty" doc:"data.param-measure"`
	Limit   int               `json:"batas,omitempty" doc:"data.param-limit"`
	After   string            `json:"setelah,omitempty" doc:"data.param-after"`
	Filter  map[string]string `json:"saringan,omitempty" doc:"data.param-filter"`
}

// An originQuery names a published cell, or an aggregate by its filters.
type originQuery struct {
	versionQuery
	Sheet   int               `json:"asal,omitempty" doc:"data.param-sheet"`
	Row     int64             `json:"baris,omitempty" doc:"data.param-row"`
	Cell    string            `json:"sel,omitempty" doc:"data.param-cell"`
	Measure string            `json:"hitung,omitempty" doc:"data.param-measure"`
	Result  string            `json:"hasil,omitempty" doc:"data.param-result"`
	Filter  map[string]string `json:"saringan,omitempty" doc:"data.param-filter"`
}
