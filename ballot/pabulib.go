package ballot

import (
	"io"
	"math/big"
	"strconv"
	"strings"
)

// ReadPabulib reads a file of the library of participatory budgets
// (http://pabulib.org/format) with approval ballots: fields with semicolons between
// them, in three sections.
//
//	META
//	key;value
//	description;Workstreams
//	vote_type;approval
//	budget;3
//	PROJECTS
//	project_id;cost;name
//	ws-01;1;Terms
//	VOTES
//	voter_id;neighborhood;vote
//	1;North;"ws-01,ws-04"
//
// The description is the title. The projects are the options. Of the voters' columns
// one may hold the group: name it in the options, and declare the groups in the
// template. num_projects and num_votes are checked where they stand; all else, such as
// min_length, is passed over, since Validity says how ballots are judged.
//
// A contest elects a number of options, and does not weigh costs. Without seats in the
// template a file is read only where all projects cost the same: budget divided by cost
// are the seats. Errors: [FormatError] for the file, [ContestError] for the contest.
func ReadPabulib(r io.Reader, template *Contest, o FileOptions) (*Tally, error) {
	f, err := newTemplated(r, template, o)
	if err != nil {
		return nil, err
	}
	p := &pabulibReader{rows: newRows(f, ';'), meta: make(map[string]placed), index: make(map[string]int)}
	t, err := p.read()
	if err != nil {
		return nil, o.named(err)
	}
	return t, nil
}

// The sections of a file.
const (
	pabulibMeta     = "META"
	pabulibProjects = "PROJECTS"
	pabulibVotes    = "VOTES"
)

type pabulibReader struct {
	*rows
	meta  map[string]placed
	index map[string]int // of projects, because thousands of voters name them
	costs []placed
	in    []bool // declared options that the file has
}

// A placed text knows where it stands, for errors that show later.
type placed struct {
	text         string
	line, column int
}

func (p *pabulibReader) place(field int) placed {
	line, column := p.csv.FieldPos(field)
	return placed{strings.Clone(p.cell(field)), line, column}
}

// failThere is an error about a text read before; one that is absent has no place.
func (p *pabulibReader) failThere(at placed, want string, args ...any) error {
	if at.line == 0 {
		return p.found(false, want, args...)
	}
	return p.fail(p.offset(at.line, at.column), at.text, want, args...)
}

func (p *pabulibReader) read() (*Tally, error) {
	if err := p.c.wantKind("Pabulib", Approvals); err != nil {
		return nil, err
	}
	ok, err := p.next()
	if err != nil {
		return nil, err
	}
	if !ok || !p.section(pabulibMeta) {
		return nil, p.found(ok, "the section META")
	}
	if err := p.readMeta(); err != nil {
		return nil, err
	}
	if err := p.readProjects(); err != nil {
		return nil, err
	}
	if err := p.seats(); err != nil {
		return nil, err
	}
	if err := p.begin(); err != nil {
		return nil, err
	}
	if err := p.readVotes(); err != nil {
		return nil, err
	}
	return p.finish(p.meta["description"].text)
}

// section says whether the line begins a section.
func (p *pabulibReader) section(name string) bool { return len(p.fields) == 1 && p.cell(0) == name }

// found is an error about a line, or about the end of the file.
func (p *pabulibReader) found(line bool, want string, args ...any) error {
	if !line {
		return p.fail(len(p.data), endOfFile, want, args...)
	}
	return p.failAt(0, strings.Join(p.fields, ";"), want, args...)
}

func (p *pabulibReader) readMeta() error {
	for header := true; ; header = false {
		ok, err := p.next()
		switch {
		case err != nil:
			return err
		case ok && p.section(pabulibProjects):
			return p.known()
		case !ok || len(p.fields) != 2:
			return p.found(ok, "a key and a value, or the section PROJECTS")
		case header && p.cell(0) == "key":
			continue
		}
		key, value := p.cell(0), p.cell(1)
		if _, twice := p.meta[key]; twice {
			return p.failAt(0, key, "each key once")
		}
		if key == "vote_type" && value != "approval" {
			return p.failAt(1, value, "vote_type approval: other ballots of this library cannot be read")
		}
		if key == "description" && !oneLine([]byte(value)) {
			return p.failAt(1, value, "a description in one line of UTF-8")
		}
		p.meta[strings.Clone(key)] = p.place(1)
	}
}

// known refuses a file that does not say what its ballots are.
func (p *pabulibReader) known() error {
	if p.meta["vote_type"].text == "" {
		return p.failAt(0, pabulibProjects, "the key vote_type before the projects")
	}
	return nil
}

