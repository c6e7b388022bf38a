package main

import (
	"embed"
	"encoding/json"
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

//go:embed texts page.tmpl style.css
var files embed.FS

// texts are this program's own, in one language.
type texts map[string]string

// loadTexts reads the program's own texts, by language.
func loadTexts() (map[string]texts, error) {
	out := map[string]texts{}
	for _, lang := range []string{"de", "en"} {
		data, err := fs.ReadFile(files, "texts/"+lang+".json")
		if err != nil {
			return nil, err
		}
		t := texts{}
		if err := json.Unmarshal(data, &t); err != nil {
			return nil, err
		}
		out[lang] = t
	}
	return out, nil
}

const maxBody = 64 << 10

const policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// newHandler makes the program, in front of it the protection against forms of other
// sites, which net/http has.
func newHandler() (http.Handler, error) {
	if err := setUp(); err != nil {
		return nil, err
	}
	own, err := loadTexts()
	if err != nil {
		return nil, err
	}
	page, err := template.ParseFS(files, "page.tmpl")
	if err != nil {
		return nil, err
	}
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	if err := r.SetTrustedProxies(nil); err != nil {
		return nil, err
	}
	r.HandleMethodNotAllowed = true
	p := program{own, page}
	r.Use(gin.CustomRecovery(func(c *gin.Context, _ any) { c.AbortWithStatus(http.StatusInternalServerError) }), headers)
	r.GET("/", p.show)
	r.POST("/", p.submit)
	r.POST("/api/registrations", p.submitJSON)
	r.GET("/style.css", func(c *gin.Context) { c.FileFromFS("style.css", http.FS(files)) })
	return http.NewCrossOriginProtection().Handler(r), nil
}

func headers(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxBody)
}

type program struct {
	own  map[string]texts
	page *template.Template
}

// language is the one for a request: ?lang=, then Accept-Language, then German.
func (p program) language(c *gin.Context) (*i18n.Localizer, texts) {
	l := i18n.Default().Localizer(c.Query("lang"), c.GetHeader("Accept-Language"))
	c.Header("Content-Language", l.Tag().String())
	return l, p.own[l.Tag().String()]
}

// An option is an entry of a list.
type option struct {
	Value, Label string
	Selected     bool
}

// data is what the page gets.
type data struct {
	Lang          string
	T             texts
	Form          form
	Faults        []fault
	Bad           map[string]string // by field
	Kinds, Groups []option
	Result        *assessment
}

func (p program) data(c *gin.Context, f form) data {
	l, t := p.language(c)
	d := data{Lang: l.Tag().String(), T: t, Form: f, Bad: map[string]string{}}
	for _, k := range dialog.OrganisationKinds() {
		d.Kinds = append(d.Kinds, option{k.String(), l.Text(k.TextKey()), k.String() == f.Kind})
	}
	slices.SortFunc(d.Kinds, func(a, b option) int { return l.Compare(a.Label, b.Label) })
	for _, g := range dialog.Groups() {
		d.Groups = append(d.Groups, option{g.String(), l.Text(g.TextKey()), g.String() == f.Group})
	}
	return d
}

func (p program) show(c *gin.Context) { p.send(c, http.StatusOK, p.data(c, form{})) }

// submit answers the form: with the assessment, or with the form as it was sent and what
// is wrong.
func (p program) submit(c *gin.Context) {
	var f form
	err := c.ShouldBind(&f)
	if status := unreadable(err, f); status != 0 {
		d := p.data(c, form{})
		d.Faults = []fault{{"", d.T["unreadable"]}}
		p.send(c, status, d)
		return
	}
	l, t := p.language(c)
	d := p.data(c, f)
	if err != nil {
		d.Faults = faults(err, l, t)
		for _, x := range d.Faults {
			d.Bad[x.Field] = x.Message
		}
		p.send(c, http.StatusUnprocessableEntity, d)
		return
	}
	a, err := f.assess(l)
	if err != nil {
		_ = c.AbortWithError(http.StatusInternalServerError, err)
		return
	}
	d.Result = &a
	p.send(c, http.StatusOK, d)
}

// submitJSON is the same for programs.
func (p program) submitJSON(c *gin.Context) {
	var f form
	l, t := p.language(c)
	err := c.ShouldBindJSON(&f)
	if status := unreadable(err, f); status == http.StatusRequestEntityTooLarge {
		c.JSON(status, gin.H{"errors": []fault{{"", t["unreadable"]}}})
		return
	}
	if err != nil {
		c.JSON(http.StatusUnprocessableEntity, gin.H{"errors": faults(err, l, t)})
		return
	}
	a, err := f.assess(l)
	if err != nil {
		_ = c.AbortWithError(http.StatusInternalServerError, err)
		return
	}
	c.JSON(http.StatusOK, a)
}

// unreadable is the status for a form that cannot be read at all; 0 for one that can.
func unreadable(err error, f form) int {
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge
	}
	for _, s := range []string{f.Role, f.Organisation, f.Kind, f.Group, f.Email, f.Arrival, f.Idea} {
		if !utf8.ValidString(s) {
			return http.StatusBadRequest
		}
	}
	return 0
}

func (p program) send(c *gin.Context, status int, d data) {
	c.Status(status)
	c.Header("Content-Type", "text/html; charset=utf-8")
	if err := p.page.Execute(c.Writer, d); err != nil {
		_ = c.Error(err)
	}
}
