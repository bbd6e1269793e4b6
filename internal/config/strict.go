package config

import (
	"github.com/BurntSushi/toml"
)

// Strict reads a TOML file that people wrote into a struct, and names the keys
// in it that the struct does not have: "kolom.harga.satuhan". See LineOf.
func Strict(path string, into any) (unknown []string, err error) {
	meta, err := toml.DecodeFile(path, into)
	if err != nil {
		return nil, err
	}
	for _, key := range meta.Undecoded() {
		unknown = append(unknown, key.String())
	}
	return unknown, nil
}

// LineOf is where a TOML error lies, "?" where it has no place: a file that is
// not there. The error's own text may quote a secret.
func LineOf(err error) string { return lineOf(err) }
