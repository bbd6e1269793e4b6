package data

import (
	"context"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
)

// findings are what the machine saw in the deliveries of a version that people
// are told, each once.
func (m *module) findings(ctx context.Context, v catalog.Version) (list []lewu.Finding, err error) {
	batches := []string{v.Batch}
	for _, o := range v.Manifest {
		if !slices.Contains(batches, o.Batch) {
			batches = append(batches, o.Batch)
		}
	}
	for _, id := range batches {
		more, err := m.Catalog.Findings(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, f := range more {
			if !slices.ContainsFunc(list, func(o lewu.Finding) bool { return o.Message.Key == f.Message.Key && sameArgs(o, f) }) {
				list = append(list, f)
			}
		}
	}
	return list, nil
}

func sameArgs(a, b lewu.Finding) bool {
	if len(a.Message.Args) != len(b.Message.Args) {
		return false
	}
	for k, v := range a.Message.Args {
		if b.Message.Args[k] != v {
			return false
		}
	}
	return true
}
