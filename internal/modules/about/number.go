package about

import "strconv"

// number is a count as messages carry it.
func number(n int) string { return strconv.Itoa(n) }
