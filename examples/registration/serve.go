package main

import (
	"html/template"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

const maxBody = 64 << 10

const policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

type program struct {
	own   map[string]texts
	pages *template.Template
	usual *strings.Replacer
}

// newHandler makes the program.
func newHandler() (http.Handler, error) {
	if err := setUp(); err != nil {
		return nil, err
	}
	own, err := loadTexts()
	if err != nil {
		return nil, err
	}
	pages, err := template.ParseFS(files, "*.tmpl")
	if err != nil {
		return nil, err
	}
	usual, err := usualMonths()
	if err != nil {
		return nil, err
	}
	return program{own, pages, usual}.routes()
}

func (p program) routes() (http.Handler, error) {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	if err := r.SetTrustedProxies(nil); err != nil {
		return nil, err
	}
	broken := p.refuse(http.StatusInternalServerError, "broken")
	r.Use(headers, gin.CustomRecovery(func(c *gin.Context, _ any) { broken(c) }), p.ownForms())
	r.HandleMethodNotAllowed = true
	r.NoMethod(p.refuse(http.StatusMethodNotAllowed, "method"))
	r.NoRoute(p.refuse(http.StatusNotFound, "not-found"))
	read := []string{http.MethodGet, http.MethodHead}
	r.Match(read, "/", p.show)
	r.Match(read, "/style.css", func(c *gin.Context) { c.FileFromFS("style.css", http.FS(files)) })
	r.POST("/", p.submit)
	r.POST("/api/registrations", p.submitJSON)
	return r, nil
}

func (p program) show(c *gin.Context) {
	p.send(c, http.StatusOK, "page.tmpl", p.data(c, form{}, nil))
}

// submit answers the form: with the assessment, or with the form as it was sent and what
// is wrong.
func (p program) submit(c *gin.Context) {
	var f form
	l, t := p.language(c)
	if err := readForm(c.Request, &f); err != nil {
		status := statusOf(err)
		if status != http.StatusUnprocessableEntity {
			f = form{} // half of what was entered helps nobody
		}
		p.send(c, status, "page.tmpl", p.data(c, f, faults(err, l, t)))
		return
	}
	a, err := f.assess(l)
	if err != nil {
		p.fail(c, err)
		return
	}
	d := p.data(c, f, nil)
	d.Result = &a
	p.send(c, http.StatusOK, "page.tmpl", d)
}

// submitJSON is the same for programs.
func (p program) submitJSON(c *gin.Context) {
	var f form
	l, t := p.language(c)
	if err := readJSON(c.Request.Body, &f); err != nil {
		c.JSON(statusOf(err), gin.H{"errors": faults(err, l, t)})
		return
	}
	a, err := f.assess(l)
	if err != nil {
		p.fail(c, err)
		return
	}
	c.JSON(http.StatusOK, a)
}

// fail answers what is not the visitor's fault, and leaves the reason to gin's loggers.
func (p program) fail(c *gin.Context, err error) {
	_ = c.Error(err)
	p.refuse(http.StatusInternalServerError, "broken")(c)
}

func (p program) send(c *gin.Context, status int, name string, d any) {
	c.Status(status)
	c.Header("Content-Type", "text/html; charset=utf-8")
	if err := p.pages.ExecuteTemplate(c.Writer, name, d); err != nil {
		_ = c.Error(err)
	}
}
