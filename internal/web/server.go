package web

import (
	"net/http"
	"time"

	lewu "github.com/lewu-id/lewu"
)

// Times of a connection. A kept page of 50 kB takes a second at 400 kbit/s;
// whoever needs more than a minute for it does not read.
const (
	headerTime = 5 * time.Second
	readTime   = 30 * time.Second
	writeTime  = time.Minute
	idleTime   = 75 * time.Second
	uploadTime = 15 * time.Minute
	exportTime = 30 * time.Minute
)

// Server is a server with time limits on every connection. Exports and uploads
// get more time by their route, streams have none.
func Server(handler http.Handler, addr string) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           handler,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    16 << 10,
	}
}

// setDeadlines gives a route more time than the server's own where it needs it.
func setDeadlines(w http.ResponseWriter, rt route) {
	var read, write time.Duration
	switch {
	case rt.MaxBody > maxSmallBody:
		read, write = uploadTime, uploadTime+writeTime
	case rt.Class == lewu.ClassExport, rt.Class == lewu.ClassMedia:
		write = exportTime
	default:
		return
	}
	// Deadlines belong to the connection, hence to the machine's own clock; a
	// writer into memory has none.
	c := http.NewResponseController(w)
	now := time.Now()
	if read > 0 {
		_ = c.SetReadDeadline(now.Add(read))
	}
	_ = c.SetWriteDeadline(now.Add(write))
}
