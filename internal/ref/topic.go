package ref

import (
	"context"
	"database/sql"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/text"
)

// A Topic (topik) is a subject that datasets are found under.
type Topic struct {
	Slug         string
	Name, NameEN string
	Order        int
}

// Topics lists the topics in their order.
func (s *Store) Topics(ctx context.Context) (_ []Topic, err error) {
	defer errs.Wrap(&err, "ref.Topics")

	rows, err := s.db.QueryContext(ctx, `SELECT slug, name, name_en, place FROM topic ORDER BY place, slug`)
	if err != nil {
		return nil, err
	}
	return db.Collect(rows, func(row db.Scanner) (t Topic, err error) {
		return t, row.Scan(&t.Slug, &t.Name, &t.NameEN, &t.Order)
	})
}

// SaveTopic adds a topic, or changes the one of its slug.
func (s *Store) SaveTopic(ctx context.Context, tx *sql.Tx, t Topic) (_ Topic, err error) {
	defer errs.Wrap(&err, "ref.SaveTopic(%q)", t.Name)

	t.Name, t.NameEN = oneLine(t.Name), oneLine(t.NameEN)
	if t.Slug == "" {
		t.Slug = text.Slug(t.Name)
	}
	switch {
	case t.Name == "" || t.Slug == "" || t.Slug != text.Slug(t.Slug):
		return t, errs.Say(errs.Invalid, "ref.name-missing")
	case len([]rune(t.Name)) > maxName || len([]rune(t.NameEN)) > maxName:
		return t, errs.Say(errs.Invalid, "ref.name-long", "name", string([]rune(t.Name)[:40]), "limit", "200")
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO topic (slug, name, name_en, place) VALUES ($1, $2, $3, $4)
		ON CONFLICT (slug) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, place = excluded.place`, t.Slug, t.Name, t.NameEN, t.Order)
	if err != nil {
		return t, err
	}
	if err := audit.Record(ctx, tx, s.now(), audit.Act{Action: "ref.topic", Object: "topic/" + t.Slug, After: t}); err != nil {
		return t, err
	}
	return t, announce.Write(ctx, tx, AnnouncedSettings, "topic/"+t.Slug, s.now())
}
