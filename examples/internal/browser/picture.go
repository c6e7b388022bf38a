package browser

import (
	"os"
	"path/filepath"
	"strings"
)

// picture saves what a failed step has seen, where DFC_PICTURES says so.
func (tab *Tab) picture() (string, error) {
	dir := os.Getenv("DFC_PICTURES")
	switch dir {
	case "":
		return "", nil
	case "1":
		dir = tab.t.ArtifactDir()
	default:
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return "", err
		}
	}
	var shot struct {
		Data []byte `json:"data"`
	}
	if err := tab.top().session.do("Page.captureScreenshot", object{"format": "png"}, &shot); err != nil {
		return "", err
	}
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>| `, r) {
			return '_'
		}
		return r
	}, tab.t.Name())
	path := filepath.Join(dir, name+".png")
	return path, os.WriteFile(path, shot.Data, 0o644)
}