func (p *pabulibReader) readProjects() error {
	width, id, name, cost := 0, -1, -1, -1
	p.in = make([]bool, len(p.c.Options))
	for {
		ok, err := p.next()
		switch {
		case err != nil:
			return err
		case !ok:
			return p.found(ok, "the section VOTES")
		case width == 0:
			if err := p.once(); err != nil {
				return err
			}
			width, id, name, cost = len(p.fields), p.column("project_id"), p.column("name"), p.column("cost")
			if id < 0 {
				return p.found(ok, "a header of projects with project_id")
			}
			continue
		case p.section(pabulibVotes):
			if missing, ok := p.absent(p.in); ok {
				return p.failAt(0, pabulibVotes, "all options of the contest among the projects, also %q",
					clip(missing))
			}
			return p.counted("num_projects", uint64(len(p.index)))
		}
		if err := p.width(width); err != nil {
			return err
		}
		if err := p.project(id, name); err != nil {
			return err
		}
		if cost >= 0 {
			p.costs = append(p.costs, p.place(cost))
		}
	}
}

// project reads one project.
func (p *pabulibReader) project(idColumn, nameColumn int) error {
	id, name := strings.Clone(p.cell(idColumn)), ""
	if nameColumn >= 0 {
		name = strings.Clone(p.cell(nameColumn))
	}
	_, twice := p.index[id]
	switch {
	case id == "" || twice || strings.Contains(id, ",") || !oneLine([]byte(id)):
		return p.failAt(idColumn, id, "an ID of a project without commas, each once")
	case !oneLine([]byte(name)):
		return p.failAt(nameColumn, name, "a name in one line of UTF-8")
	case len(p.index) == MaxOptions:
		return p.failAt(idColumn, id, "at most %d projects", MaxOptions)
	}
	o := p.adopt(id, name)
	if o < 0 {
		return p.failAt(idColumn, id, "the ID of an option of the contest")
	}
	if p.index[id] = o; p.declared {
		p.in[o] = true
	}
	return nil
}

// counted compares a number in META with what the file has.
func (p *pabulibReader) counted(key string, n uint64) error {
	if says, ok := p.meta[key]; ok && says.text != strconv.FormatUint(n, 10) {
		return p.failThere(says, "%s %d, as many as the file has", key, n)
	}
	return nil
}

// seats finds out how many options the budget pays for.
func (p *pabulibReader) seats() error {
	if p.c.Seats > 0 {
		return nil
	}
	const wayOut = ", or seats in the template: costs are not weighed"
	says := p.meta["budget"]
	budget, ok := amount(says.text)
	if !ok {
		return p.failThere(says, "a budget in META"+wayOut)
	}
	if len(p.costs) == 0 {
		return p.failAt(0, pabulibVotes, "projects with a cost"+wayOut)
	}
	cost, _ := amount(p.costs[0].text)
	for _, c := range p.costs {
		next, ok := amount(c.text)
		if !ok || next.Sign() == 0 || next.Cmp(cost) != 0 {
			return p.failThere(c, "projects that all cost the same"+wayOut)
		}
	}
	ratio := new(big.Rat).Quo(budget, cost)
	n := new(big.Int).Quo(ratio.Num(), ratio.Denom())
	standing := 0
	for _, o := range p.c.Options {
		if !o.Withdrawn {
			standing++
		}
	}
	if n.Sign() == 0 {
		return p.failThere(says, "a budget that pays for one project"+wayOut)
	}
	p.c.Seats = standing
	if n.Cmp(big.NewInt(int64(standing))) < 0 {
		p.c.Seats = int(n.Int64())
	}
	return nil
}

// amount reads a sum of money: digits, perhaps with a point and more of them.
func amount(s string) (*big.Rat, bool) {
	if s == "" || len(s) > 40 || strings.Trim(s, "0123456789.") != "" {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

func (p *pabulibReader) readVotes() error {
	ok, err := p.next()
	if err != nil {
		return err
	}
	if !ok {
		return p.found(ok, "a header of votes")
	}
	if err := p.once(); err != nil {
		return err
	}
	width, vote, group := len(p.fields), p.column("vote"), -1
	if vote < 0 || p.column("voter_id") < 0 {
		return p.found(ok, "a header of votes with voter_id and vote")
	}
	if len(p.c.Groups) > 0 {
		if group = p.column(p.o.GroupColumn); group < 0 {
			return p.found(ok, "a column %q, because the contest has groups", p.o.GroupColumn)
		}
	}
	var b Ballot
	for {
		ok, err := p.next()
		switch {
		case err != nil:
			return err
		case !ok:
			return p.counted("num_votes", p.t.total)
		}
		if err := p.width(width); err != nil {
			return err
		}
		if group >= 0 {
			b.Group = p.c.GroupIndex(p.cell(group))
		}
		b.Marks = p.vote(b.Marks[:0], p.cell(vote))
		if _, err := p.t.Add(b, 1); err != nil {
			return p.failAt(0, strings.Join(p.fields, ";"), "at most %d ballots in all", MaxBallots)
		}
	}
}

// vote reads the projects that a ballot approves.
func (p *pabulibReader) vote(marks []Mark, list string) []Mark {
	for list != "" {
		id, rest, _ := strings.Cut(list, ",")
		o, ok := p.index[strings.TrimSpace(id)]
		if !ok {
			o = UnknownOption
		}
		marks = append(marks, Mark{Option: o})
		list = rest
	}
	return marks
}
