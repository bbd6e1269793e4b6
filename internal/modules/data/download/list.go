package download

import (
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// List are the files of the version on a page: the whole of it, and where
// a question stands in the address, first what that shows. q is the question as
// the reader asked it, without the order and size that the page adds by itself;
// rows is how many its filters leave. A size stands where it is known without
// making the file; files of a page that people look at are made soon.
func (s Shop) List(b web.Base, c edition.Edition, q lewu.Query, rows int64) web.Downloads {
	q = edition.Selection(q)
	list := web.Downloads{Page: b}
	var all lewu.Message // tells the whole files from those of the question
	if asked := table.Values(q); len(asked) > 0 {
		all = lewu.Msg("data.download-all")
		part := lewu.Msg("data.download-as-shown")
		if len(q.Filter) > 0 {
			part = lewu.Msg("data.download-filtered", "rows", strconv.FormatInt(rows, 10))
		}
		list.Items = append(list.Items,
			web.Download{Label: lewu.Msg("data.download-csv-part"), Path: c.Path(".csv", asked), Note: part},
			web.Download{Label: lewu.Msg("data.download-xlsx-part"), Path: c.Path(".xlsx", asked), Note: part})
	}
	xlsx, json := s.shelved(b, c, s.xlsx), s.shelved(b, c, s.json)
	if xlsx == 0 || json == 0 {
		s.Artefacts.Wish(c.Set.Slug)
	}
	list.Items = append(list.Items,
		web.Download{Label: lewu.Msg("data.download-csv"), Path: c.Path(".csv", nil), Bytes: c.Version.IsiSize, Note: all},
		web.Download{Label: lewu.Msg("data.download-xlsx"), Path: c.Path(".xlsx", nil), Bytes: xlsx, Note: all},
		web.Download{Label: lewu.Msg("data.download-json"), Path: c.Path(".json", nil), Bytes: json, Note: all},
		web.Download{Label: lewu.Msg("data.download-parquet"), Path: c.Path(".parquet", nil), Bytes: c.Version.BerkasSize, Note: all})
	return list
}

// shelved is the size of a whole download that is on the shelf; 0 where it is
// not.
func (s Shop) shelved(b web.Base, c edition.Edition, pack packer) int64 {
	p, err := pack(b, c, lewu.Query{})
	if err != nil {
		return 0
	}
	n, _ := s.Artefacts.Size(p.shelf)
	return n
}
