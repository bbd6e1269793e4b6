package blobtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/lewu-id/lewu/internal/proctest"
)

const (
	bucketName = "berkas"
	region     = "us-east-1"
	patience   = 20 * time.Second // for the server to answer; it takes 0.06 s
)

// start runs a server over an empty folder and gives the location of a bucket.
func start(t testing.TB, program string) string {
	t.Helper()
	access, secret := rand.Text(), rand.Text()
	var err error
	for range 3 { // another process may take the free port first
		var address string
		if address, err = serve(t, program, access, secret); err != nil {
			continue
		}
		if err = makeBucket(t.Context(), address, access, secret); err != nil {
			break
		}
		return fmt.Sprintf("s3://%s:%s@%s/%s?tls=0&region=%s", access, secret, address, bucketName, region)
	}
	t.Fatalf("blobtest: starting the S3 server: %v", err)
	return ""
}

// serve starts the server on a free loopback port and waits for its health
// page. File attributes go to a sidecar folder, since the temporary folder may
// lie on a file system without extended attributes.
func serve(t testing.TB, program, access, secret string) (address string, err error) {
	folder := t.TempDir()
	data, meta := filepath.Join(folder, "data"), filepath.Join(folder, "meta")
	if err := errors.Join(os.Mkdir(data, 0o700), os.Mkdir(meta, 0o700)); err != nil {
		return "", err
	}
	if address, err = freePort(); err != nil {
		return "", err
	}
	cmd := exec.Command(program, "--port", address, "--region", region, "--health", "/health",
		"--keep-alive", "--quiet", "posix", "--sidecar", meta, data)
	cmd.Env = append(plainEnv(), "ROOT_ACCESS_KEY="+access, "ROOT_SECRET_KEY="+secret)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	ended, err := proctest.Launch(cmd)
	if err != nil {
		return "", err
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-ended
	})
	if err := healthy("http://"+address+"/health", ended); err != nil {
		cmd.Process.Kill()
		<-ended
		return "", fmt.Errorf("%w: %s", err, said.String())
	}
	return address, nil
}

// plainEnv is the environment without the server's own settings.
func plainEnv() []string {
	var env []string
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "VGW_") && !strings.HasPrefix(pair, "ROOT_") {
			env = append(env, pair)
		}
	}
	return env
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

func healthy(url string, ended <-chan struct{}) error {
	client := &http.Client{Timeout: time.Second}
	for limit := time.Now().Add(patience); time.Now().Before(limit); {
		if answer, err := client.Get(url); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ended:
			return errors.New("it ended at once")
		case <-time.After(10 * time.Millisecond):
		}
	}
	return errors.New("it does not answer")
}

func makeBucket(ctx context.Context, address, access, secret string) error {
	client, err := minio.New(address, &minio.Options{
		Creds: credentials.NewStaticV4(access, secret, ""), Region: region,
	})
	if err != nil {
		return err
	}
	return client.MakeBucket(ctx, bucketName, minio.MakeBucketOptions{Region: region})
}
