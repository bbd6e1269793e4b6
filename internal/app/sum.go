package app

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
)

// A sum is a writer that only keeps the SHA-256 of what went through.
type sum struct{ hash.Hash }

func newSum() *sum { return &sum{sha256.New()} }

func (s *sum) hex() string { return hex.EncodeToString(s.Sum(nil)) }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
