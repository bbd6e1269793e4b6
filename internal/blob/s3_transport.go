package blob

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/minio/minio-go/v7"

	"github.com/lewu-id/lewu/internal/errs"
)

const (
	dialWait = 5 * time.Second
	// stall is how long a connection may carry no byte in either direction,
	// which bounds every request however large its file.
	stall = time.Minute
)

func newTransport() *http.Transport {
	dialer := &net.Dialer{Timeout: dialWait, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := dialer.DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return &stallConn{conn}, nil
		},
		TLSHandshakeTimeout: 2 * dialWait,
		IdleConnTimeout:     stall / 2,
		MaxIdleConnsPerHost: 16,
		DisableCompression:  true, // bytes must arrive as they are stored
	}
}

// A stallConn gives up when no byte moved for a while. Writing puts off the
// deadline of reading too: an answer can only come after a long upload.
type stallConn struct{ net.Conn }

func (c *stallConn) Read(p []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(stall)); err != nil {
		return 0, err
	}
	return c.Conn.Read(p)
}

func (c *stallConn) Write(p []byte) (int, error) {
	if err := c.SetDeadline(time.Now().Add(stall)); err != nil {
		return 0, err
	}
	return c.Conn.Write(p)
}

// failure gives an error of the S3 client its kind and sentence; sha is the
// file it is about, or empty.
func (b *bucket) failure(err error, sha string) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	var answer minio.ErrorResponse
	if !errors.As(err, &answer) {
		return errs.Because(errs.Busy, err, "blob.unreachable", "host", b.at.host)
	}
	switch answer.Code {
	case minio.NoSuchKey:
		return notFound(sha)
	case minio.NoSuchBucket:
		return errs.Because(errs.Internal, err, "blob.bucket", "bucket", b.at.bucket)
	case minio.AccessDenied, "InvalidAccessKeyId", "SignatureDoesNotMatch":
		return errs.Because(errs.Internal, err, "blob.denied", "bucket", b.at.bucket)
	case "QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage":
		return errs.Because(errs.Full, err, "blob.full")
	}
	switch {
	case answer.StatusCode == http.StatusNotFound && sha != "":
		return notFound(sha)
	case answer.StatusCode == http.StatusForbidden:
		return errs.Because(errs.Internal, err, "blob.denied", "bucket", b.at.bucket)
	case answer.StatusCode == http.StatusInsufficientStorage:
		return errs.Because(errs.Full, err, "blob.full")
	case answer.StatusCode == http.StatusTooManyRequests, answer.StatusCode >= 500:
		return errs.Because(errs.Busy, err, "blob.unreachable", "host", b.at.host)
	}
	return errs.Because(errs.Internal, err, "blob.refused", "host", b.at.host)
}
