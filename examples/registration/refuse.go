package main

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// headers are on every answer, those to requests that are refused included.
func headers(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxBody)
}

// ownForms refuses forms of other sites. It is net/http's protection inside gin, not around
// it, so that the refusal is a page of this program with its headers.
func (p program) ownForms() gin.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	return func(c *gin.Context) {
		if protection.Check(c.Request) != nil {
			p.refuse(http.StatusForbidden, "foreign")(c)
		}
	}
}

// A problem is what the page gets for a request that leads nowhere.
type problem struct {
	Lang, Title, Text string
	T                 texts
}

// refuse answers with a text of this program and a way out; programs get JSON.
func (p program) refuse(status int, key string) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Abort()
		l, t := p.language(c)
		if strings.HasPrefix(c.Request.URL.Path, "/api/") {
			c.JSON(status, gin.H{"errors": []fault{{"", t[key]}}})
			return
		}
		p.send(c, status, "problem.tmpl", problem{l.Tag().String(), t[key+".title"], t[key], t})
	}
}
