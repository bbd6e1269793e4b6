package blobtest

import "github.com/lewu-id/lewu/internal/proctest"

// gateway is the S3 server.
func gateway() proctest.Tool {
	return proctest.Tool{Module: "github.com/versity/versitygw", Version: "v1.8.0", Package: "./cmd/versitygw"}
}
