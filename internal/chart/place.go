package chart

// placed fixes a drawing in a picture: its left edge at x, its top at y, so
// wide with its gutters.
func (d drawing) placed(x, y, width float64) drawing {
	plot := width - d.left - d.right
	across := func(a at) at { return at{px: x + d.left + a.share*plot + a.px} }
	out := drawing{width: width, height: d.height}
	for _, s := range d.shapes {
		if s.only == narrowOnly {
			continue
		}
		s.only, s.mark = always, 0
		s.x, s.x2, s.y, s.y2 = across(s.x), across(s.x2), s.y+y, s.y2+y
		points := make([]point, len(s.points))
		for i, p := range s.points {
			points[i] = point{across(p.x), p.y + y}
		}
		s.points = points
		out.shapes = append(out.shapes, s)
	}
	return out
}

// enlarged draws everything so many times as big.
func (d drawing) enlarged(times float64) drawing {
	out := drawing{width: d.width * times, height: d.height * times}
	for _, s := range d.shapes {
		s.x.px, s.x2.px, s.y, s.y2, s.r = s.x.px*times, s.x2.px*times, s.y*times, s.y2*times, s.r*times
		s.style.size, s.style.width, s.style.dash = s.style.size*times, s.style.width*times, s.style.dash*times
		points := make([]point, len(s.points))
		for i, p := range s.points {
			points[i] = point{at{px: p.x.px * times}, p.y * times}
		}
		s.points = points
		out.shapes = append(out.shapes, s)
	}
	return out
}
