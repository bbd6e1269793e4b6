package about

import "embed"

//go:embed migrations
var files embed.FS
